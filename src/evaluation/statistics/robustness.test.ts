import { expect, test } from "vitest";
import { robustness } from "./robustness.ts";

const reference = {
  clean: 0.2,
  corrupted: {
    fog: [0.3, 0.3, 0.4, 0.5, 0.5],
    jpeg: [0.2, 0.3, 0.3, 0.3, 0.4],
  },
};

test("beside itself a model has CE 1, plain and relative", () => {
  const found = robustness(reference, reference);
  expect(found.mCe).toBeCloseTo(1, 12);
  expect(found.relativeMCe).toBeCloseTo(1, 12);
  expect(found.meanError).toBeCloseTo(0.35, 12);
});

test("sums over severities are compared, then averaged over corruptions", () => {
  const model = {
    clean: 0.1,
    corrupted: {
      fog: [0.1, 0.2, 0.3, 0.3, 0.1],
      jpeg: [0.1, 0.1, 0.1, 0.3, 0.9],
    },
  };
  const found = robustness(model, reference);
  expect(found.corruptionError.fog).toBeCloseTo(1 / 2, 12);
  expect(found.corruptionError.jpeg).toBeCloseTo(1.5 / 1.5, 12);
  expect(found.mCe).toBeCloseTo(0.75, 12);
  expect(found.relativeCorruptionError.fog).toBeCloseTo(0.5 / 1, 12);
  expect(found.relativeCorruptionError.jpeg).toBeCloseTo(1 / 0.5, 12);
  expect(found.relativeMCe).toBeCloseTo(1.25, 12);
});

test("a lower error everywhere moves mCE, and leaves the relative one", () => {
  const better = {
    clean: 0.1,
    corrupted: {
      fog: reference.corrupted.fog.map((e) => e - 0.1),
      jpeg: reference.corrupted.jpeg.map((e) => e - 0.1),
    },
  };
  const found = robustness(better, reference);
  expect(found.mCe).toBeLessThan(0.8);
  expect(found.relativeMCe).toBeCloseTo(1, 12);
});

test("a reference that a corruption does not hurt gives no relative error, one without errors none at all", () => {
  const unhurt = { clean: 0.3, corrupted: { fog: [0.3, 0.3], jpeg: [0, 0] } };
  const model = {
    clean: 0.3,
    corrupted: { fog: [0.6, 0.6], jpeg: [0.1, 0.1] },
  };
  const found = robustness(model, unhurt);
  expect(found.relativeCorruptionError).toEqual({ fog: null, jpeg: null });
  expect(found.relativeMCe).toBeNull();
  expect(found.corruptionError.jpeg).toBeNull();
  expect(found.mCe).toBeCloseTo(2, 12);
});

test("refuses different corruptions or severities", () => {
  expect(() =>
    robustness(
      { clean: 0, corrupted: { fog: [0.1] } },
      { clean: 0, corrupted: { fog: [0.1, 0.2] } },
    ),
  ).toThrow(
    "robustness: model and reference must have the same severities of 'fog', at least one, got 1 and 2",
  );
  expect(() =>
    robustness({ clean: 0, corrupted: {} }, { clean: 0, corrupted: {} }),
  ).toThrow("robustness: needs at least one corruption, got none");
});
