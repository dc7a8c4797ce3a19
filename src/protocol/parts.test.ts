import { expect, test } from "vitest";
import {
  hasLearnedHead,
  initialUpdates,
  partsAfter,
  withUpdate,
} from "./parts.ts";

test("a head that was trained before step 1 learns no more", () => {
  expect(hasLearnedHead({ id: "cospress", headSteps: 0 })).toBe(true);
  expect(hasLearnedHead({ id: "cospress", headSteps: 10 })).toBe(false);
  expect(hasLearnedHead({ id: "mse", headSteps: 10 })).toBe(true);
});

test("a choice holds from the step after it until the next", () => {
  const updates = [
    { step: 5, path: "parts", value: "head" },
    { step: 7, path: "optimiser.learningRate", value: 0.1 },
    { step: 9, path: "parts", value: "both" },
  ];
  expect(partsAfter(updates, 4)).toBe("both");
  expect(partsAfter(updates, 5)).toBe("head");
  expect(partsAfter(updates, 8)).toBe("head");
  expect(partsAfter(updates, 9)).toBe("both");
});

test("of two changes of one thing at one step the later counts", () => {
  const first = initialUpdates("head");
  const rate = { step: 0, path: "optimiser.learningRate", value: 0.1 };
  const second = { step: 0, path: "parts", value: "student" };
  expect(withUpdate(withUpdate(first, rate), second)).toEqual([rate, second]);
  expect(initialUpdates("both")).toEqual([]);
});
