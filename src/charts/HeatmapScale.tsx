import { memo, useEffect, useRef } from "react";
import { charts as t } from "../texts/en/charts.ts";
import { type MatrixKind, paintValues, SCALE_LIMIT } from "./colorScale.ts";
import { drawPixels } from "./drawPixels.ts";
import { formatTick } from "./format.ts";
import styles from "./HeatmapScale.module.css";

/** Pixels of the bar; odd, so that one of them is exactly zero. */
const BAR_PIXELS = 201;

/** The colour bar of a fixed scale, linear in the value, with its ends and its zero. */
export const HeatmapScale = memo(function HeatmapScale({
  kind,
  label,
}: {
  kind: MatrixKind;
  label?: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const limit = SCALE_LIMIT[kind];
  useEffect(() => {
    const values = Array.from(
      { length: BAR_PIXELS },
      (_, i) => limit * ((2 * i) / (BAR_PIXELS - 1) - 1),
    );
    if (canvas.current) {
      drawPixels(canvas.current, BAR_PIXELS, 1, paintValues(kind, values));
    }
  }, [kind, limit]);
  // Cosines end at ±1; differences may lie beyond the bar, and then have the colour of its end.
  const isOpen = kind === "difference";
  return (
    <div className={styles["scale"]}>
      <div className={styles["label"]}>
        {label ?? (isOpen ? t.heatmap.cosineDifference : t.heatmap.cosine)}
      </div>
      <canvas ref={canvas} className={styles["bar"]} aria-hidden="true" />
      <div className={styles["ends"]}>
        <span>
          {isOpen ? "≤ " : ""}
          {formatTick(-limit)}
        </span>
        <span>0</span>
        <span>
          {isOpen ? "≥ " : ""}
          {formatTick(limit)}
        </span>
      </div>
    </div>
  );
});
