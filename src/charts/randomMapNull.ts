/** What a random map to fewer dimensions would have done to the same pairs: the null that a trained map or student is drawn against. */
import { randomProjectionLaw } from "../protocol/randomProjection.ts";
import type { SimilaritySample } from "../protocol/results.ts";

/** Two-sided 95 % of a normal distribution. */
const NORMAL_975 = 1.96;
/** Cosines are gathered in this many groups before errors are spread; the spread changes slowly with the cosine. */
const COSINE_GROUPS = 64;

export type RandomMap = {
  kind: "gaussian" | "orthonormal";
  from: number;
  to: number;
};

/** The random map that a sample is compared with: orthonormal where the space gets narrower, else Gaussian; null where widths are not stated. */
export function randomMapOf({ widths }: SimilaritySample): RandomMap | null {
  if (!widths) return null;
  const { teacher: from, student: to } = widths;
  return { kind: to < from ? "orthonormal" : "gaussian", from, to };
}

/** Where 95 % of pairs with this cosine come to lie, cut off at -1 and 1. */
export function randomMapBand(
  { kind, from, to }: RandomMap,
  cosine: number,
): [low: number, high: number] {
  const { cosineDeviation } = randomProjectionLaw(kind, cosine, from, to);
  const reach = NORMAL_975 * cosineDeviation;
  return [Math.max(-1, cosine - reach), Math.min(1, cosine + reach)];
}

/** Share of pairs that lie within the band; a random map puts 95 % there, a better one more. NaN without a pair. */
export function shareInBand(
  map: RandomMap,
  teacherPairs: Float32Array,
  pairs: Float32Array,
): number {
  let inside = 0;
  for (let i = 0; i < pairs.length; i++) {
    const [low, high] = randomMapBand(map, teacherPairs[i]!);
    if (pairs[i]! >= low && pairs[i]! <= high) inside++;
  }
  return inside / pairs.length;
}

/**
 * Share of pairs whose angle error a random map would put between neighbouring edges: a mixture of normal distributions, one for each pair.
 *
 * @param edges In degrees, rising.
 * @returns [edges.length - 1].
 */
export function randomMapErrors(
  { kind, from, to }: RandomMap,
  teacherPairs: Float32Array,
  edges: readonly number[],
): number[] {
  const groups = new Float64Array(COSINE_GROUPS);
  for (const cosine of teacherPairs) {
    const place = Math.floor(((cosine + 1) / 2) * COSINE_GROUPS);
    groups[Math.max(0, Math.min(COSINE_GROUPS - 1, place))]! +=
      1 / teacherPairs.length;
  }
  const below = edges.map(() => 0);
  groups.forEach((share, group) => {
    if (share === 0) return;
    const cosine = ((group + 0.5) / COSINE_GROUPS) * 2 - 1;
    const law = randomProjectionLaw(kind, cosine, from, to);
    edges.forEach((edge, i) => {
      below[i]! += share * normalBelow(edge / law.angleDeviationDegrees);
    });
  });
  return below.slice(1).map((share, i) => share - below[i]!);
}

/** Share of a standard normal distribution below z; wrong by less than 1.5e-7 (Abramowitz and Stegun 7.1.26). */
function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const sum =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (sum * Math.exp(-x * x)) / 2;
  return z > 0 ? 1 - tail : tail;
}
