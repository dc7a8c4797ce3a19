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
import { angles as t } from "../../texts/en/angles.tsx";
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
        ? meanRandomProjectionError(map.kind, pairs.teacher, map.from, map.to)
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
  const { title } = t.errors;
  const columns = [
    t.errors.measure,
    ...spaces.map(({ role }) => SERIES[role].label),
    ...(evaluation ? [t.errors.wholeSet] : []),
  ];
  const student = spaces.find(({ role }) => role === "student");
  return (
    <Panel
      about="angleErrors"
      title={title}
      caption={
        <Explained label={title} more={t.errors.more}>
          {t.errors.caption}
        </Explained>
      }
      summary={
        student
          ? t.errors.summary(
              formatDegrees(student.summary.mean),
              formatDegrees(student.summary.bias),
              formatCount(n),
            )
          : t.notMeasured
      }
      table={{ columns, rows }}
    >
      <div ref={ref}>
        {spaces.length > 0 ? (
          <>
            <AngleErrorHistogram
              {...histogram}
              nullShares={nullShares}
              label={t.errors.picture(
                formatCount(n),
                -axis.reach,
                axis.reach,
                spaces
                  .map(({ role, summary }) =>
                    t.errors.space(
                      SERIES[role].label,
                      formatDegrees(summary.bias),
                      formatDegrees(summary.mean),
                    ),
                  )
                  .join("; "),
              )}
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
          <p className={styles["empty"]}>{t.waiting}</p>
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
      t.errors.mean,
      ({ summary }) => formatDegrees(summary.mean),
      angles ? formatDegrees(angles.meanErrorDegrees) : null,
    ),
    ...(nullError === null
      ? []
      : [row(t.errors.meanOfRandomMap, () => formatDegrees(nullError))]),
    row(t.errors.median, ({ summary }) => formatDegrees(summary.median)),
    row(t.errors.p95, ({ summary }) => formatDegrees(summary.p95)),
    row(t.errors.signedBias, ({ summary: { bias } }) =>
      bias > 0 ? `+${formatDegrees(bias)}` : formatDegrees(bias),
    ),
    row(
      t.errors.pearson,
      ({ pearson }) => formatUnit(pearson),
      angles ? formatUnit(angles.pearson) : null,
    ),
    row(
      t.errors.spearman,
      ({ spearman }) => formatUnit(spearman),
      angles ? formatUnit(angles.spearman) : null,
    ),
    row(t.errors.mutual(mutual?.k ?? "–"), ({ mutual }) =>
      formatPercent(mutual?.share ?? null),
    ),
    row(t.errors.shuffled, ({ mutual }) =>
      mutual
        ? `${formatPercent(mutual.nullMean)} ± ${formatPercent(mutual.nullDeviation)}`
        : "–",
    ),
    row(
      "n",
      ({ summary, mutual }) =>
        t.errors.n(formatCount(summary.n), formatCount(mutual?.n ?? 0)),
      angles && evaluation
        ? t.errors.nWhole(formatCount(angles.n), formatCount(evaluation.step))
        : null,
    ),
  ];
}
