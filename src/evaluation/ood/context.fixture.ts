/** Forty bank images of three classes in six columns, a classifier and six queries: what the recorded scores of the tests are of. */
import type { Rows } from "../rows.ts";
import type { OodContext } from "./oodContext.ts";

const [COLUMNS, CLASSES] = [6, 3];

/** `absolute`: without signs, as after a ReLU. */
export function recordedContext(absolute = false): {
  context: OodContext;
  queries: Rows;
} {
  const wave = (
    n: number,
    speed: number,
    shift: number,
    scale: number,
    lift: number,
  ): Rows => {
    const values = Float32Array.from({ length: n * COLUMNS }, (_, index) => {
      const [i, k] = [Math.floor(index / COLUMNS), index % COLUMNS];
      const value =
        scale * Math.sin(1 + speed * i * (k + 1) + shift * k) +
        (i % CLASSES === k ? lift : 0);
      return absolute ? Math.abs(value) : value;
    });
    return { values, n, d: COLUMNS };
  };
  const first = [1.5, -0.5, -0.75, 0, 0.75, -1];
  const second = [-0.5, 1.25, -0.75, 0.5, 0, 0.25];
  const third = first.map((x, k) => -(x + second[k]!));
  return {
    context: {
      bank: wave(40, 0.7, 0.3, 1, 1.2),
      labels: Array.from({ length: 40 }, (_, i) => i % CLASSES),
      classifier: {
        weights: Float64Array.from([...first, ...second, ...third]),
        bias: Float64Array.of(0.3, -0.1, -0.2),
        classes: CLASSES,
        d: COLUMNS,
      },
      validation: wave(15, 0.45, 1.1, 1, 1.2),
    },
    queries: wave(6, 0.9, 2, 1.5, 0),
  };
}
