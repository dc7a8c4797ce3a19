import type { RunConfig } from "./config.ts";
import { methodById, type MethodId } from "./methods.ts";

/**
 * The config with another method, at that method's own learning rate; everything else stays.
 * Going back gives the first config again.
 */
export function chooseMethod(config: RunConfig, id: MethodId): RunConfig {
  const { learningRate, minLearningRate } = config.optimiser;
  const factor =
    methodById(id).learningRateFactor /
    methodById(config.method.id).learningRateFactor;
  const scaled = Number((learningRate * factor).toPrecision(6));
  return {
    ...config,
    method: { ...config.method, id },
    optimiser: {
      ...config.optimiser,
      learningRate: Math.min(1, Math.max(scaled, minLearningRate)),
    },
  };
}
