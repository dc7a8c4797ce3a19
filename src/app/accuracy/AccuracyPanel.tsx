import { SERIES } from "../../charts/colorScale.ts";
import { DotBlocks, type DotBlock } from "../../charts/DotBlocks.tsx";
import { formatCount, formatPercent } from "../../charts/format.ts";
import {
  MEASURED_SPACES,
  type MeasuredSpace,
} from "../../protocol/measures.ts";
import type { Evaluation, KnnResult } from "../../protocol/results.ts";
import type { RunView } from "../../store/runStore.ts";
import { Panel } from "../overview/Panel.tsx";

export type AccuracyPanelProps = {
  measures: RunView["measures"];
  /** The latest that the run has streamed; it knows the neighbours alone. */
  evaluation: Evaluation | null;
  /** The first, when the student was untrained. */
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
        ? `${formatCount(first.n)} held-out images${isSample ? " (a first sample)" : ""}, bank of ${formatCount(first.bank)}, step ${formatCount(step)}`
        : "not measured yet",
      rows: results.map(({ role, result }) => ({
        role,
        share: result?.accuracy ?? null,
        n: result?.n ?? 1,
      })),
    };
  };
  const blocks = [
    block(
      "Nearest neighbours",
      knn,
      isLive ? (evaluation?.step ?? null) : measuredStep,
      isLive && evaluation?.subset === true,
    ),
    block("Linear probe", probe, measuredStep, false),
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
      title="Accuracy"
      caption="What can be read from each network's embedding: by the votes of its nearest training images, and by a linear classifier. Whiskers: 95 % intervals for the number of images; the untrained student is that of step 0."
      summary={`Nearest neighbours: ${words(knn) || "not measured"}. Linear probe: ${words(probe) || "not measured"}.`}
      table={{
        columns: ["Network", "kNN", "Linear probe", "Held-out images"],
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
