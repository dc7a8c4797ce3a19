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
};

/** What neighbours and a linear probe read from each space. */
export function AccuracyPanel({ measures, evaluation }: AccuracyPanelProps) {
  const isMeasured = measures.teacher !== undefined;
  const knnOf = (space: MeasuredSpace): KnnResult | null => {
    const measured = measures[space];
    if (isMeasured || space === "untrained") return measured?.knn ?? null;
    return evaluation?.[space]?.knn ?? null;
  };
  const knn = MEASURED_SPACES.map((role) => ({ role, result: knnOf(role) }));
  const probe = MEASURED_SPACES.map((role) => ({
    role,
    result: measures[role]?.measures.probe ?? null,
  }));
  const step = measures.teacher?.step ?? evaluation?.step ?? null;
  const block = (
    title: string,
    results: readonly {
      role: MeasuredSpace;
      result: { accuracy: number; n: number; bank: number } | null;
    }[],
    missing: string,
  ): DotBlock => {
    const first = results.find(({ result }) => result !== null)?.result;
    return {
      title,
      note: first
        ? `${formatCount(first.n)} held-out images, bank of ${formatCount(first.bank)}`
        : missing,
      rows: results.map(({ role, result }) => ({
        role,
        share: result?.accuracy ?? null,
        n: result?.n ?? 1,
      })),
    };
  };
  const blocks = [
    block("Nearest neighbours", knn, "not measured yet"),
    block("Linear probe", probe, "not measured yet"),
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
      title="Accuracy"
      caption={`What can be read from each network's embedding${step === null ? "" : ` at step ${formatCount(step)}`}: by the votes of its nearest training images, and by a linear classifier. Whiskers: 95 % intervals for the number of images${evaluation?.subset && !isMeasured ? "; a first sample, more follows" : ""}.`}
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
