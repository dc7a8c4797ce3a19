import { Suspense, type ReactNode } from "react";
import {
  ChartFigure,
  type ChartFigureProps,
} from "../../charts/ChartFigure.tsx";
import { PanelBoundary } from "../PanelBoundary.tsx";
import styles from "./Overview.module.css";

/** A figure whose chart is loaded later and may break alone; its place is kept meanwhile. */
export function Panel({ children, ...figure }: ChartFigureProps) {
  return (
    <PanelBoundary name={figure.title}>
      <ChartFigure {...figure}>
        <Suspense fallback={<Placeholder />}>{children}</Suspense>
      </ChartFigure>
    </PanelBoundary>
  );
}

function Placeholder(): ReactNode {
  return <div className={styles["placeholder"]} aria-hidden />;
}
