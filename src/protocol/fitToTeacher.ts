/** Settings made for a network as teacher, changed as far as a teacher of one's own needs. */
import type { RunConfig } from "./config.ts";
import { PATCH_WEIGHTS } from "./configRules.ts";
import type { OwnTeacher } from "./teachers.ts";

/**
 * The same run with `teacher`. Features hold for the images of their pack as they are: no further views, no other packs, no corruption.
 * Without patch tokens the terms that compare them weigh nothing, and the class token alone is copied.
 *
 * The pack is left to `fitToPack`, and what else may be wrong to `checkConfig`.
 */
export function fitToTeacher(base: RunConfig, teacher: OwnTeacher): RunConfig {
  const { data, evaluation, method } = base;
  const fitted: RunConfig = {
    ...base,
    teacher: { ...base.teacher, id: teacher.id },
    ...(teacher.kind === "features" && {
      data: { ...data, far: [], views: 1 },
      evaluation: { ...evaluation, corruptedImages: 0 },
    }),
  };
  if (teacher.grid > 0) return fitted;
  const weights = { ...method.weights };
  if (weights.classToken === 0) weights.classToken = weights.feature;
  for (const name of PATCH_WEIGHTS) weights[name] = 0;
  return {
    ...fitted,
    method: { ...method, weights },
    evaluation: { ...fitted.evaluation, tokenImages: 0 },
  };
}
