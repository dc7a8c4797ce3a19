import {
  ChartFigure,
  type ChartFigureProps,
} from "../../charts/ChartFigure.tsx";
import { useTimeline } from "../LabContext.tsx";
import { PanelBoundary } from "../PanelBoundary.tsx";
import { useExplain } from "../terms/Explain.tsx";
import type { PanelTopic } from "../terms/panelTerms.ts";
import { ExplainButton } from "../ui/ExplainButton.tsx";

export type PanelProps = ChartFigureProps & {
  /** What its "?" explains. */
  about: PanelTopic;
};

/** A figure of the run that may break alone, with the words and formulas of its numbers. */
export function Panel({ about, ...figure }: PanelProps) {
  const isSteered = useTimeline(({ step }) => step !== null);
  const explain = useExplain();
  const { title, actions } = figure;
  return (
    <PanelBoundary name={title}>
      <ChartFigure
        {...figure}
        isSteered={isSteered}
        actions={
          <>
            {actions}
            <ExplainButton title={title} onPress={() => explain(about)} />
          </>
        }
      />
    </PanelBoundary>
  );
}
