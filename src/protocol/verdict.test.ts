import { expect, test } from "vitest";
import { verdict } from "./verdict.ts";

const interval = (low: number, high: number) => ({
  mean: (low + high) / 2,
  low,
  high,
});

const between = (
  bootstrap: [number, number],
  student: [number, number] = bootstrap,
) => ({
  n: 3,
  bootstrap: interval(...bootstrap),
  student: interval(...student),
});

const higher = { better: "higher" } as const;
const lower = { better: "lower" } as const;

test("leads or loses by the side of 0 that the intervals lie on, and by what is better", () => {
  expect(verdict(higher, between([0.1, 0.2]))).toBe("leads");
  expect(verdict(lower, between([0.1, 0.2]))).toBe("loses");
  expect(verdict(higher, between([-0.2, -0.1]))).toBe("loses");
  expect(verdict(lower, between([-0.2, -0.1]))).toBe("leads");
});

test("ties as soon as one of both intervals holds 0", () => {
  expect(verdict(higher, between([-0.1, 0.2]))).toBe("ties");
  expect(verdict(higher, between([0.1, 0.2], [-0.1, 0.4]))).toBe("ties");
  expect(verdict(higher, between([-0.1, 0.2], [0.1, 0.2]))).toBe("ties");
  expect(verdict(lower, between([0, 0]))).toBe("ties");
});

test("says nothing without an interval or without a better direction", () => {
  expect(verdict(higher, null)).toBe("unknown");
  expect(verdict({ better: null }, between([1, 2]))).toBe("unknown");
});
