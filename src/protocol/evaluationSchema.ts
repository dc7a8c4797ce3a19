import * as z from "zod/mini";

/** A measure may be NaN. */
const measure = z.custom<number>((value) => typeof value === "number");
const detection = z.nullable(z.looseObject({ auroc: measure }));

/** Measures of one embedding that were kept, as far as charts, lists and stop rules walk into them. */
export const embeddingSchema = z.looseObject({
  knn: z.looseObject({ accuracy: measure }),
  angles: z.looseObject({ pearson: measure, meanErrorDegrees: measure }),
  ood: z.looseObject({ near: detection, far: detection }),
});
