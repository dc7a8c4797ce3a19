import * as tf from "../../tensor/tf.ts";
import { frozenHead } from "./frozenHead.ts";

/**
 * Gaussian random projection: entries normal with variance 1 / dStudent, drawn by the run's seed.
 *
 * The null model that a learned head must beat. For unit vectors of cosine c the projected cosine deviates by about (1 - c^2) / sqrt(dStudent).
 *
 * Source: Johnson & Lindenstrauss 1984; the law is a first-order expansion, checked in this file's test.
 */
export const gaussian = frozenHead(({ dTeacher, dStudent }, _options, rng) => {
  const deviation = 1 / Math.sqrt(dStudent);
  const values = Float32Array.from(
    { length: dTeacher * dStudent },
    () => deviation * rng.normal(),
  );
  return { "linear.weight": tf.tensor2d(values, [dTeacher, dStudent]) };
});
