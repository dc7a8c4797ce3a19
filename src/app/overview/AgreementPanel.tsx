import { useMemo } from "react";
import { overview as t } from "../../texts/en/overview.ts";
import { useRun } from "../LabContext.tsx";
import { drawnInTurn } from "./drawnInTurn.tsx";
import { Panel } from "./Panel.tsx";
import { AGREEMENT_HEIGHT } from "./panelSizes.ts";
import {
  agreementPoints,
  agreementSummary,
  agreementTable,
  updateMarks,
} from "./summaries.ts";

const AgreementChart = drawnInTurn(() =>
  import("../../charts/AgreementChart.tsx").then(
    (module) => module.AgreementChart,
  ),
);

export function AgreementPanel() {
  const evaluations = useRun((view) => view.evaluations);
  const all = useRun((view) => view.allEvaluations);
  const shownStep = useRun((view) => view.shownStep);
  const totalSteps = useRun((view) => view.status.steps);
  const updates = useRun((view) => view.updates);
  const points = useMemo(() => agreementPoints(all), [all]);
  const marks = useMemo(() => updateMarks(updates), [updates]);
  const table = useMemo(() => agreementTable(evaluations), [evaluations]);
  const latest = evaluations.at(-1) ?? null;
  const teacher = useMemo(
    () => (latest ? { knn: latest.teacher.knn.accuracy } : null),
    [latest],
  );
  return (
    <Panel
      about="agreement"
      title={t.agreement}
      caption={t.agreementCaption}
      summary={agreementSummary(latest)}
      table={table}
      fixedHeight={AGREEMENT_HEIGHT}
    >
      <AgreementChart
        points={points}
        teacher={teacher}
        marks={marks}
        shownStep={shownStep}
        totalSteps={totalSteps}
      />
    </Panel>
  );
}
