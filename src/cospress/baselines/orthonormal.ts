import { frozenHead } from "./frozenHead.ts";
import { randomOrthonormal } from "./orthonormalMatrix.ts";

/**
 * Orthonormal random projection: a random subspace of the teacher's space, drawn by the run's seed, in which nothing is stretched.
 *
 * For unit vectors of cosine c the projected cosine deviates by about (1 - c^2) sqrt(1 / dStudent - 1 / dTeacher); not at all when the widths are equal.
 */
export const orthonormal = frozenHead(
  ({ dTeacher, dStudent }, _options, rng) => ({
    "linear.weight": randomOrthonormal(dTeacher, dStudent, rng),
  }),
);
