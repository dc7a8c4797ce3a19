import { expect, test } from "vitest";
import { seededRng } from "../tensor/rng.ts";
import { runInSlices } from "./chunks.ts";
import { knnClassify } from "./knn.ts";
import { nearestRows, voteShares } from "./nearestRows.ts";
import { unitRowsOf, type Rows } from "./rows.ts";

function randomRows(n: number, d: number, name: string): Rows {
  const rng = seededRng(1, name);
  const values = Float32Array.from({ length: n * d }, () => rng.normal());
  return { values, n, d };
}

test("votes as kNN classification does, and names the neighbours", async () => {
  const [bank, queries] = [randomRows(60, 5, "bank"), randomRows(12, 5, "q")];
  const labels = Uint8Array.from({ length: 60 }, (_, i) => i % 4);
  const options = { k: 7, temperature: 0.07, classes: 4 };
  const { top1, nearest, scores } = await runInSlices(
    knnClassify(queries, bank, labels, options),
    () => Promise.resolve(),
  );
  for (let i = 0; i < queries.n; i++) {
    const values = queries.values.subarray(i * 5, i * 5 + 5);
    const near = nearestRows({ values, n: 1, d: 5 }, unitRowsOf(bank), 7);
    const votes = voteShares(near, labels, 0.07, 4);
    const row = scores.subarray(i * 4, i * 4 + 4);
    const total = row.reduce((sum, score) => sum + score, 0);
    votes.forEach((share, c) => expect(share).toBeCloseTo(row[c]! / total, 5));
    expect(votes.indexOf(Math.max(...votes))).toBe(top1[i]);
    expect(near[0]!.cosine).toBe(nearest[i]);
    expect(near.map(({ cosine }) => cosine)).toEqual(
      near.map(({ cosine }) => cosine).toSorted((a, b) => b - a),
    );
  }
});

test("refuses several queries, and more neighbours than there are", () => {
  const bank = unitRowsOf(randomRows(3, 2, "bank"));
  expect(() => nearestRows(randomRows(2, 2, "q"), bank, 1)).toThrow(
    "'query' must be one row, got 2",
  );
  expect(() => nearestRows(randomRows(1, 2, "q"), bank, 4)).toThrow(
    "from 1 to the bank's 3, got 4",
  );
});
