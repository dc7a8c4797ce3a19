import { memo, useMemo } from "react";
import { errorAxis, errorShares } from "../../charts/angleErrorBins.ts";
import { AngleErrorHistogram } from "../../charts/AngleErrorHistogram.tsx";
import { SERIES } from "../../charts/colorScale.ts";
import {
  formatCount,
  formatDegrees,
  formatPercent,
  formatUnit,
} from "../../charts/format.ts";
import {
  correlation,
  errorSummary,
  midRanks,
  signedAngleErrors,
} from "../../charts/pairStatistics.ts";
import { randomMapErrors, randomMapOf } from "../../charts/randomMapNull.ts";
import {
  mutualNeighbours,
  neighbourCount,
  neighbourLists,
} from "../../charts/sampleNeighbours.ts";
import { meanRandomProjectionError } from "../../protocol/randomProjection.ts";
import type { Evaluation, SimilaritySample } from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { Explained } from "./Explained.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import { usePairs, type SamplePairs } from "./usePairs.ts";
import styles from "./AnglesView.module.css";

const ROLES = ["compressed", "student"] as const;

export type ErrorsPanelProps = { source: SampleSource };

/** How far off angles are, and the numbers that say how well spaces agree. */
export const ErrorsPanel = memo(function ErrorsPanel({
  source,
}: ErrorsPanelProps) {
  const [ref, sample] = useLiveSample(source);
  const pairs = usePairs(sample);
  const evaluation = useRun((view) => view.evaluations.at(-1) ?? null);
  const spaces = useSpaces(sample, pairs);
  const map = useMemo(() => (sample ? randomMapOf(sample) : null), [sample]);
  const nullError = useMemo(
    () =>
      map && pairs.teacher.length > 0
        ? meanRandomProjectionError(
            ...([map.kind, pairs.teacher, map.from, map.to] as const),
          )
        : null,
    [map, pairs.teacher],
  );
  const histogram = useMemo(() => {
    const axis = errorAxis(spaces.map(({ errors }) => errors));
    const series = spaces.map(({ role, errors, summary }) => ({
      ...{ role, biasDegrees: summary.bias },
      shares: errorShares(errors, axis),
    }));
    return { axis, series };
  }, [spaces]);
  const { axis } = histogram;
  const nullShares = useMemo(
    () =>
      map && pairs.teacher.length > 0
        ? randomMapErrors(map, pairs.teacher, axis.edges)
        : null,
    // The edges follow from the reach.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [map, pairs.teacher, axis.reach],
  );
  const rows = numberRows(spaces, nullError, evaluation, source);
  const n = pairs.teacher.length;
  const title = "Angle errors";
  const columns = [
    "Measure",
    ...spaces.map(({ role }) => SERIES[role].label),
    ...(evaluation ? ["student, whole set"] : []),
  ];
  const student = spaces.find(({ role }) => role === "student");
  return (
    <Panel
      about="angleErrors"
      title={title}
      caption={
        <Explained
          label={title}
          more="Error of a pair: its angle in the space minus the teacher's, in degrees; mean, median and 95th percentile are of absolute errors, the bias is the mean of signed ones. The compression loss fixes differences of cosines and leaves their common offset free, so a bias may stay. Mutual kNN: mean share of an image's k nearest that both spaces have in common; its null is the same with the images of one space shuffled (200 times), about k / (n − 1). Dashed outline: a random map, one normal distribution for each pair (see the scatter's band)."
        >
          A good space has a narrow hill at zero; a hill beside zero is a bias,
          which neighbours do not feel.
        </Explained>
      }
      summary={
        student
          ? `Student: mean error ${formatDegrees(student.summary.mean)}, bias ${formatDegrees(student.summary.bias)} over ${formatCount(n)} pairs.`
          : "No angles have been measured yet."
      }
      table={{ columns, rows }}
    >
      <div ref={ref}>
        {spaces.length > 0 ? (
          <>
            <AngleErrorHistogram
              {...histogram}
              nullShares={nullShares}
              label={`Angle errors of ${formatCount(n)} pairs, from ${-axis.reach} to ${axis.reach} degrees: ${spaces
                .map(
                  ({ role, summary }) =>
                    `${SERIES[role].label} bias ${formatDegrees(summary.bias)}, mean ${formatDegrees(summary.mean)}`,
                )
                .join("; ")}`}
            />
            <table className={styles["numbers"]}>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(([name, ...cells]) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    {cells.map((cell, i) => (
                      <td key={i}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        ) : (
          <p className={styles["empty"]}>The first angles are on their way.</p>
        )}
      </div>
    </Panel>
  );
});

type Space = ReturnType<typeof useSpaces>[number];

/** Everything that is computed of each space beside the teacher's. */
function useSpaces(sample: SimilaritySample | null, pairs: SamplePairs) {
  const n = sample?.n ?? 0;
  const cosines = sample?.teacher ?? null;
  const teacher = useMemo(() => {
    const k = neighbourCount(n);
    return {
      k,
      ranks: midRanks(pairs.teacher),
      lists: cosines ? neighbourLists(cosines, n, k) : null,
    };
  }, [cosines, n, pairs.teacher]);
  return useMemo(
    () =>
      ROLES.flatMap((role) => {
        const own = pairs[role];
        const matrix = sample?.[role];
        if (!own || !matrix || !teacher.lists) return [];
        const errors = signedAngleErrors(own, pairs.teacher);
        const summary = errorSummary(errors);
        if (!summary) return [];
        const lists = neighbourLists(matrix, n, teacher.k);
        return [
          {
            ...{ role, errors, summary },
            pearson: correlation(own, pairs.teacher),
            spearman: correlation(midRanks(own), teacher.ranks),
            mutual: mutualNeighbours(lists, teacher.lists, n),
          },
        ];
      }),
    [sample, pairs, teacher, n],
  );
}

/** One row for each measure: the spaces of the sample, and the student on the whole set where it was evaluated. */
function numberRows(
  spaces: readonly Space[],
  nullError: number | null,
  evaluation: Evaluation | null,
  source: SampleSource,
): string[][] {
  if (spaces.length === 0) return [];
  const angles =
    evaluation?.student[source === "training" ? "trainingAngles" : "angles"];
  const row = (
    name: string,
    of: (space: Space) => string,
    whole: string | null = null,
  ) => [name, ...spaces.map(of), ...(evaluation ? [whole ?? "–"] : [])];
  const mutual = spaces[0]?.mutual;
  return [
    row(
      "mean error",
      ({ summary }) => formatDegrees(summary.mean),
      angles ? formatDegrees(angles.meanErrorDegrees) : null,
    ),
    ...(nullError === null
      ? []
      : [row("the same, random map", () => formatDegrees(nullError))]),
    row("median error", ({ summary }) => formatDegrees(summary.median)),
    row("95th percentile", ({ summary }) => formatDegrees(summary.p95)),
    row("bias, signed", ({ summary: { bias } }) =>
      bias > 0 ? `+${formatDegrees(bias)}` : formatDegrees(bias),
    ),
    row(
      "Pearson, cosines",
      ({ pearson }) => formatUnit(pearson),
      angles ? formatUnit(angles.pearson) : null,
    ),
    row(
      "Spearman, cosines",
      ({ spearman }) => formatUnit(spearman),
      angles ? formatUnit(angles.spearman) : null,
    ),
    row(`mutual kNN, k = ${mutual?.k ?? "–"}`, ({ mutual }) =>
      formatPercent(mutual?.share ?? null),
    ),
    row("the same, shuffled", ({ mutual }) =>
      mutual
        ? `${formatPercent(mutual.nullMean)} ± ${formatPercent(mutual.nullDeviation)}`
        : "–",
    ),
    row(
      "n",
      ({ summary, mutual }) =>
        `${formatCount(summary.n)} pairs of ${formatCount(mutual?.n ?? 0)}`,
      angles && evaluation
        ? `${formatCount(angles.n)} pairs, step ${formatCount(evaluation.step)}`
        : null,
    ),
  ];
}
