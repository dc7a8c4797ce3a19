import { expect, test } from "vitest";
import { wilsonInterval } from "./wilson.ts";

test("agrees with a published example, and is exact at the ends", () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263 and 0 of 20.
  const { low, high } = wilsonInterval(81 / 263, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
  const none = wilsonInterval(0, 20);
  expect(none.low).toBeCloseTo(0, 10);
  expect(none.high).toBeCloseTo(0.1611, 4);
});
