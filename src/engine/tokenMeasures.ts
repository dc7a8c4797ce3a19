/** Patch tokens of held-out images in student and compressed teacher, beside the teacher's. */
import {
  tokenAgreement,
  type TokenRows,
} from "../evaluation/geometry/tokenAgreement.ts";
import type { TokenMeasures } from "../protocol/measures.ts";
import type { EvaluationSet } from "./evaluationSets.ts";
import type { TeacherTokens } from "./teacherTokens.ts";
import type { Trainer } from "./trainer.ts";

type Options = {
  /** The first of these are measured. */
  set: EvaluationSet;
  images: number;
  trainer: Trainer;
  teacherTokens: TeacherTokens;
  /** Awaited often; a rejection gives the measures up. */
  pause: () => Promise<void>;
};

/**
 * Agreement of patch tokens with the teacher's.
 *
 * @returns Null for the compressed teacher of a method that has none.
 */
export async function measureTokens(
  space: "student" | "compressed",
  { set, images, trainer, teacherTokens, pause }: Options,
): Promise<TokenMeasures | null> {
  const n = Math.min(images, set.n);
  const count = trainer.tokens;
  const d = trainer.sizes.width;
  const pixels = (start: number, some: number) => set.pixels(start, some);
  const all = await teacherTokens.imageTokens({ ...set, n }, pause);
  const teacher = patchTokens(all, n, count, trainer.dTeacher);
  const { values, n: rows } = teacher.rows;
  const mapped = await trainer.compress(values, rows);
  const compressed = mapped && {
    rows: { values: mapped, n: rows, d },
    tokens: count - 1,
  };
  if (space === "compressed") {
    return compressed && tokenAgreement(compressed, teacher, compressed);
  }
  const own = await trainer.embedTokens(n, pixels, pause);
  return tokenAgreement(patchTokens(own, n, count, d), teacher, compressed);
}

/** Tokens [n, count, d] without the first of each image. */
function patchTokens(
  values: Float32Array,
  n: number,
  count: number,
  d: number,
): TokenRows {
  const patches = new Float32Array(n * (count - 1) * d);
  for (let i = 0; i < n; i++) {
    patches.set(
      values.subarray((i * count + 1) * d, (i + 1) * count * d),
      i * (count - 1) * d,
    );
  }
  return {
    rows: { values: patches, n: n * (count - 1), d },
    tokens: count - 1,
  };
}
