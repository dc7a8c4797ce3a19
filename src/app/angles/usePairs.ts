import { useMemo } from "react";
import { pairsOf } from "../../charts/pairStatistics.ts";
import type { SimilaritySample } from "../../protocol/results.ts";

const NONE = new Float32Array();

/** Cosines of all pairs i < j of a sample in each space. The teacher's are the same array while its cosines are. */
export type SamplePairs = {
  teacher: Float32Array;
  compressed: Float32Array | null;
  student: Float32Array;
};

export function usePairs(sample: SimilaritySample | null): SamplePairs {
  const n = sample?.n ?? 0;
  const cosines = sample?.teacher ?? NONE;
  const teacher = useMemo(() => pairsOf(cosines, n), [cosines, n]);
  return useMemo(
    () => ({
      teacher,
      compressed: sample?.compressed ? pairsOf(sample.compressed, n) : null,
      student: sample ? pairsOf(sample.student, n) : NONE,
    }),
    [sample, teacher, n],
  );
}
