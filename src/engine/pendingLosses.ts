import type { Losses, StepMetrics } from "../protocol/results.ts";
import { readScalars } from "../tensor/readScalars.ts";
import * as tf from "../tensor/tf.ts";
import { LOSS_NAMES } from "./trainer.ts";

/** A step whose losses are still on the device, in the order of `LOSS_NAMES`. */
type PendingStep = { step: number; learningRate: number; scalars: tf.Scalar[] };

/** Losses of steps that nobody has read yet: read together, for each read of a GPU waits for all work queued before it. */
export function createPendingLosses() {
  let pending: PendingStep[] = [];

  function take(): PendingStep[] {
    const taken = pending;
    pending = [];
    return taken;
  }

  return {
    get size() {
      return pending.length;
    },

    /** Takes over the scalars. */
    add(step: PendingStep): void {
      pending.push(step);
    },

    /** Reads all that is pending in one transfer, and frees it. */
    async read(): Promise<StepMetrics[]> {
      const steps = take();
      if (steps.length === 0) return [];
      const scalars = steps.flatMap((entry) => entry.scalars);
      try {
        const values = await readScalars(scalars);
        return steps.map(({ step, learningRate }, i) => ({
          step,
          learningRate,
          losses: Object.fromEntries(
            LOSS_NAMES.map((name, k) => [
              name,
              values[i * LOSS_NAMES.length + k],
            ]),
          ) as Losses,
        }));
      } finally {
        tf.dispose(scalars);
      }
    },

    /** Frees what is pending, unread. */
    discard(): void {
      tf.dispose(take().flatMap((entry) => entry.scalars));
    },
  };
}
