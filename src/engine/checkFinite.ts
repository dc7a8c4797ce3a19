import { EngineError } from "../protocol/engineError.ts";
import type { StepMetrics } from "../protocol/results.ts";

/** @throws {EngineError} `diverged`, naming step and term, if a loss is not a finite number. */
export function checkFinite({ step, learningRate, losses }: StepMetrics): void {
  for (const [name, value] of Object.entries(losses)) {
    if (Number.isFinite(value)) continue;
    throw new EngineError(
      "diverged",
      `train: the ${name} loss must be finite, got ${value} at step ${step} (learning rate ${learningRate}); a smaller learning rate usually helps`,
    );
  }
}
