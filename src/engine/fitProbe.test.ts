import { expect, test } from "vitest";
import {
  linearLogits,
  predictedClasses,
} from "../evaluation/probe/linearProbe.ts";
import type { Rows } from "../evaluation/rows.ts";
import { seededRng } from "../tensor/rng.ts";
import type { EvaluationSet, EvaluationSets } from "./evaluationSets.ts";
import { fitStudentProbe } from "./fitProbe.ts";

/** Classes of the pack that are trained on: there are gaps between them. */
const TRAINED = [1, 4, 6];
const SHIFT = 3;

const soon = () => Promise.resolve();

/** As many embeddings around three corners of a plane, by turns, as a set has images. */
function cornerRows(n: number, name: string, shift = 0): Rows {
  const rng = seededRng(2, name);
  const values = new Float32Array(n * 2);
  for (let i = 0; i < n; i++) {
    const angle = ((i % 3) * 2 * Math.PI) / 3;
    values[2 * i] = Math.cos(angle) + 0.1 * rng.normal() + shift;
    values[2 * i + 1] = Math.sin(angle) + 0.1 * rng.normal() + shift;
  }
  return { values, n, d: 2 };
}

const setOf = (n: number) =>
  ({
    n,
    labels: Uint8Array.from({ length: n }, (_, i) => TRAINED[i % 3]!),
  }) as EvaluationSet;

/** A probe on sets of which only bank and validation are looked at. */
async function probed(validationImages: number, shift = 0) {
  const [bank, validation] = [setOf(60), setOf(validationImages)];
  const sets = { bank, validation } as EvaluationSets;
  const embed = (set: EvaluationSet) =>
    Promise.resolve(
      cornerRows(set.n, set === bank ? "bank" : "validation", shift),
    );
  return fitStudentProbe(sets, embed, soon);
}

test.each([30, 0])(
  "names the pack's classes and tells them apart, with %d validation images",
  async (validationImages) => {
    const probe = await probed(validationImages);
    expect(probe.labels).toEqual(TRAINED);
    const predicted = predictedClasses(
      linearLogits(probe, cornerRows(30, "unseen")),
      3,
    );
    expect([...predicted]).toEqual(Array.from({ length: 30 }, (_, i) => i % 3));
  },
);

test("is moved in its bias alone by a constant added to all embeddings", async () => {
  const [plain, moved] = [await probed(30), await probed(30, SHIFT)];
  for (let c = 0; c < 3; c++) {
    const [x, y] = [2 * c, 2 * c + 1];
    expect(moved.weights[x]).toBeCloseTo(plain.weights[x]!, 3);
    expect(moved.weights[y]).toBeCloseTo(plain.weights[y]!, 3);
    const shift = SHIFT * (plain.weights[x]! + plain.weights[y]!);
    expect(moved.bias[c]).toBeCloseTo(plain.bias[c]! - shift, 2);
  }
});
