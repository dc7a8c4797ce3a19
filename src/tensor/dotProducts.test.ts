import { expect, test } from "vitest";
import { dotProducts } from "./dotProducts.ts";
import { seededRng } from "./rng.ts";

test.each([
  [1, 1, 1],
  [3, 2, 5],
  [4, 2, 8],
  [9, 7, 13],
  [16, 5, 1],
])("multiplies %i by %i rows of %i numbers", (aRows, bRows, d) => {
  const rng = seededRng(4, "rows");
  const draw = (rows: number) => ({
    d,
    values: Float64Array.from({ length: rows * d }, () => rng.normal()),
  });
  const [a, b] = [draw(aRows + 2), draw(bRows + 3)];
  const out = new Float64Array(aRows * bRows);
  dotProducts(
    a,
    { start: 2, count: aRows },
    b,
    { start: 3, count: bRows },
    out,
  );
  for (let i = 0; i < aRows; i++) {
    for (let j = 0; j < bRows; j++) {
      let expected = 0;
      for (let k = 0; k < d; k++) {
        expected += a.values[(2 + i) * d + k]! * b.values[(3 + j) * d + k]!;
      }
      expect(out[i * bRows + j]).toBeCloseTo(expected, 12);
    }
  }
});

test("refuses rows of different width", () => {
  const rows = (d: number) => ({ d, values: new Float64Array(d) });
  const one = { start: 0, count: 1 };
  expect(() =>
    dotProducts(rows(3), one, rows(4), one, new Float64Array(1)),
  ).toThrow("dotProducts: 'a' and 'b' must have the same width, got 3 and 4");
});
