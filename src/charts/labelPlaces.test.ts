import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadLabels } from "./labelPlaces.ts";

test("leaves labels alone that have room", () => {
  expect(spreadLabels([80, 10, 40], 14, [0, 100])).toEqual([80, 10, 40]);
});

test("moves two that touch apart by equal shares", () => {
  expect(spreadLabels([50, 54], 14, [0, 100])).toEqual([45, 59]);
});

test("keeps labels off the edges", () => {
  expect(spreadLabels([1, 2], 14, [5, 100])).toEqual([5, 19]);
  expect(spreadLabels([99, 100], 14, [5, 95])).toEqual([81, 95]);
});

test("never lets labels overlap, leave the range or change their order", () => {
  const wanted = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 6 });
  fc.assert(
    fc.property(wanted, (places) => {
      const moved = spreadLabels(places, 14, [0, 100]);
      const order = places.map((_, i) => i);
      order.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
      const sorted = order.map((i) => moved[i] ?? NaN);
      sorted.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(-1e-9);
        expect(place).toBeLessThanOrEqual(100 + 1e-9);
        const above = sorted[i - 1];
        if (above !== undefined) {
          expect(place - above).toBeGreaterThanOrEqual(14 - 1e-9);
        }
      });
    }),
  );
});
