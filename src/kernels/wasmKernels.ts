/**
 * The kernels of src/kernels/assembly, at work on the memory of tfjs' WASM backend: pointers are places in its heap, nothing is copied.
 *
 * Null on other backends, and where the machine has no SIMD: callers keep their plain TypeScript loops beside them.
 */
import * as tf from "../tensor/tf.ts";
import * as binaries from "./assembly/index.ts?wasm";
import { countKernel } from "./kernelCounts.ts";
import {
  controlOf,
  newControl,
  shareOut,
  type Control,
  type KernelFunctions,
  type KernelTask,
} from "./kernelPool.ts";
import type { KernelThreadStart } from "./kernelThread.ts";

/** A place in the heap, in bytes. */
type Pointer = number;

/** What src/kernels/assembly/index.ts exports; parameters and layouts are told there. */
type KernelExports = KernelFunctions & {
  attentionScratch(tokens: number, headWidth: number): number;
  productScratch(n: number): number;
  vmfSneScratch(n: number, dTeacher: number, dCompressed: number): number;
  blocks(n: number): number;
  addParts(
    parts: Pointer,
    count: number,
    stride: number,
    d: number,
    total: Pointer,
  ): void;
};

/** The parts of tfjs' WASM backend used here; present in 4.22.0, but missing from its types. */
type WasmBackend = {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  dataIdMap: { get(id: object): { memoryOffset: Pointer } };
  wasm: {
    _malloc(bytes: number): Pointer;
    _free(pointer: Pointer): void;
    /** In the threaded build. */
    wasmMemory?: WebAssembly.Memory;
    /** In the others. */
    asm?: { memory?: WebAssembly.Memory };
  };
};

type Instance = {
  module: WebAssembly.Module;
  /** Whether it multiplies and adds in one instruction. */
  isFused: boolean;
  memory: WebAssembly.Memory;
  kernels: KernelExports;
  /** Memory for the length of one call; grows, and stays. */
  scratch: { pointer: Pointer; bytes: number };
  /** Threads in all, and what they share; null where this thread is alone. */
  pool: { threads: number; control: Control } | null;
};

/** Below it waking other threads takes longer than the work, in multiplications or the like. */
const LEAST_SHARED_WORK = 100_000;

/** A thread is up within milliseconds. */
const START_LIMIT_MS = 5000;

const instances = new WeakMap<object, Instance | null>();

/** The kernels on the present backend's memory, or null. */
export function wasmKernels(): KernelExports | null {
  return presentInstance()?.kernels ?? null;
}

/** Whether the kernels round once for a multiplication and an addition, as relaxed SIMD may: the last bit of numbers depends on it. */
export function kernelsAreFused(): boolean {
  return presentInstance()?.isFused ?? false;
}

function presentInstance(): Instance | null {
  if (tf.getBackend() !== "wasm") return null;
  const backend = tf.backend() as unknown as WasmBackend;
  let instance = instances.get(backend);
  if (instance === undefined) {
    instance = instantiate(backend);
    instances.set(backend, instance);
  }
  return instance;
}

function instantiate({ wasm }: WasmBackend): Instance | null {
  const memory = wasm.wasmMemory ?? wasm.asm?.memory;
  if (!memory) {
    throw new Error(
      "wasmKernels: tfjs' WASM module must show its memory as 4.22.0 does, got none",
    );
  }
  const isShared = !(memory.buffer instanceof ArrayBuffer);
  const forms = isShared
    ? { relaxed: binaries.relaxedShared, plain: binaries.shared }
    : { relaxed: binaries.relaxedUnshared, plain: binaries.unshared };
  const relaxed = fromBase64(forms.relaxed);
  const isFused = WebAssembly.validate(relaxed);
  const bytes = isFused ? relaxed : fromBase64(forms.plain);
  if (!isFused && !WebAssembly.validate(bytes)) return null;
  const module = new WebAssembly.Module(bytes);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return {
    module,
    isFused,
    memory,
    kernels: exports as unknown as KernelExports,
    scratch: { pointer: 0, bytes: 0 },
    pool: null,
  };
}

/**
 * Lets other threads help with the present backend's kernels. Does nothing where memory is not shared.
 *
 * @param threads Threads in all, this one included.
 * @returns Threads that compute from now on; 1 if the others did not come up.
 */
export async function startKernelThreads(threads: number): Promise<number> {
  const instance = presentInstance();
  if (!instance || threads < 2) return 1;
  const { module, memory } = instance;
  if (memory.buffer instanceof ArrayBuffer) return 1;
  const control = newControl();
  const workers = Array.from(
    { length: threads - 1 },
    () =>
      new Worker(new URL("./kernelThread.ts", import.meta.url), {
        type: "module",
        name: "kernels",
      }),
  );
  const started = workers.map((worker, i) => {
    const start: KernelThreadStart = { module, memory, control, thread: i + 1 };
    return new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      setTimeout(() => reject(new Error("no answer")), START_LIMIT_MS);
      worker.postMessage(start);
    });
  });
  try {
    await Promise.all(started);
  } catch {
    for (const worker of workers) worker.terminate();
    return 1;
  }
  instance.pool = { threads, control: controlOf(control) };
  return threads;
}

/** How a kernel is called: `parameters` are all but the range and the scratch memory. */
type Share = (
  kernel: KernelTask["kernel"],
  parameters: readonly number[],
  over: {
    total: number;
    /** Ranges begin at multiples of it; 1 by default. */
    grain?: number;
    /** Multiplications or the like in all, roughly. */
    work: number;
  },
) => void;

/**
 * Runs `compute` on the places of float32 tensors in the heap, and returns new float32 tensors.
 *
 * @param inputs Tensors of the present backend, which `compute` must not write to.
 * @param outputShapes Shape of each result; memory arrives uncleared.
 * @param memory Bytes of scratch memory for each thread, and of `parts`, which `compute` may use as it likes; both begin at multiples of 16.
 * @throws {Error} If `wasmKernels()` is null.
 */
export function runWasmKernel(
  inputs: readonly tf.Tensor[],
  outputShapes: readonly (readonly number[])[],
  memory: { scratch?: number; parts?: number },
  compute: (
    share: Share,
    inputs: Pointer[],
    outputs: Pointer[],
    parts: Pointer,
    heap: ArrayBufferLike,
  ) => void,
): tf.Tensor[] {
  const instance = presentInstance();
  if (!instance) {
    throw new Error(
      `runWasmKernel: the backend must be 'wasm' with SIMD, got '${tf.getBackend()}'`,
    );
  }
  const backend = tf.backend() as unknown as WasmBackend;
  const outputs = outputShapes.map((shape) =>
    backend.makeOutput([...shape], "float32"),
  );
  const place = ({ dataId }: tf.TensorInfo) =>
    backend.dataIdMap.get(dataId).memoryOffset;
  const { kernels, pool } = instance;
  const scratchBytes = ((memory.scratch ?? 0) + 15) & -16;
  const ofThreads = scratchBytes * (pool?.threads ?? 1);
  const scratch = scratchOf(instance, backend, ofThreads + (memory.parts ?? 0));
  const share: Share = (kernel, parameters, { total, grain = 1, work }) => {
    countKernel(kernel);
    if (pool && work >= LEAST_SHARED_WORK) {
      const task = { kernel, parameters, total, grain, scratch, scratchBytes };
      shareOut(pool.control, kernels, pool.threads, task);
    } else {
      kernels[kernel](...parameters, 0, total, scratch);
    }
  };
  compute(
    share,
    inputs.map(place),
    outputs.map(place),
    scratch + ofThreads,
    instance.memory.buffer,
  );
  return outputs.map((info) => tf.engine().makeTensorFromTensorInfo(info));
}

/** At least so many bytes, for the length of one call. */
function scratchOf(
  { scratch }: Instance,
  { wasm }: WasmBackend,
  bytes: number,
): Pointer {
  if (scratch.bytes < bytes) {
    if (scratch.pointer !== 0) wasm._free(scratch.pointer);
    scratch.pointer = wasm._malloc(bytes);
    scratch.bytes = bytes;
  }
  return scratch.pointer;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
