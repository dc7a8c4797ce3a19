/** Every pair of a sample: its cosine in one space over its cosine in the teacher's, and the band that a random map would leave. */
import { memo, useEffect, useMemo, useRef } from "react";
import { angles as t } from "../texts/en/angles.tsx";
import styles from "./Angles.module.css";
import { SERIES } from "./colorScale.ts";
import { drawPixels } from "./drawPixels.ts";
import { formatTick } from "./format.ts";
import { rootTextScale } from "./plotGeometry.ts";
import { type RandomMap, randomMapBand } from "./randomMapNull.ts";
import {
  CROWDED_PAIRS,
  paintCounts,
  SCATTER_BINS,
  scatterBins,
} from "./scatterBins.ts";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

const UNMEASURED = { width: 320, height: 320 };
/** Places at which the band's edges are computed. */
const BAND_POINTS = 48;

export type CosineScatterProps = {
  role: "compressed" | "student";
  /** [pairs] each. */
  teacherPairs: Float32Array;
  pairs: Float32Array;
  /** Lower end of both axes; they end at 1. */
  start: number;
  /** Null where the widths are not known: no band. */
  map: RandomMap | null;
  /** The pair that is looked at. */
  lit: { x: number; y: number } | null;
  /** What the picture shows, in words. */
  label: string;
};

export const CosineScatter = memo(function CosineScatter({
  role,
  teacherPairs,
  pairs,
  start,
  map,
  lit,
  label,
}: CosineScatterProps) {
  const [frame, { width }] = useElementSize(UNMEASURED);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isCrowded = pairs.length > CROWDED_PAIRS;
  useEffect(() => {
    if (!canvas.current || !isCrowded) return;
    const bins = scatterBins(teacherPairs, pairs, start);
    drawPixels(canvas.current, SCATTER_BINS, SCATTER_BINS, paintCounts(bins));
  }, [teacherPairs, pairs, start, isCrowded]);

  const scale = rootTextScale();
  const [left, bottom, top, right] = [38 * scale, 36 * scale, 6, 10];
  const side = Math.max(1, Math.min(width, 440 * scale) - left - right);
  const place = (cosine: number) => ((cosine - start) / (1 - start)) * side;
  const x = (cosine: number) => left + place(cosine);
  const y = (cosine: number) => top + side - place(cosine);
  const band = useMemo(
    () => (map ? bandEdges(map, start) : null),
    [map, start],
  );
  const path = (edge: readonly [number, number][]) =>
    edge
      .map(([a, b]) => `${x(a).toFixed(1)} ${y(Math.max(start, b)).toFixed(1)}`)
      .join("L");
  const ticks = start === 0 ? [0, 0.5, 1] : [start, 0, 0.5, 1];

  return (
    <div ref={frame} className={styles["frame"]}>
      {isCrowded && (
        <canvas
          ref={canvas}
          className={styles["pixels"]}
          style={{ left, top, width: side, height: side }}
          aria-hidden="true"
        />
      )}
      <svg
        className={styles["overlay"]}
        width={left + side + right}
        height={top + side + bottom}
        role="img"
        aria-label={label}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              {...{ x1: left, x2: left + side, y1: y(tick), y2: y(tick) }}
              stroke="var(--ink-faint)"
              strokeOpacity="0.3"
            />
            <text x={left - 5} y={y(tick) + 4} textAnchor="end">
              {formatTick(tick)}
            </text>
            <text
              x={x(tick)}
              y={top + side + 15 * scale}
              textAnchor={tick === 1 ? "end" : "middle"}
            >
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {!isCrowded &&
          Array.from(pairs, (cosine, i) => (
            <circle
              key={i}
              cx={x(teacherPairs[i] ?? 0)}
              cy={y(cosine)}
              r="2"
              fill={SERIES[role].color}
              fillOpacity="0.55"
            />
          ))}
        {band && (
          <g fill="none" stroke="var(--ink)" strokeDasharray="5 3">
            <path d={`M${path(band.high)}`} />
            <path d={`M${path(band.low)}`} />
          </g>
        )}
        <line
          {...{ x1: x(start), x2: x(1), y1: y(start), y2: y(1) }}
          stroke="var(--ink)"
          strokeWidth="1.25"
        />
        {lit && (
          <g>
            <circle
              cx={x(lit.x)}
              cy={y(lit.y)}
              r="8"
              fill="var(--ground)"
              stroke="var(--ink)"
              strokeWidth="1.5"
            />
            <SeriesMarker role={role} x={x(lit.x)} y={y(lit.y)} />
          </g>
        )}
        <text
          className={styles["strong"]}
          x={left + side}
          y={top + side + 31 * scale}
          textAnchor="end"
        >
          {t.scatter.teacher}
        </text>
      </svg>
    </div>
  );
});

type Edge = readonly [number, number][];

function bandEdges(map: RandomMap, start: number): { low: Edge; high: Edge } {
  const cosines = Array.from(
    { length: BAND_POINTS + 1 },
    (_, i) => start + ((1 - start) * i) / BAND_POINTS,
  );
  const edges = cosines.map((cosine) => randomMapBand(map, cosine));
  return {
    low: cosines.map((cosine, i) => [cosine, edges[i]![0]]),
    high: cosines.map((cosine, i) => [cosine, edges[i]![1]]),
  };
}
