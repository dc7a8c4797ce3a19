/** Spaces drawn on a globe: three coordinates for each image, turned so that the spaces can be compared, and what that hides. */
import { cosineToDegrees } from "./format.ts";
import { leadingDirections } from "./leadingDirections.ts";
import { correlation, pairsOf } from "./pairStatistics.ts";

/** [3, 3], row major, orthogonal: new = matrix * old. */
export type Turn = Float64Array;

export const NO_TURN: Turn = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);

export type SpherePoints = {
  /** [n, 3], each of length 1, or 0 for an image that has none of the three directions. */
  points: Float64Array;
  /** Share of the embeddings' squared length that the three directions keep. */
  kept: number;
  /** Share of the variance of the cosines of all pairs that the drawn cosines explain by a straight line, 0 to 1; null where cosines do not vary. */
  explained: number | null;
  /** Mean difference of a pair's drawn angle and its own, in degrees. */
  angleErrorDegrees: number;
};

/**
 * Images on the unit sphere along their space's own three leading directions.
 *
 * @param cosines [n, n].
 * @param like [n, 3], points of another space to turn onto; a rotation or a reflection changes no angle.
 */
export function spherePoints(
  cosines: Float32Array,
  n: number,
  like: Float64Array | null,
): SpherePoints {
  const { points, kept } = leadingDirections(cosines, n);
  for (let i = 0; i < n; i++) {
    const row = points.subarray(3 * i, 3 * i + 3);
    const length = Math.hypot(row[0]!, row[1]!, row[2]!);
    for (let k = 0; k < 3; k++) row[k]! *= length > 1e-9 ? 1 / length : 0;
  }
  const turned = like ? turnedPoints(points, bestTurn(points, like)) : points;
  const drawn = new Float64Array((n * (n - 1)) / 2);
  const own = pairsOf(cosines, n);
  let degrees = 0;
  let filled = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, filled++) {
      drawn[filled] = dot3(turned, i, turned, j);
      degrees += Math.abs(
        cosineToDegrees(own[filled]!) - cosineToDegrees(drawn[filled]!),
      );
    }
  }
  const pearson = correlation(drawn, own);
  return {
    ...{ points: turned, kept },
    explained: pearson === null ? null : pearson ** 2,
    angleErrorDegrees: filled > 0 ? degrees / filled : 0,
  };
}

function dot3(a: Float64Array, i: number, b: Float64Array, j: number): number {
  return (
    a[3 * i]! * b[3 * j]! +
    a[3 * i + 1]! * b[3 * j + 1]! +
    a[3 * i + 2]! * b[3 * j + 2]!
  );
}

/** Points [n, 3] after a turn. */
export function turnedPoints(points: Float64Array, turn: Turn): Float64Array {
  const turned = new Float64Array(points.length);
  for (let i = 0; i < points.length; i += 3) {
    for (let row = 0; row < 3; row++) {
      turned[i + row] =
        turn[3 * row]! * points[i]! +
        turn[3 * row + 1]! * points[i + 1]! +
        turn[3 * row + 2]! * points[i + 2]!;
    }
  }
  return turned;
}

/** One turn after another: `second * first`. */
export function combinedTurn(second: Turn, first: Turn): Turn {
  const combined = new Float64Array(9);
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      for (let k = 0; k < 3; k++) {
        combined[3 * row + column]! +=
          second[3 * row + k]! * first[3 * k + column]!;
      }
    }
  }
  return combined;
}

/** A turn to the right by `right` and upwards by `up` degrees, seen from the front. */
export function turnBy(right: number, up: number): Turn {
  const [a, b] = [(right * Math.PI) / 180, (up * Math.PI) / 180];
  const sideways = Float64Array.of(
    ...[Math.cos(a), 0, Math.sin(a)],
    ...[0, 1, 0],
    ...[-Math.sin(a), 0, Math.cos(a)],
  );
  const upwards = Float64Array.of(
    ...[1, 0, 0],
    ...[0, Math.cos(b), Math.sin(b)],
    ...[0, -Math.sin(b), Math.cos(b)],
  );
  return combinedTurn(upwards, sideways);
}

/**
 * The rotation or reflection of `points` [n, 3] that brings them nearest to `target` [n, 3]: the orthogonal polar factor of target^T points,
 * by Newton's iteration `R <- (R + R^-T) / 2`. Directions that one of the two does not have are left to chance, and stay orthogonal.
 *
 * Source: orthogonal Procrustes: Schoenemann 1966; iteration: Higham 1986.
 */
function bestTurn(points: Float64Array, target: Float64Array): Turn {
  let turn: Turn = new Float64Array(9);
  for (let i = 0; i < points.length; i += 3) {
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 3; column++) {
        turn[3 * row + column]! += target[i + row]! * points[i + column]!;
      }
    }
  }
  // A matrix without an inverse has no single answer; a little of the identity chooses one.
  const size = Math.hypot(...turn);
  if (!(size > 0)) return NO_TURN;
  turn = turn.map((entry, i) => entry / size + (i % 4 === 0 ? 1e-9 : 0));
  for (let step = 0; step < 60; step++) {
    const inverse = inverseTransposed(turn);
    if (!inverse) return NO_TURN;
    const next = turn.map((entry, i) => (entry + inverse[i]!) / 2);
    const change = Math.hypot(...next.map((entry, i) => entry - turn[i]!));
    turn = next;
    if (change < 1e-12) break;
  }
  return turn;
}

/** Cofactors over the determinant; null without an inverse. */
function inverseTransposed(m: Turn): Turn | null {
  const [a, b, c, d, e, f, g, h, i] = m as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const cofactors = Float64Array.of(
    ...[e * i - f * h, f * g - d * i, d * h - e * g],
    ...[c * h - b * i, a * i - c * g, b * g - a * h],
    ...[b * f - c * e, c * d - a * f, a * e - b * d],
  );
  const determinant = a * cofactors[0]! + b * cofactors[1]! + c * cofactors[2]!;
  if (!(Math.abs(determinant) > 1e-30)) return null;
  return cofactors.map((entry) => entry / determinant);
}
