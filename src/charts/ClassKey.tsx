import { type CSSProperties, memo, useMemo } from "react";
import { charts as t } from "../texts/en/charts.ts";
import { className, classRuns } from "./classRuns.ts";
import { classBand } from "./colorScale.ts";
import styles from "./HeatmapScale.module.css";

/** Explains the numbers and strips along the edges of the heatmaps, in their order. */
export const ClassKey = memo(function ClassKey({
  labels,
  classNames,
}: {
  /** [n], sorted. */
  labels: Uint8Array;
  classNames: readonly string[];
}) {
  const runs = useMemo(() => classRuns(labels), [labels]);
  return (
    <ol className={styles["key"]} aria-label={t.heatmap.classes}>
      {runs.map((run, position) => {
        const { color, isHatched } = classBand(position);
        return (
          <li
            key={run.start}
            style={{ "--class-color": color } as CSSProperties}
          >
            <span className={styles["swatch"]} data-hatched={isHatched} />
            {position + 1} {className(classNames, run.classIndex)}
          </li>
        );
      })}
    </ol>
  );
});
