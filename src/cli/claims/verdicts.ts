/**
 * From comparisons to a claim's verdict: one rule each, on leads, losses and ties alone, so that no verdict is stronger than the intervals behind it.
 * A tie is never evidence that two are equal.
 */
import type { ClaimVerdict } from "../../protocol/claimResults.ts";
import type { Verdict } from "../../protocol/verdict.ts";

type Decided = Exclude<ClaimVerdict, "not-run">;

const leads = (v: Verdict): boolean => v === "leads";
const loses = (v: Verdict): boolean => v === "loses";

/** Claims 3 and 4: a lead everywhere supports, somewhere weakens, losses without a lead contradict. */
export function balance(found: readonly Verdict[]): Decided {
  if (found.length > 0 && found.every(leads)) return "supported";
  if (found.some(leads)) return "weakened";
  return found.some(loses) ? "contradicted" : "undecided";
}

/**
 * Claim 1. Against random heads only angles count; against closed forms, angles and neighbours.
 *
 * @param random Angle error beside each random head.
 * @param closed Angle error and mutual kNN beside the SVD and PCA heads.
 */
export function headVerdict(
  random: readonly Verdict[],
  closed: readonly Verdict[],
): Decided {
  if (random.some(loses)) return "contradicted";
  if (random.length === 0 || !random.every(leads)) return "undecided";
  if (closed.some(loses)) return "weakened";
  return closed.some(leads) ? "supported" : "undecided";
}

/**
 * Claim 2.
 *
 * @param condition `below`: the head's condition number lies below the bound, outside both intervals.
 * @param downstream Angle error of its student beside the orthonormal head's.
 */
export function orthogonalityVerdict(
  condition: "below" | "above" | "either",
  downstream: Verdict,
): Decided {
  if (condition === "above") return "contradicted";
  if (condition === "either") return "undecided";
  if (leads(downstream)) return "supported";
  return loses(downstream) ? "weakened" : "undecided";
}

export type DetectionFinding = {
  score: string;
  group: "near" | "far";
  verdict: Verdict;
};

/** Claim 5. Most means more than half of all comparisons, among the near and among the far ones as well, and not by the kNN score alone. */
export function detectionVerdict(found: readonly DetectionFinding[]): Decided {
  const share = (some: readonly DetectionFinding[], is: typeof leads) =>
    some.length === 0
      ? 0
      : some.filter(({ verdict }) => is(verdict)).length / some.length;
  const parts = [
    found,
    ...(["near", "far"] as const)
      .map((group) => found.filter((f) => f.group === group))
      .filter((part) => part.length > 0),
  ];
  const others = found.filter(({ score }) => score !== "knn");
  if (
    parts.every((part) => share(part, leads) > 0.5) &&
    share(others, leads) > 0.5
  ) {
    return "supported";
  }
  if (share(found, loses) > 0.5) return "contradicted";
  // A few of many exclude 0 by chance: weakened asks for more leads than losses, and more than one in ten.
  return share(found, leads) > 0.1 && share(found, leads) > share(found, loses)
    ? "weakened"
    : "undecided";
}

/**
 * Claim 6: the relative error decides, plain mCE cannot support.
 *
 * @param relative Relative mCE beside each other method.
 * @param plain mCE beside the same.
 */
export function robustnessVerdict(
  relative: readonly Verdict[],
  plain: readonly Verdict[],
): Decided {
  if (relative.length > 0 && relative.every(leads)) return "supported";
  if (relative.some(loses) && !relative.some(leads)) {
    return plain.some(leads) ? "weakened" : "contradicted";
  }
  return relative.some(leads) || plain.some(leads) ? "weakened" : "undecided";
}

/** How a correlation stands to the sign that a claim expects: both intervals on one side of 0, or not. */
export type Relation = "as expected" | "opposite" | "open";

/** Claim 7. `across` methods and `within` one, a relation for each property. */
export function faithfulnessVerdict(
  across: readonly Relation[],
  within: readonly Relation[],
): Decided {
  const all = (some: readonly Relation[]) =>
    some.length > 0 && some.every((relation) => relation === "as expected");
  if (within.includes("opposite") && !within.includes("as expected")) {
    return "contradicted";
  }
  if (all(across) && all(within)) return "supported";
  const isShown = [...across, ...within].includes("as expected");
  if (isShown) return "weakened";
  return across.includes("opposite") ? "contradicted" : "undecided";
}

/** One size of the unlabelled set, with the fewest labels, all weights trained. */
export type LowDataFinding = { scratch: Verdict; mse: Verdict };

/** Claim 8. Most means more than half of the sizes. */
export function lowDataVerdict(found: readonly LowDataFinding[]): Decided {
  const count = (is: (f: LowDataFinding) => boolean) => found.filter(is).length;
  const beats = count(({ scratch }) => leads(scratch));
  if (beats > found.length / 2) {
    const beyondMse = count(({ mse }) => leads(mse));
    return beyondMse > found.length / 2 ? "supported" : "weakened";
  }
  if (beats > 0) return "weakened";
  return count(({ scratch }) => loses(scratch)) > 0
    ? "contradicted"
    : "undecided";
}

/** One single temperature: how the list stands to it. */
export type TemperatureFinding = { angles: Verdict; neighbours: Verdict };

const isAhead = ({ angles, neighbours }: TemperatureFinding) =>
  leads(angles) || leads(neighbours);
const isDominated = (finding: TemperatureFinding) =>
  !isAhead(finding) && (loses(finding.angles) || loses(finding.neighbours));

/** Claim 9. `heads` decide; what only they show is weakened by students that do not. */
export function temperatureVerdict(
  heads: readonly TemperatureFinding[],
  students: readonly TemperatureFinding[],
): Decided {
  if (heads.some(isDominated)) return "contradicted";
  if (heads.length === 0 || !heads.every(isAhead)) return "undecided";
  if (students.some(isDominated)) return "weakened";
  return students.some(isAhead) ? "supported" : "weakened";
}

/** Claim 10: main effects on the angle error, of the head (CosPress, not SVD) and of the loss (cosine, not squared error). */
export function effectsVerdict(head: Verdict, loss: Verdict): Decided {
  if (leads(head) && leads(loss)) return "supported";
  if (loses(loss)) return "contradicted";
  if (leads(loss)) return "weakened";
  return loses(head) ? "contradicted" : "undecided";
}

/** Claim 11: each comparison at the last step and at the step that labels chose. */
export function selectionVerdict(
  found: readonly { last: Verdict; best: Verdict }[],
): Decided {
  const isFlip = (f: { last: Verdict; best: Verdict }) =>
    (leads(f.last) && loses(f.best)) || (loses(f.last) && leads(f.best));
  if (found.some(isFlip)) return "contradicted";
  const shown = found.filter(({ last }) => leads(last) || loses(last));
  if (shown.length === 0) return "undecided";
  return found.every(({ last, best }) => last === best)
    ? "supported"
    : "weakened";
}

/** Claim 12: the student's tokens decide; a head that gains alone weakens. */
export function tokenVerdict(student: Verdict, head: Verdict): Decided {
  if (leads(student)) return "supported";
  if (loses(student)) return "contradicted";
  return leads(head) ? "weakened" : "undecided";
}
