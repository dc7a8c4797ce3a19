import { compressionLoss } from "../compressionLoss.ts";
import { relationMethod } from "./relationMethod.ts";

/**
 * Relational KL at one temperature (SEED-like): `mean_i KL(p^t_.|i || p^s_.|i)`, `p_j|i = softmax_{j != i}(cos_ij / temperature)`.
 *
 * One row-wise kernel on the student, and no head: not CosPress, though a public port of CosPress does this.
 * SEED itself compares with a queue of teacher features and lets the two temperatures differ; here both are the batch's and one.
 * Unchanged when either side is turned, or single vectors are scaled; the common offset of all cosines stays free.
 *
 * Source: after Fang et al., ICLR 2021, arXiv 2101.04731; the value is `compressionLoss` with conditional affinities.
 */
export const relational = relationMethod(
  (teacher, student, { relationTemperature }) =>
    compressionLoss(teacher, student, {
      temperatures: [relationTemperature],
      affinities: "conditional",
    }),
  1,
);
