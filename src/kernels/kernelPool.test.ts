import { describe, expect, test } from "vitest";
import {
  SHARED_KERNELS,
  controlOf,
  newControl,
  shareOut,
  takeChunk,
  type KernelFunctions,
} from "./kernelPool.ts";

type Range = { thread: number; first: number; end: number };

/** Functions that note what they are asked to compute; thread numbers are read from the scratch place. */
function noting(ranges: Range[], meanwhile: () => void = () => {}) {
  const note = (...parameters: number[]) => {
    const [first, end, scratch] = parameters.slice(-3) as [
      number,
      number,
      number,
    ];
    ranges.push({ thread: (scratch - 1000) / 64, first, end });
    meanwhile();
  };
  return Object.fromEntries(
    SHARED_KERNELS.map((name) => [name, note]),
  ) as KernelFunctions;
}

const task = {
  kernel: "multiply",
  parameters: [7, 8],
  total: 100,
  grain: 6,
  scratch: 1000,
  scratchBytes: 64,
} as const;

/** That the ranges cover 0 to `total` once, each beginning at a multiple of `grain`. */
function expectWhole(ranges: Range[], total: number, grain: number) {
  const sorted = ranges.toSorted((a, b) => a.first - b.first);
  expect(sorted[0]!.first).toBe(0);
  expect(sorted.at(-1)!.end).toBe(total);
  sorted.forEach(({ first }, i) => {
    expect(first % grain).toBe(0);
    if (i > 0) expect(first).toBe(sorted[i - 1]!.end);
  });
}

describe("shareOut", () => {
  test("covers the whole task once when nobody helps", () => {
    const ranges: Range[] = [];
    shareOut(controlOf(newControl()), noting(ranges), 2, task);
    expect(ranges.length).toBeGreaterThan(2);
    expectWhole(ranges, 100, 6);
    expect(new Set(ranges.map(({ thread }) => thread))).toEqual(new Set([0]));
  });

  test("covers it once when others take chunks meanwhile, each with scratch memory of its own", () => {
    const control = controlOf(newControl());
    const ranges: Range[] = [];
    const functions = noting(ranges, () =>
      // Another thread, which finishes before the first one goes on.
      takeChunk(control, noting(ranges), 1),
    );
    for (const total of [1, 6, 7, 100, 1088]) {
      ranges.length = 0;
      shareOut(control, functions, 4, { ...task, total });
      expectWhole(ranges, total, 6);
      if (total > 6) {
        expect(new Set(ranges.map(({ thread }) => thread))).toEqual(
          new Set([0, 1]),
        );
      }
    }
  });

  test("hands over the parameters of the task, whatever came before", () => {
    const seen: number[][] = [];
    const note = (...parameters: number[]) => seen.push(parameters);
    const functions = { multiply: note, adamW: note } as never;
    const control = controlOf(newControl());
    shareOut(control, functions, 1, { ...task, total: 1 });
    shareOut(control, functions, 1, {
      ...task,
      kernel: "adamW",
      parameters: [0.5, 3, 4],
      total: 4,
      grain: 4,
    });
    expect(seen).toEqual([
      [7, 8, 0, 1, 1000],
      [0.5, 3, 4, 0, 4, 1000],
    ]);
  });

  test("names the kernel that failed on some thread", () => {
    const control = controlOf(newControl());
    const failing = {
      multiply: () => {
        throw new Error("out of bounds");
      },
    } as never;
    expect(() => shareOut(control, failing, 2, task)).toThrow("'multiply'");
    const ranges: Range[] = [];
    shareOut(control, noting(ranges), 2, task);
    expectWhole(ranges, 100, 6);
  });
});

test("a thread that comes late to a finished task finds nothing to do", () => {
  const control = controlOf(newControl());
  const ranges: Range[] = [];
  expect(takeChunk(control, noting(ranges), 1)).toBe(false);
  shareOut(control, noting(ranges), 2, task);
  const count = ranges.length;
  expect(takeChunk(control, noting(ranges), 1)).toBe(false);
  expect(ranges).toHaveLength(count);
});
