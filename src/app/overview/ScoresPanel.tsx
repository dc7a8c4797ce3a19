import { useMemo } from "react";
import { overview as t } from "../../texts/en/overview.ts";
import { useRun } from "../LabContext.tsx";
import { drawnInTurn } from "./drawnInTurn.tsx";
import { Panel } from "./Panel.tsx";
import { SCORES_HEIGHT } from "./panelSizes.ts";
import { oodSummary, oodTable } from "./summaries.ts";

const OodPanel = drawnInTurn(() =>
  import("../../charts/OodPanel.tsx").then((module) => module.OodPanel),
);

export function ScoresPanel() {
  const scores = useRun((view) => view.scores);
  const evaluation = useRun((view) => view.evaluations.at(-1) ?? null);
  const table = useMemo(() => oodTable(evaluation), [evaluation]);
  return (
    <Panel
      about="known"
      title={t.known}
      caption={t.knownCaption}
      summary={oodSummary(evaluation)}
      table={table}
      fixedHeight={SCORES_HEIGHT}
    >
      <OodPanel scores={scores} evaluation={evaluation} />
    </Panel>
  );
}
