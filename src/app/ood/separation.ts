/** What one threshold does in every space at once: the others follow the leading one to the same share of known images. */
import {
  areaUnder,
  rocCurve,
  shareAbove,
  thresholdOfIdShare,
  thresholdOfOodCaught,
  type RocCurve,
} from "../../charts/rocCurve.ts";
import {
  SEPARATED_SPACES,
  type ScoredSpace,
  type ScoredSpaces,
  type SeparatedSpace,
} from "./scoredSpaces.ts";

/** Share of the positive side in FPR95. */
const SHARE = 0.95;

/** What does not depend on the threshold. */
export type SpaceCurve = {
  space: SeparatedSpace;
  scored: ScoredSpace;
  curve: RocCurve;
  auroc: number;
  /** ID positive: share of OOD let in when 95 % of ID is let in. */
  fpr95: number;
  /** OOD positive: share of ID lost when 95 % of OOD is caught. */
  fpr95OodPositive: number;
};

export function spaceCurves(scores: ScoredSpaces): SpaceCurve[] {
  return SEPARATED_SPACES.flatMap((space) => {
    const scored = scores[space];
    if (!scored) return [];
    const { id, ood } = scored;
    const curve = rocCurve(id, ood);
    return [
      {
        ...{ space, scored, curve, auroc: areaUnder(curve) },
        fpr95: shareAbove(ood, thresholdOfIdShare(id, SHARE)),
        fpr95OodPositive: 1 - shareAbove(id, thresholdOfOodCaught(ood, SHARE)),
      },
    ];
  });
}

export type Separation = SpaceCurve & {
  threshold: number;
  /** Shares let in. */
  at: { id: number; ood: number };
};

/** The two thresholds that FPR95 is read at, in a space. */
export function fprThreshold(
  { id, ood }: ScoredSpace,
  positive: "id" | "ood",
): number {
  return positive === "id"
    ? thresholdOfIdShare(id, SHARE)
    : thresholdOfOodCaught(ood, SHARE);
}

/**
 * @param leading The space whose threshold was set.
 * @param threshold In its scores; null: where 95 % of ID are let in.
 */
export function separations(
  curves: readonly SpaceCurve[],
  leading: SeparatedSpace,
  threshold: number | null,
): Separation[] {
  const leader = curves.find(({ space }) => space === leading);
  const share =
    leader && threshold !== null
      ? shareAbove(leader.scored.id, threshold)
      : SHARE;
  return curves.map((each) => {
    const { id, ood } = each.scored;
    const own =
      each === leader && threshold !== null
        ? threshold
        : thresholdOfIdShare(id, share);
    const at = { id: shareAbove(id, own), ood: shareAbove(ood, own) };
    return { ...each, threshold: own, at };
  });
}
