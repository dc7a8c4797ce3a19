/** Settings made for one pack, changed as far as another one needs. */
import { BUNDLED_TEACHERS, type RunConfig } from "./config.ts";
import type { PackManifest, Split } from "./packs.ts";
import { isFeatureTeacher } from "./teachers.ts";

/**
 * The same run on `pack`: no more images than it has in the classes that are trained on, no class held out that it lacks, no features of another pack as teacher.
 *
 * Whether the pack is large enough for any run at all is left to `parseConfig` and `checkConfig`.
 *
 * @param heldOut Slugs of the pack's classes.
 */
export function fitToPack(
  base: RunConfig,
  { id, classes, classCounts }: PackManifest,
  heldOut: readonly string[],
): RunConfig {
  const count = (split: Split) =>
    classCounts[split].reduce(
      (sum, images, k) => sum + (heldOut.includes(classes[k]!) ? 0 : images),
      0,
    );
  const { data, optimiser, evaluation, teacher } = base;
  // Features are of one pack's images.
  const isForeign = isFeatureTeacher(teacher.id) && data.pack !== id;
  const images = Math.min(data.images, count("train"));
  return {
    ...base,
    ...(isForeign && { teacher: { ...teacher, id: BUNDLED_TEACHERS[0] } }),
    data: {
      ...data,
      ...{ pack: id, heldOut: [...heldOut], images },
      far: data.far.filter((far) => far !== id),
    },
    optimiser: {
      ...optimiser,
      batchSize: Math.min(optimiser.batchSize, images),
    },
    evaluation: {
      ...evaluation,
      knnK: Math.min(evaluation.knnK, images),
      heatmapImages: Math.min(
        evaluation.heatmapImages,
        count(evaluation.split),
      ),
    },
  };
}
