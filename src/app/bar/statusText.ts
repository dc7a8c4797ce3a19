/** The run in one line of text: the same for a reader, a screen reader and a test. */
import { formatLoss } from "../../charts/format.ts";
import type { EventOf, RunStatus } from "../../protocol/messages.ts";
import type { StepMetrics } from "../../protocol/results.ts";

/**
 * "running, step 120 of 400, total loss 2.313, global 0.512, …"; no losses before the first step.
 *
 * @param mode How it is trained, where that is not the usual way.
 * @param reason Why it was stopped, if by a rule.
 */
export function statusText(
  status: RunStatus,
  latest: StepMetrics | null,
  mode = "",
  reason = "",
): string {
  const where = [
    `${status.state}, step ${status.step} of ${status.steps}`,
    mode,
    reason === "" ? "" : `stopped: ${reason}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
  if (!latest || status.step === 0) return where;
  const { total, global, local, feature, classToken } = latest.losses;
  return [
    where,
    `total loss ${formatLoss(total)}`,
    `global ${formatLoss(global)}`,
    `local ${formatLoss(local)}`,
    `feature ${formatLoss(feature)}`,
    `class token ${formatLoss(classToken)}`,
  ].join(", ");
}

/** "Run running, step 120 of 400, total loss 2.313", to be said aloud; nothing before there is a run. */
export function spokenText(
  { state, step, steps }: RunStatus,
  latest: StepMetrics | null,
  reason: string,
): string {
  if (state === "loading" || state === "empty") return "";
  const head = `Run ${state}${reason === "" ? "" : `: ${reason}`}`;
  if (!latest || step === 0) return head;
  return `${head}, step ${step} of ${steps}, total loss ${formatLoss(latest.losses.total)}`;
}

/** "an arena is training run 3 of 10 (Compare)": why the run stands still. */
export function arenaText(progress: EventOf<"arena-progress"> | null): string {
  return progress
    ? `an arena is training run ${progress.done + 1} of ${progress.planned} (Compare)`
    : "an arena is about to train (Compare)";
}

/** Steps before an estimate is worth showing. */
const MIN_STEPS_FOR_ESTIMATE = 3;

/** Time to the last step at the pace so far, evaluations included; null when there is nothing to go by. */
export function timeLeftMs(status: RunStatus): number | null {
  const { step, steps, elapsedMs } = status;
  if (step < MIN_STEPS_FOR_ESTIMATE || step >= steps) return null;
  return (elapsedMs / step) * (steps - step);
}
