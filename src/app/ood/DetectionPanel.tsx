import { useMemo } from "react";
import type { AxisScale } from "../../charts/axisScale.ts";
import { SERIES } from "../../charts/colorScale.ts";
import { formatPercent, formatUnit } from "../../charts/format.ts";
import { type StepPanel, StepPanels } from "../../charts/StepPanels.tsx";
import type { StepLine, StepRow } from "../../charts/StepPlot.tsx";
import type { Evaluation } from "../../protocol/results.ts";
import { charts } from "../../texts/en/charts.ts";
import { ood as t } from "../../texts/en/ood.ts";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { updateMarks } from "../overview/summaries.ts";

export type DetectionPanelProps = {
  group: "near" | "far";
  groupLabel: string;
  /** A kept run, drawn beside this one. */
  other: { name: string; evaluations: readonly Evaluation[] } | null;
};

const SHARE_SCALE: AxisScale = {
  type: "linear",
  domain: [0, 1],
  ticks: [0, 0.5, 1],
};
const MEASURES = [
  { key: "auroc", format: formatUnit },
  { key: "fpr95", format: formatPercent },
] as const;
const titleOf = (key: "auroc" | "fpr95") =>
  key === "auroc" ? "AUROC" : t.fpr95Id;

/** How well student and compressed teacher told foreign images at each evaluation, by the nearest neighbour's cosine. */
export function DetectionPanel({
  group,
  groupLabel,
  other,
}: DetectionPanelProps) {
  const all = useRun((view) => view.allEvaluations);
  const shownStep = useRun((view) => view.shownStep);
  const totalSteps = useRun((view) => view.status.steps);
  const updates = useRun((view) => view.updates);
  const marks = useMemo(() => updateMarks(updates), [updates]);
  const rows = useMemo(
    () => detectionRows(all, group, other?.evaluations ?? []),
    [all, group, other],
  );
  const teacher = all.at(-1)?.teacher.ood[group] ?? null;
  const otherName = other?.name ?? null;
  const panels = useMemo(
    () =>
      MEASURES.map(({ key, format }): StepPanel => ({
        ...{ title: titleOf(key), unit: t.detection.units[key], share: 1 },
        lines: lines(key, otherName),
        scaleOf: () => SHARE_SCALE,
        formatValue: format,
        ...(key === "fpr95" && { formatTick: formatWholePercent }),
        reference: teacher && {
          value: teacher[key],
          label: `${SERIES.teacher.label} ${format(teacher[key])}`,
          role: "teacher",
        },
      })),
    [otherName, teacher],
  );
  const title = t.detection.title(groupLabel);
  const latest = all.at(-1)?.student.ood[group] ?? null;
  return (
    <Panel
      about="separation"
      title={title}
      caption={t.detection.caption}
      summary={
        latest
          ? t.detection.summary(
              all.at(-1)?.step ?? 0,
              formatUnit(latest.auroc),
              formatPercent(latest.fpr95),
              latest.nId,
              latest.nOod,
            )
          : t.detection.none
      }
      table={{
        columns: [
          t.detection.step,
          ...MEASURES.flatMap(({ key }) =>
            [
              SERIES.student.label,
              SERIES.compressed.label,
              ...(otherName ? [t.separation.studentOf(otherName)] : []),
            ].map((name) => `${titleOf(key)}, ${name}`),
          ),
        ],
        rows: rows.map((row) => [
          row.step,
          ...MEASURES.flatMap(({ key, format }) =>
            lines(key, otherName).map((line) => format(row[line.key] ?? null)),
          ),
        ]),
      }}
    >
      <StepPanels
        rows={rows}
        panels={panels}
        totalSteps={Math.max(totalSteps, rows.at(-1)?.step ?? 0)}
        marks={marks}
        shownRow={
          shownStep === null
            ? null
            : (rows.findLast(({ step }) => step <= shownStep) ?? null)
        }
        shownStep={shownStep}
        hasDots={rows.length <= 60}
        isZoomable={false}
        label={charts.agreement.cursor}
        emptyText={charts.agreement.none}
        leastHeight={260}
      />
    </Panel>
  );
}

const formatWholePercent = (value: number) => formatPercent(value, 0);

function lines(measure: string, otherName: string | null): StepLine[] {
  const own: StepLine[] = [
    { key: `${measure} student`, role: "student" },
    {
      key: `${measure} compressed`,
      role: "compressed",
      label: t.detection.compressed,
    },
  ];
  return otherName
    ? [...own, { key: `${measure} other`, role: "run4", label: otherName }]
    : own;
}

/** One row for each step at which either run was evaluated; null where a run has no value. */
export function detectionRows(
  evaluations: readonly Evaluation[],
  group: "near" | "far",
  others: readonly Evaluation[],
): StepRow[] {
  const rows = new Map<number, StepRow>();
  const rowOf = (step: number) => {
    const known = rows.get(step) ?? { step };
    rows.set(step, known);
    return known;
  };
  for (const { step, student, compressed } of evaluations) {
    for (const { key } of MEASURES) {
      const row = rowOf(step);
      row[`${key} student`] = student.ood[group]?.[key] ?? null;
      row[`${key} compressed`] = compressed?.ood[group]?.[key] ?? null;
    }
  }
  for (const { step, student } of others) {
    for (const { key } of MEASURES) {
      rowOf(step)[`${key} other`] = student.ood[group]?.[key] ?? null;
    }
  }
  return [...rows.values()].sort((a, b) => a.step - b.step);
}
