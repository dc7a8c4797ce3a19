import type { ClaimOutcome } from "../../protocol/claimResults.ts";
import type { ClaimPlan, ClaimTask } from "./claimPlan.ts";
import type { ClaimRun } from "./claimRuns.ts";
import { gatherEvidence, type Evidence, type Finding } from "./evidence.ts";
import { faithfulness } from "./faithfulness.ts";
import {
  anglesKept,
  localTerm,
  nearlyOrthogonal,
  temperaturesMatter,
} from "./headFindings.ts";
import { smallData } from "./smallData.ts";
import {
  betterDetection,
  cosineLoss,
  geometryDrifts,
  moreAccurate,
  moreRobust,
  withoutLabels,
} from "./studentFindings.ts";

const FINDINGS: Readonly<Record<number, (evidence: Evidence) => Finding>> = {
  1: anglesKept,
  2: nearlyOrthogonal,
  3: geometryDrifts,
  4: moreAccurate,
  5: betterDetection,
  6: moreRobust,
  7: faithfulness,
  8: smallData,
  9: temperaturesMatter,
  10: cosineLoss,
  11: withoutLabels,
  12: localTerm,
};

/** What came of each claim of a plan, out of the runs that are there. */
export function claimOutcomes(
  plan: Pick<ClaimPlan, "claims" | "ofArena" | "lowData">,
  found: ReadonlyMap<ClaimTask, ClaimRun>,
): ClaimOutcome[] {
  return plan.claims.map((claim) => {
    const tasks = new Set([
      ...claim.arenas.flatMap((arena) => plan.ofArena.get(arena) ?? []),
      ...(claim.beside === "low-data" ? plan.lowData : []),
    ]);
    const finding = FINDINGS[claim.id]!(gatherEvidence(claim, plan, found));
    return {
      id: claim.id,
      ...finding,
      planned: tasks.size,
      found: [...tasks].filter((task) => found.has(task)).length,
    };
  });
}
