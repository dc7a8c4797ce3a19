import type { CSSProperties } from "react";
import { type ClassRun, className, classPositions } from "./classRuns.ts";
import { classBand } from "./colorScale.ts";
import styles from "./CosineHeatmap.module.css";

/** Width of a letter of a label, in CSS pixels; a little more than the average at 12 px. */
const LETTER = 7;
const BAND = 20;

/**
 * The classes along one edge of a heatmap. Each run has a coloured strip, plain or hatched, and beside it the name of
 * its class where all names fit, otherwise the number that the key below explains (`ClassKey`). Images in another order
 * than by class have the strips alone.
 */
export function ClassBand({
  edge,
  runs,
  n,
  side,
  classNames,
}: {
  edge: "top" | "left";
  runs: readonly ClassRun[];
  n: number;
  /** Length of the edge in CSS pixels. */
  side: number;
  classNames: readonly string[];
}) {
  const lengthOf = ({ start, end }: ClassRun) => ((end - start) / n) * side;
  const positions = classPositions(runs.map(({ classIndex }) => classIndex));
  const isSorted = runs.length === positions.size;
  const areNamesShown = runs.every(
    (run) =>
      className(classNames, run.classIndex).length * LETTER < lengthOf(run),
  );
  const isTop = edge === "top";
  const box: CSSProperties = isTop
    ? { left: BAND, top: 0, width: side, height: BAND - 6 }
    : { left: 0, top: BAND, width: BAND - 6, height: side };
  return (
    <div
      className={`${styles["band"]} ${styles[edge]}`}
      style={box}
      aria-hidden="true"
    >
      {runs.map((run) => {
        const position = positions.get(run.classIndex) ?? 0;
        const { color, isHatched } = classBand(position);
        const start = (run.start / n) * side;
        const along: CSSProperties = isTop
          ? { left: start, width: lengthOf(run) }
          : { top: start, height: lengthOf(run) };
        return (
          <span
            key={run.start}
            title={className(classNames, run.classIndex)}
            className={styles["run"]}
            style={{ ...along, "--class-color": color } as CSSProperties}
          >
            <span className={areNamesShown ? styles["runName"] : ""}>
              {areNamesShown
                ? className(classNames, run.classIndex)
                : isSorted && position + 1}
            </span>
            <span className={styles["strip"]} data-hatched={isHatched} />
          </span>
        );
      })}
    </div>
  );
}
