/**
 * Same loss, different angles: why a linear head on the student's side does not fix the student's geometry.
 *
 * If `S W` is the best linear reconstruction of the teacher from student embeddings S, so is `(S A)(A^-1 W)` for every invertible A: not one number of
 * the loss changes, and the angles between rows of S may become almost anything. Exact algebra; nothing here was trained.
 */

/**
 * Singular values of an invertible map of a given condition number: evenly spaced logarithms, product 1.
 *
 * @param width 1 or more.
 * @param condition First over last, 1 or more.
 * @returns [width], falling.
 */
export function spacedStretches(width: number, condition: number): number[] {
  return Array.from(
    { length: width },
    (_, i) => condition ** (0.5 - (width > 1 ? i / (width - 1) : 0.5)),
  );
}

/**
 * Where a pair at `degrees` goes that lies symmetrically about the direction that is stretched most: `2 atan(tan(angle / 2) / condition)`.
 * No pair of the plane comes closer together: 90 degrees become 53.1 at condition 2, 11.4 at 10, 1.1 at 100.
 *
 * @param degrees From 0 to 180.
 */
export function narrowedAngle(degrees: number, condition: number): number {
  const half = ((degrees / 2) * Math.PI) / 180;
  return (2 * Math.atan(Math.tan(half) / condition) * 180) / Math.PI;
}

export type Point = readonly [x: number, y: number];

/** A student of two dimensions, remixed: what the page draws. */
export type Remix = {
  /** S A. */
  points: Point[];
  /** Mean squared error of the teacher's reconstruction, with the head remixed as well. */
  loss: number;
  /** Over all pairs of points, in degrees. */
  meanAngleError: number;
  /** Largest over all pairs, in degrees. */
  maxAngleError: number;
};

/**
 * Student embeddings in the plane through A = rotation by `axisDegrees` and stretches of the given condition, its head through A^-1.
 *
 * @param student S, [n], none of them 0; n >= 2.
 * @param head W: the teacher's coordinates as rows of two numbers, one row for each student dimension.
 * @param teacher T, [n], rows as long as those of W.
 */
export function remix(
  student: readonly Point[],
  head: readonly [readonly number[], readonly number[]],
  teacher: readonly (readonly number[])[],
  condition: number,
  axisDegrees: number,
): Remix {
  const [long, short] = spacedStretches(2, condition) as [number, number];
  const turn = (axisDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  // A = R diag(long, short), rows of S multiplied from the left.
  const points = student.map(([x, y]): Point => [
    (x * cos + y * sin) * long,
    (y * cos - x * sin) * short,
  ]);
  // A^-1 W.
  const own = [
    head[0].map((a, k) => (a * cos + head[1][k]! * sin) / long),
    head[0].map((a, k) => (head[1][k]! * cos - a * sin) / short),
  ] as const;
  let squares = 0;
  let count = 0;
  points.forEach(([x, y], i) =>
    teacher[i]!.forEach((value, k) => {
      squares += (x * own[0][k]! + y * own[1][k]! - value) ** 2;
      count++;
    }),
  );
  let sum = 0;
  let most = 0;
  let pairs = 0;
  for (let i = 0; i < student.length; i++) {
    for (let j = 0; j < i; j++) {
      const error = Math.abs(
        degreesBetween(points[i]!, points[j]!) -
          degreesBetween(student[i]!, student[j]!),
      );
      sum += error;
      most = Math.max(most, error);
      pairs++;
    }
  }
  return {
    points,
    loss: squares / count,
    meanAngleError: sum / pairs,
    maxAngleError: most,
  };
}

function degreesBetween([ax, ay]: Point, [bx, by]: Point): number {
  // Better conditioned than an arc cosine.
  const angle = Math.atan2(Math.abs(ax * by - ay * bx), ax * bx + ay * by);
  return (angle * 180) / Math.PI;
}
