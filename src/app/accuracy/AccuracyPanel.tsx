import { SERIES } from "../../charts/colorScale.ts";
import { DotBlocks, type DotBlock } from "../../charts/DotBlocks.tsx";
import { formatCount, formatPercent } from "../../charts/format.ts";
import {
  MEASURED_SPACES,
  type MeasuredSpace,
} from "../../protocol/measures.ts";
import type { Evaluation, KnnResult } from "../../protocol/results.ts";
import type { RunView } from "../../store/runStore.ts";
import { accuracy as t } from "../../texts/en/accuracy.ts";
import { Panel } from "../overview/Panel.tsx";

export type AccuracyPanelProps = {
  measures: RunView["measures"];
  /** The latest that the run has streamed; it knows the neighbours alone. */
  evaluation: Evaluation | null;
  /** The first, when the student was untrained; null also of a run that began with another. */
  start: Evaluation | null;
};

/** What neighbours and a linear probe read from each space. */
export function AccuracyPanel(props: AccuracyPanelProps) {
  const { measures, evaluation, start } = props;
  const measuredStep = measures.teacher?.step ?? null;
  const isLive = (evaluation?.step ?? -1) > (measuredStep ?? -1);
  const knnOf = (space: MeasuredSpace): KnnResult | null => {
    if (space === "untrained") {
      return measures.untrained?.knn ?? start?.student.knn ?? null;
    }
    const live = evaluation?.[space]?.knn ?? null;
    return isLive ? live : (measures[space]?.knn ?? null);
  };
  const knn = MEASURED_SPACES.map((role) => ({ role, result: knnOf(role) }));
  const probe = MEASURED_SPACES.map((role) => ({
    role,
    result: measures[role]?.measures.probe ?? null,
  }));
  const block = (
    title: string,
    results: readonly {
      role: MeasuredSpace;
      result: { accuracy: number; n: number; bank: number } | null;
    }[],
    step: number | null,
    isSample: boolean,
  ): DotBlock => {
    const first = results.find(({ result }) => result !== null)?.result;
    return {
      title,
      note: first
        ? (isSample ? t.accuracy.noteOfSample : t.accuracy.note)(
            formatCount(first.n),
            formatCount(first.bank),
            formatCount(step),
          )
        : t.accuracy.notYet,
      rows: results.map(({ role, result }) => ({
        role,
        share: result?.accuracy ?? null,
        n: result?.n ?? 1,
      })),
    };
  };
  const blocks = [
    block(
      t.accuracy.neighbours,
      knn,
      isLive ? (evaluation?.step ?? null) : measuredStep,
      isLive && evaluation?.subset === true,
    ),
    block(t.accuracy.probe, probe, measuredStep, false),
  ];
  const words = (results: typeof knn | typeof probe) =>
    results
      .flatMap(({ role, result }) =>
        result
          ? [`${SERIES[role].label} ${formatPercent(result.accuracy)}`]
          : [],
      )
      .join(", ");
  return (
    <Panel
      about="accuracy"
      title={t.accuracy.title}
      caption={t.accuracy.caption}
      summary={t.accuracy.summary(
        words(knn) || t.accuracy.not,
        words(probe) || t.accuracy.not,
      )}
      table={{
        columns: t.accuracy.columns,
        rows: MEASURED_SPACES.map((role, i) => [
          SERIES[role].label,
          formatPercent(knn[i]?.result?.accuracy ?? null),
          formatPercent(probe[i]?.result?.accuracy ?? null),
          formatCount(knn[i]?.result?.n ?? null),
        ]),
      }}
    >
      <DotBlocks blocks={blocks} />
    </Panel>
  );
}
