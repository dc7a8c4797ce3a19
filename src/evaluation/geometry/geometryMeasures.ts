/** Everything the bench says about the geometry of one space beside the teacher's. */
import type { GeometryMeasures } from "../../protocol/measures.ts";
import { pairwiseCosines, pearson } from "../angles.ts";
import type { Chunked } from "../chunks.ts";
import { midRanks } from "../ranks.ts";
import { type Rows, unitRowsOf } from "../rows.ts";
import { angleErrors } from "./angleErrors.ts";
import { linearCka } from "./linearCka.ts";
import {
  neighbourAgreement,
  type NeighbourhoodOptions,
} from "./neighbourhoods.ts";
import { squaredProcrustes } from "./procrustes.ts";
import { spectrumMeasures } from "./spectrum.ts";

/**
 * All geometry measures of a space against the teacher's, on embeddings scaled to length 1.
 *
 * @param rows [n, d], class tokens of held-out images.
 * @param teacher [n, dTeacher], the same images in the same order.
 * @throws {RangeError} If the two differ in n, there are fewer than 4 images, or `k` does not suit `neighbourAgreement`.
 * @throws {EngineError} `diverged`, if an embedding is not finite.
 */
export function* geometryMeasures(
  rows: Rows,
  teacher: Rows,
  options: NeighbourhoodOptions,
): Chunked<GeometryMeasures> {
  const unit = unitRowsOf(rows);
  // The teacher beside itself is spared the singular values of its 576 columns.
  const isTeacher = rows.values === teacher.values;
  const unitTeacher = isTeacher ? unit : unitRowsOf(teacher);
  const neighbours = yield* neighbourAgreement(unit, unitTeacher, options);
  const cosines = yield* pairwiseCosines(rows);
  const teacherCosines = yield* pairwiseCosines(teacher);
  const angles = angleErrors(cosines, teacherCosines);
  yield rows.n;
  const cka = yield* linearCka(unit, unitTeacher);
  const procrustes = squaredProcrustes(unit, unitTeacher);
  yield rows.n;
  return {
    angles,
    pearson: pearson(cosines, teacherCosines),
    spearman: pearson(midRanks(cosines), midRanks(teacherCosines)),
    cka,
    neighbours,
    procrustes,
    spectrum: spectrumMeasures(unit),
  };
}
