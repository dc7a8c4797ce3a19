import type { DetectionMeasures } from "../../protocol/measures.ts";
import { auroc, fpr95, fpr95OodPositive, type Scores } from "../detection.ts";
import { areaUnderPrecisionRecall } from "./precisionRecall.ts";

/**
 * Everything the bench says about one score and one OOD set.
 *
 * @throws {RangeError} If a side is empty.
 * @throws {EngineError} `diverged`, if a score is not finite.
 */
export function detectionMeasures(id: Scores, ood: Scores): DetectionMeasures {
  const negated = (scores: Scores) => Float64Array.from(scores, (x) => -x);
  return {
    auroc: auroc(id, ood),
    fpr95: fpr95(id, ood),
    fpr95OodPositive: fpr95OodPositive(id, ood),
    auprIn: areaUnderPrecisionRecall(id, ood),
    auprOut: areaUnderPrecisionRecall(negated(ood), negated(id)),
    idPrevalence: id.length / (id.length + ood.length),
    nId: id.length,
    nOod: ood.length,
  };
}

/**
 * Result of a group of OOD sets, near or far: the plain mean over its sets, as OpenOOD has it; `nOod` counts all of their images.
 *
 * @param sets Sharing one ID side.
 * @returns Null when there is no set.
 */
export function groupMeasures(
  sets: readonly DetectionMeasures[],
): DetectionMeasures | null {
  const [first] = sets;
  if (!first) return null;
  const mean = (key: keyof DetectionMeasures) =>
    sets.reduce((sum, set) => sum + set[key], 0) / sets.length;
  return {
    auroc: mean("auroc"),
    fpr95: mean("fpr95"),
    fpr95OodPositive: mean("fpr95OodPositive"),
    auprIn: mean("auprIn"),
    auprOut: mean("auprOut"),
    idPrevalence: mean("idPrevalence"),
    nId: first.nId,
    nOod: sets.reduce((sum, { nOod }) => sum + nOod, 0),
  };
}
