/**
 * Kernels in plain TypeScript for the backends whose values lie in this thread's memory: WASM and CPU.
 *
 * One pass over typed arrays replaces chains of small ops, each of which tfjs' WASM backend runs as a full scalar pass over memory.
 * On a GPU backend there is nothing to point at, so callers keep their plain tfjs formulation beside the kernel; it is also the test oracle.
 */
import * as tf from "../tensor/tf.ts";
import { countKernel } from "./kernelCounts.ts";
import { usesPlainForms } from "./plainForms.ts";

/** The parts of the two host backends used here; public members, but missing from tfjs' common backend type. */
type WasmHost = {
  typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array;
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
};
type CpuHost = {
  makeTensorInfo(
    shape: number[],
    dtype: tf.DataType,
    values: Float32Array,
  ): tf.TensorInfo;
  data: { get(id: object): { values: Float32Array } };
};

/** Whether the present backend's values can be reached as typed arrays, and kernels are wanted. */
export function isHostBackend(): boolean {
  if (usesPlainForms()) return false;
  const name = tf.getBackend();
  return name === "wasm" || name === "cpu";
}

/**
 * Runs `compute` on the values of float32 tensors, without copying them, and returns new float32 tensors.
 *
 * @param inputs Tensors of the present backend; `compute` must not write to them.
 * @param outputShapes Shape of each result.
 * @param compute Receives flat, row-major values; every element of every output must be written, for memory arrives uncleared on WASM.
 * @throws {Error} If the present backend is not a host backend.
 */
export function runHostKernel(
  inputs: readonly tf.Tensor[],
  outputShapes: readonly (readonly number[])[],
  compute: (inputs: Float32Array[], outputs: Float32Array[]) => void,
): tf.Tensor[] {
  countKernel("typescript");
  const name = tf.getBackend();
  if (name === "wasm") {
    const backend = tf.backend() as unknown as WasmHost;
    // All outputs first: an allocation may grow the heap, which detaches earlier views.
    const infos = outputShapes.map((shape) =>
      backend.makeOutput([...shape], "float32"),
    );
    compute(
      inputs.map((input) => backend.typedArrayFromHeap(input)),
      infos.map((info) => backend.typedArrayFromHeap(info)),
    );
    return infos.map((info) => tf.engine().makeTensorFromTensorInfo(info));
  }
  if (name === "cpu") {
    const backend = tf.backend() as unknown as CpuHost;
    const outputs = outputShapes.map(
      (shape) => new Float32Array(tf.util.sizeFromShape([...shape])),
    );
    compute(
      inputs.map((input) => backend.data.get(input.dataId).values),
      outputs,
    );
    return outputs.map((values, i) =>
      tf
        .engine()
        .makeTensorFromTensorInfo(
          backend.makeTensorInfo([...outputShapes[i]!], "float32", values),
        ),
    );
  }
  throw new Error(
    `runHostKernel: the backend must be 'wasm' or 'cpu', got '${name}'`,
  );
}
