/** A run's head as others load it: safetensors, matrices [out, in], and beside it the means that are taken off the teacher's tokens. */
import {
  notFinite,
  readSafetensors,
  writeSafetensors,
  type NamedTensors,
} from "../data/formats/safetensors.ts";
import { transposed } from "../models/studentFile.ts";
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import { methodById } from "../protocol/methods.ts";
import type { TokenMeans } from "./teacherTokens.ts";

/**
 * Keys beside the method's own tensors: what the lab subtracts from a teacher's tokens, after LayerNorm without
 * gain and bias (epsilon 1e-6), before they reach the head: `meanFraction` times these.
 */
const MEANS = {
  classToken: "teacher_mean.class_token",
  patchToken: "teacher_mean.patch_token",
} as const;

export function writeHeadFile(
  head: NamedTensors,
  means: TokenMeans,
  config: RunConfig,
): Uint8Array<ArrayBuffer> {
  const vector = (values: Float32Array) => ({ shape: [values.length], values });
  return writeSafetensors({
    tensors: {
      ...mapMatrices(head),
      [MEANS.classToken]: vector(means.classToken),
      ...(means.patchToken.length > 0 && {
        [MEANS.patchToken]: vector(means.patchToken),
      }),
    },
    metadata: {
      format: "pt",
      method: config.method.id,
      map: methodById(config.method.id).map,
      meanFraction: String(config.teacher.meanFraction),
      layerNormEpsilon: "1e-5",
    },
  });
}

export type HeadFile = {
  /** In the lab's layout. */
  head: NamedTensors;
  /** Id of the method, unchecked. */
  method: string | undefined;
};

/** @throws {EngineError} `import-unreadable`, if it is not one of `writeHeadFile`, or holds a number that is not finite. */
export function readHeadFile(bytes: Uint8Array): HeadFile {
  const { tensors, metadata } = readSafetensors(bytes);
  if (!Object.hasOwn(tensors, MEANS.classToken)) {
    throw malformed(
      `the file must hold '${MEANS.classToken}', got ${Object.keys(tensors).slice(0, 8).join(", ")}`,
    );
  }
  const wrong = notFinite(tensors);
  if (wrong) throw malformed(wrong);
  const { [MEANS.classToken]: _c, [MEANS.patchToken]: _p, ...head } = tensors;
  return { head: mapMatrices(head), method: metadata["method"] };
}

const malformed = (problem: string) =>
  new EngineError("import-unreadable", `readHeadFile: ${problem}`);

/** [in, out] <-> PyTorch's [out, in]; tensors of other ranks stay as they are. */
function mapMatrices(tensors: NamedTensors): NamedTensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [
      name,
      tensor.shape.length === 2 ? transposed(tensor) : tensor,
    ]),
  );
}
