import {
  ChartFigure,
  type ChartFigureProps,
} from "../../charts/ChartFigure.tsx";
import { useTimeline } from "../LabContext.tsx";
import { PanelBoundary } from "../PanelBoundary.tsx";

/** A figure of the run that may break alone. */
export function Panel(figure: ChartFigureProps) {
  const isSteered = useTimeline(({ step }) => step !== null);
  return (
    <PanelBoundary name={figure.title}>
      <ChartFigure {...figure} isSteered={isSteered} />
    </PanelBoundary>
  );
}
