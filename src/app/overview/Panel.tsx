import {
  ChartFigure,
  type ChartFigureProps,
} from "../../charts/ChartFigure.tsx";
import { PanelBoundary } from "../PanelBoundary.tsx";

/** A figure that may break alone. */
export function Panel(figure: ChartFigureProps) {
  return (
    <PanelBoundary name={figure.title}>
      <ChartFigure {...figure} />
    </PanelBoundary>
  );
}
