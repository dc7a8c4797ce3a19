/** The run in one line of text: the same for a reader, a screen reader and a test. */
import { formatLoss } from "../../charts/format.ts";
import { bar as t } from "../../texts/en/bar.ts";
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
    t.where(t.states[status.state], status.step, status.steps),
    mode,
    reason === "" ? "" : t.stopped(reason),
  ]
    .filter((part) => part !== "")
    .join(", ");
  if (!latest || status.step === 0) return where;
  const { total, global, local, feature, classToken } = latest.losses;
  return [
    where,
    t.totalLoss(formatLoss(total)),
    `${t.losses.global} ${formatLoss(global)}`,
    `${t.losses.local} ${formatLoss(local)}`,
    `${t.losses.feature} ${formatLoss(feature)}`,
    `${t.losses.classToken} ${formatLoss(classToken)}`,
  ].join(", ");
}

/** "Run running, step 120 of 400, total loss 2.313", to be said aloud; nothing before there is a run. */
export function spokenText(
  { state, step, steps }: RunStatus,
  latest: StepMetrics | null,
  reason: string,
): string {
  if (state === "loading" || state === "empty") return "";
  const head = t.spoken(t.states[state], reason);
  if (!latest || step === 0) return head;
  return t.spokenStep(head, step, steps, formatLoss(latest.losses.total));
}

/** "an arena is training run 3 of 10 (Compare)": why the run stands still. */
export function arenaText(progress: EventOf<"arena-progress"> | null): string {
  return progress
    ? t.arenaRun(progress.done + 1, progress.planned)
    : t.arenaSoon;
}

/** Steps before an estimate is worth showing. */
const MIN_STEPS_FOR_ESTIMATE = 3;

/** Time to the last step at the pace so far, evaluations included; null when there is nothing to go by. */
export function timeLeftMs(status: RunStatus): number | null {
  const { step, steps, elapsedMs } = status;
  if (step < MIN_STEPS_FOR_ESTIMATE || step >= steps) return null;
  return (elapsedMs / step) * (steps - step);
}
