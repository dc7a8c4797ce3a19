import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { plainCompressionLoss } from "../cospress/compressionLoss.ts";
import { cosineMatrix } from "../evaluation/angles.ts";
import { normalRows } from "../evaluation/geometry/spaces.fixture.ts";
import * as tf from "../tensor/tf.ts";
import {
  logAffinities,
  microscopeRows,
  rowDivergences,
} from "./neighbourAffinities.ts";

beforeAll(() => useTestBackend("cpu"));

const N = 7;
const teacher = normalRows(N, 9, "teacher");
const student = normalRows(N, 4, "student");
const cosines = [teacher, student].map(cosineMatrix);
const [c, d] = cosines as [Float32Array, Float32Array];

/** The definition, straight down in float64. */
function plainAffinity(
  matrix: Float32Array,
  i: number,
  j: number,
  t: number,
  kind: "joint" | "conditional",
): number {
  const pick = (from: number, to: number) => {
    let sum = 0;
    for (let k = 0; k < N; k++) {
      if (k !== from) sum += Math.exp(matrix[from * N + k]! / t);
    }
    return Math.exp(matrix[from * N + to]! / t) / sum;
  };
  return kind === "conditional" ? pick(i, j) : (pick(i, j) + pick(j, i)) / 2;
}

for (const kind of ["conditional", "joint"] as const) {
  test(`${kind} affinities and divergences are those of a plain loop`, () => {
    const t = 0.2;
    const [logP, logQ] = cosines.map((x) => logAffinities(x, N, t, kind));
    const divergences = rowDivergences(logP!, logQ!, N);
    for (let i = 0; i < N; i++) {
      let divergence = 0;
      for (let j = 0; j < N; j++) {
        if (i === j) continue;
        const p = plainAffinity(c, i, j, t, kind);
        const q = plainAffinity(d, i, j, t, kind);
        expect(Math.exp(logP![i * N + j]!)).toBeCloseTo(p, 12);
        divergence += p * Math.log(p / q);
      }
      expect(divergences[i]).toBeCloseTo(divergence, 12);
    }
  });

  test(`the mean of the rows of ${kind} affinities is the compression loss of the run`, async () => {
    const rows = microscopeRows(c, d, N, 2, [0, 1], [0.05, 0.3], kind);
    const inTensors = (rows: typeof teacher) =>
      tf.tensor2d(rows.values as Float32Array, [rows.n, rows.d]);
    for (const { temperature, meanDivergence } of rows) {
      const loss = plainCompressionLoss(
        inTensors(teacher),
        inTensors(student),
        {
          ...{ temperatures: [temperature], affinities: kind },
        },
      );
      // The loss is in float32.
      expect(meanDivergence).toBeCloseTo((await loss.data())[0]!, 4);
    }
  });
}

test("a shift of all cosines changes nothing, and the lowest temperature stays finite", () => {
  const shifted = c.map((x) => x - 0.25);
  const [row] = microscopeRows(c, shifted, N, 0, [1], [0.05], "joint");
  expect(row!.divergence).toBeCloseTo(0, 5);
  const [cold] = microscopeRows(c, d, N, 0, [1], [0.005], "conditional");
  expect(Number.isFinite(cold!.divergence)).toBe(true);
  expect(cold!.divergence).toBeGreaterThan(0);
});

test("the neighbours shown and the rest make up the whole row", () => {
  const [row] = microscopeRows(c, d, N, 3, [0, 5, 6], [0.1], "conditional");
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  expect(sum(row!.p) + row!.restP).toBeCloseTo(1, 12);
  expect(sum(row!.q) + row!.restQ).toBeCloseTo(1, 12);
});
