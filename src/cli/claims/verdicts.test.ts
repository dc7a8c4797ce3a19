import { describe, expect, test } from "vitest";
import type { Verdict } from "../../protocol/verdict.ts";
import {
  balance,
  detectionVerdict,
  effectsVerdict,
  faithfulnessVerdict,
  headVerdict,
  lowDataVerdict,
  orthogonalityVerdict,
  robustnessVerdict,
  selectionVerdict,
  temperatureVerdict,
  tokenVerdict,
  type DetectionFinding,
} from "./verdicts.ts";

const [L, S, T, U]: Verdict[] = ["leads", "loses", "ties", "unknown"];
const [lead, lose, tie, unknown] = [L!, S!, T!, U!];

test.each([
  ["supported", [lead, lead, lead]],
  ["weakened", [lead, tie]],
  ["weakened", [lead, lose]],
  ["contradicted", [lose, tie]],
  ["undecided", [tie, tie]],
  ["undecided", [unknown, unknown]],
  ["undecided", []],
] as const)("claims 3 and 4 are %s by %j", (expected, found) => {
  expect(balance(found)).toBe(expected);
});

test.each([
  ["supported", [lead, lead], [lead, tie, tie, lead]],
  ["weakened", [lead, lead], [lose, lead, lead, lead]],
  ["contradicted", [lead, lose], [lead, lead]],
  ["undecided", [lead, tie], [lead, lead]],
  // Ties are no evidence that the head is as good as a closed form, nor that it is better.
  ["undecided", [lead, lead], [tie, tie, tie, tie]],
  ["undecided", [unknown, unknown], [unknown]],
] as const)("claim 1 is %s by %j and %j", (expected, random, closed) => {
  expect(headVerdict(random, closed)).toBe(expected);
});

test.each([
  ["supported", "below", lead],
  ["weakened", "below", lose],
  ["undecided", "below", tie],
  ["contradicted", "above", lead],
  ["undecided", "either", lead],
] as const)(
  "claim 2 is %s where the condition is %s and the student %s",
  (expected, condition, downstream) => {
    expect(orthogonalityVerdict(condition, downstream)).toBe(expected);
  },
);

describe("claim 5", () => {
  /** Three scores, near and far; verdicts by a rule. */
  const findings = (
    rule: (score: string, group: "near" | "far") => Verdict,
  ): DetectionFinding[] =>
    ["knn", "energy", "mahalanobis"].flatMap((score) =>
      (["near", "far"] as const).map((group) => ({
        ...{ score, group, verdict: rule(score, group) },
      })),
    );

  test.each([
    ["supported", () => lead],
    ["supported", (score: string) => (score === "knn" ? tie : lead)],
    ["weakened", (score: string) => (score === "knn" ? lead : tie)],
    ["weakened", (_: string, group: string) => (group === "far" ? lead : tie)],
    ["contradicted", (score: string) => (score === "knn" ? lead : lose)],
    ["undecided", () => tie],
    ["undecided", () => unknown],
    [
      "undecided",
      (_: string, group: string) => (group === "far" ? lead : lose),
    ],
  ] as const)("is %s", (expected, rule) => {
    expect(detectionVerdict(findings(rule))).toBe(expected);
  });

  test("one lead of many is what chance gives", () => {
    const many = Array.from({ length: 40 }, (_, i): DetectionFinding => ({
      score: `score ${i}`,
      group: i % 2 ? "near" : "far",
      verdict: i < 3 ? lead : tie,
    }));
    expect(detectionVerdict(many)).toBe("undecided");
    expect(detectionVerdict([])).toBe("undecided");
  });
});

test.each([
  ["supported", [lead, lead], [tie, tie]],
  ["weakened", [tie, tie], [lead, lead]],
  ["weakened", [lead, tie], [tie, tie]],
  ["weakened", [lose, tie], [lead, tie]],
  ["contradicted", [lose, tie], [tie, tie]],
  ["undecided", [tie, tie], [tie, lose]],
] as const)("claim 6 is %s by %j and plain %j", (expected, relative, plain) => {
  expect(robustnessVerdict(relative, plain)).toBe(expected);
});

const [yes, no, open] = ["as expected", "opposite", "open"] as const;
test.each([
  ["supported", [yes, yes], [yes, yes]],
  ["weakened", [yes, yes], [open, open]],
  ["weakened", [yes, yes], [yes, no]],
  ["contradicted", [yes, yes], [no, open]],
  ["contradicted", [no, open], [open, open]],
  ["undecided", [open, open], [open, open]],
  ["undecided", [], []],
] as const)("claim 7 is %s by %j and within %j", (expected, across, within) => {
  expect(faithfulnessVerdict(across, within)).toBe(expected);
});

test.each([
  ["supported", [lead, lead, tie], [lead, lead, lose]],
  ["weakened", [lead, lead, lead], [tie, tie, tie]],
  ["weakened", [lead, tie, tie], [lead, lead, lead]],
  ["contradicted", [lose, tie, tie], [lead, lead, lead]],
  ["undecided", [tie, tie, tie], [lead, lead, lead]],
] as const)(
  "claim 8 is %s by %j and beside MSE %j",
  (expected, scratch, mse) => {
    const found = scratch.map((verdict, i) => ({
      scratch: verdict,
      mse: mse[i]!,
    }));
    expect(lowDataVerdict(found)).toBe(expected);
  },
);

describe("claim 9", () => {
  const pair = (angles: Verdict, neighbours: Verdict) => ({
    angles,
    neighbours,
  });

  test.each([
    ["supported", [pair(lose, lead), pair(lead, tie)], [pair(lead, tie)]],
    ["weakened", [pair(lose, lead)], [pair(tie, tie)]],
    ["weakened", [pair(lead, lead)], [pair(lose, tie)]],
    ["contradicted", [pair(lead, lead), pair(lose, tie)], [pair(lead, lead)]],
    ["undecided", [pair(lead, tie), pair(tie, tie)], [pair(lead, lead)]],
    ["undecided", [], []],
  ] as const)("is %s", (expected, heads, students) => {
    expect(temperatureVerdict(heads, students)).toBe(expected);
  });
});

test.each([
  ["supported", lead, lead],
  ["weakened", tie, lead],
  ["weakened", lose, lead],
  ["contradicted", lead, lose],
  ["contradicted", lose, tie],
  ["undecided", lead, tie],
  ["undecided", tie, tie],
] as const)(
  "claim 10 is %s where the head %s and the loss %s",
  (expected, head, loss) => {
    expect(effectsVerdict(head, loss)).toBe(expected);
  },
);

test.each([
  [
    "supported",
    [
      { last: lead, best: lead },
      { last: tie, best: tie },
    ],
  ],
  ["weakened", [{ last: lead, best: tie }]],
  [
    "weakened",
    [
      { last: lead, best: lead },
      { last: tie, best: lose },
    ],
  ],
  ["contradicted", [{ last: lead, best: lose }]],
  ["undecided", [{ last: tie, best: lead }]],
  ["undecided", []],
] as const)("claim 11 is %s by %j", (expected, found) => {
  expect(selectionVerdict(found)).toBe(expected);
});

test.each([
  ["supported", lead, tie],
  ["weakened", tie, lead],
  ["contradicted", lose, lead],
  ["undecided", tie, tie],
] as const)(
  "claim 12 is %s where the student %s and the head %s",
  (expected, student, head) => {
    expect(tokenVerdict(student, head)).toBe(expected);
  },
);
