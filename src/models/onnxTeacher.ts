/** A vision network from an ONNX file as a teacher: ONNX Runtime computes it, on WebGPU where the engine does and it gives the right numbers there, else on WASM. */
import { openOnnxModel, type OnnxModel } from "../data/onnx/onnxRuntime.ts";
import { classTokenFirst, rawTokens } from "../data/onnx/onnxTokens.ts";
import { TRIAL_PICTURES } from "../data/onnx/trialPictures.ts";
import { EngineError, toWireError } from "../protocol/engineError.ts";
import type { OnnxTeacher } from "../protocol/teachers.ts";
import * as tf from "../tensor/tf.ts";
import type { Teacher } from "./teacher.ts";

/** Of the largest number of the trial: a GPU may compute in half precision, through a dozen blocks. */
const GPU_TOLERANCE = 0.05;

/**
 * @param bytes Checked against the manifest before.
 * @throws {EngineError} `teacher-corrupt`, if the network that the manifest is about cannot be opened or says something else.
 */
export async function onnxTeacher(
  manifest: OnnxTeacher,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Teacher> {
  const { id, title, width, grid } = manifest;
  const { model, notes } = await openTried(manifest, bytes, tf.getBackend());
  return {
    ...{ id, width, grid, knowsAnyImage: true, notes },
    async embed({ n, pixels }) {
      const values = await tokensOf(model, manifest, n, pixels).catch(
        (cause: unknown) => {
          throw new EngineError(
            "teacher-corrupt",
            `embed: ${title}: ${toWireError(cause).message}`,
          );
        },
      );
      return tf.tensor3d(values, [n, 1 + grid * grid, width]);
    },
    dispose: () => void model.release(),
  };
}

async function tokensOf(
  model: OnnxModel,
  manifest: OnnxTeacher,
  n: number,
  pixels: Float32Array,
): Promise<Float32Array> {
  const { title, output, width, grid } = manifest;
  const found = await rawTokens(title, model, manifest, n, pixels);
  const tokens = grid === 0 ? 1 : output.leading + grid * grid;
  if (found.tokens !== tokens || found.width !== width) {
    throw new EngineError(
      "teacher-corrupt",
      `${title}: must give [${n}, ${tokens}, ${width}], got [${n}, ${found.tokens}, ${found.width}]`,
    );
  }
  return classTokenFirst(found.values, n, manifest);
}

async function openTried(
  manifest: OnnxTeacher,
  bytes: Uint8Array<ArrayBuffer>,
  backend: string,
): Promise<{ model: OnnxModel; notes: string[] }> {
  const { title } = manifest;
  if (backend === "webgpu") {
    try {
      const model = await openAndTry(manifest, bytes, true);
      const note = `ONNX Runtime computes ${title} on WebGPU.`;
      return { model, notes: [note] };
    } catch (cause) {
      const model = await openAndTry(manifest, bytes, false);
      const note = `ONNX Runtime computes ${title} on WASM, for on WebGPU it failed: ${toWireError(cause).message}`;
      return { model, notes: [note] };
    }
  }
  const model = await openAndTry(manifest, bytes, false);
  return { model, notes: [`ONNX Runtime computes ${title} on WASM.`] };
}

/** @throws {EngineError} If it does not say of the trial picture what it said when it was brought. */
async function openAndTry(
  manifest: OnnxTeacher,
  bytes: Uint8Array<ArrayBuffer>,
  isGpu: boolean,
): Promise<OnnxModel> {
  const { title, trial } = manifest;
  const model = await openOnnxModel(title, bytes, isGpu);
  try {
    const { n, pixels } = TRIAL_PICTURES;
    const values = await tokensOf(model, manifest, n, pixels);
    const most = Math.max(...trial.map(Math.abs));
    const error = Math.max(
      ...trial.map((expected, i) => Math.abs(values[i]! - expected)),
    );
    if (error <= GPU_TOLERANCE * most) return model;
    throw new EngineError(
      "teacher-corrupt",
      `${title}: must say of the trial picture what it said when it was brought, got a difference of ${error.toPrecision(2)} on numbers up to ${most.toPrecision(2)}`,
    );
  } catch (cause) {
    await model.release();
    throw cause;
  }
}
