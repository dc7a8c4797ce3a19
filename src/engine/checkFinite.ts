import { EngineError } from "../protocol/engineError.ts";
import type { Losses, StepMetrics } from "../protocol/results.ts";

/** Ends the messages of numbers that are not finite. */
export const SLOWER = "a smaller learning rate usually helps";

/** What tends to help, by the term that is not finite first. */
const REMEDIES: Record<keyof Losses, string> = {
  global: `${SLOWER}, as does leaving out the smallest temperatures`,
  local: `${SLOWER}, as does leaving out the smallest temperatures`,
  feature: SLOWER,
  classToken: SLOWER,
  total: `${SLOWER}, or smaller weights of its terms`,
};

/** @throws {EngineError} `diverged`, naming step and term, if a loss is not a finite number. */
export function checkFinite({ step, learningRate, losses }: StepMetrics): void {
  // The total last: it is not finite where a term is not.
  for (const [name, remedy] of Object.entries(REMEDIES)) {
    const value = losses[name as keyof Losses];
    if (Number.isFinite(value)) continue;
    throw new EngineError(
      "diverged",
      `train: the ${name} loss must be finite, got ${value} at step ${step} (learning rate ${learningRate}); ${remedy}`,
    );
  }
}
