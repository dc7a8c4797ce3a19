/** OOD scores of several runs: a row for each run, or one set of images of all runs over each other. */
import { memo, useId, useMemo } from "react";
import { SERIES, type RunRole } from "./colorScale.ts";
import { formatTick } from "./format.ts";
import { SCORE_BINS, SCORE_DOMAIN, scoreHistogram } from "./histogram.ts";
import { spreadLabels } from "./labelPlaces.ts";
import { rootTextScale } from "./plotGeometry.ts";
import styles from "./RunHistograms.module.css";
import { stairPath } from "./scoreBins.ts";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

export type RunScores = {
  role: RunRole;
  label: string;
  /** Scores of known images; higher means more in-distribution. */
  id: ArrayLike<number>;
  /** Of foreign ones. */
  ood: ArrayLike<number>;
  /** What the two come to, in words: "AUROC 0.712". */
  verdict: string;
};

export type RunHistogramsProps = {
  runs: readonly RunScores[];
  /** The hue of the foreign images in rows. */
  oodRole: "near" | "far";
  /** `rows`: known and foreign images of each run; else one set of all runs. */
  layout: "rows" | "id" | "ood";
};

const UNMEASURED = { width: 420, height: 220 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** At the page's usual text size, in CSS pixels. */
const MARGIN = { side: 8, top: 16, bottom: 20 };
const LINE_HEIGHT = 15;

type Drawn = RunScores & { idShares: number[]; oodShares: number[] };

export const RunHistograms = memo(function RunHistograms({
  runs,
  oodRole,
  layout,
}: RunHistogramsProps) {
  const [frame, { width, height }] = useElementSize(UNMEASURED);
  const text = rootTextScale();
  const drawn = useMemo(
    () =>
      runs.map((run): Drawn => ({
        ...run,
        idShares: scoreHistogram(run.id).shares,
        oodShares: scoreHistogram(run.ood).shares,
      })),
    [runs],
  );
  const [left, right] = [MARGIN.side, width - MARGIN.side];
  const xOfBin = (bin: number) => left + (bin / SCORE_BINS) * (right - left);
  const floor = height - MARGIN.bottom * text;
  const place = { xOfBin, left, right, floor, text };
  return (
    <div ref={frame} className={styles["frame"]}>
      <div className={styles["drawn"]}>
        <svg width={width} height={height} aria-hidden="true">
          {layout === "rows" ? (
            <Rows {...{ drawn, oodRole, place }} />
          ) : (
            <Overlaid {...{ drawn, set: layout, place }} />
          )}
          <line
            {...{ x1: left, x2: right, y1: floor, y2: floor }}
            stroke="var(--rule-strong)"
          />
          {TICKS.map((tick) => {
            const [low, high] = SCORE_DOMAIN;
            const x = xOfBin(((tick - low) / (high - low)) * SCORE_BINS);
            const anchor =
              tick === low ? "start" : tick === high ? "end" : "middle";
            return (
              <text key={tick} x={x} y={height - 5 * text} textAnchor={anchor}>
                {formatTick(tick)}
              </text>
            );
          })}
        </svg>
      </div>
    </div>
  );
});

type Place = {
  xOfBin: (bin: number) => number;
  left: number;
  right: number;
  /** Where the axis lies. */
  floor: number;
  text: number;
};

/** All rows on one scale of shares, so that heights compare. */
function Rows({
  drawn,
  oodRole,
  place,
}: {
  drawn: readonly Drawn[];
  oodRole: "near" | "far";
  place: Place;
}) {
  const hatch = useId();
  const { xOfBin, left, right, floor, text } = place;
  const rowHeight = floor / Math.max(1, drawn.length);
  const highest = Math.max(
    1 / SCORE_BINS,
    ...drawn.flatMap((run) => [...run.idShares, ...run.oodShares]),
  );
  const { color, dash } = SERIES[oodRole];
  return (
    <>
      <defs>
        <pattern
          id={hatch}
          {...{ width: 5, height: 5, patternUnits: "userSpaceOnUse" }}
          patternTransform="rotate(45)"
        >
          <line y2="5" stroke={color} strokeWidth="1.5" />
        </pattern>
      </defs>
      {drawn.map((run, i) => {
        const bottom = floor - (drawn.length - 1 - i) * rowHeight;
        const top = bottom - rowHeight + MARGIN.top * text;
        const yOf = (share: number) =>
          bottom - (share / highest) * Math.max(4, bottom - top);
        return (
          <g key={run.role}>
            <line
              {...{ x1: left, x2: right, y1: bottom, y2: bottom }}
              stroke="var(--rule)"
            />
            <path
              d={stairPath(run.idShares, xOfBin, yOf)}
              fill="var(--series-id)"
              fillOpacity="0.16"
              stroke="var(--series-id)"
              strokeWidth="1.5"
            />
            <path
              d={stairPath(run.oodShares, xOfBin, yOf)}
              fill={`url(#${hatch})`}
              fillOpacity="0.45"
              stroke={color}
              strokeWidth="1.5"
              strokeDasharray={dash}
            />
            <SeriesMarker
              role={run.role}
              x={left + 4}
              y={bottom - rowHeight + 8 * text}
            />
            <text
              className={styles["name"]}
              x={left + 12}
              y={bottom - rowHeight + 12 * text}
              style={{ fill: SERIES[run.role].color }}
            >
              {run.label}
              <tspan dx="8" className={styles["verdict"]}>
                {run.verdict}
              </tspan>
            </text>
          </g>
        );
      })}
    </>
  );
}

/** Outlines of one set; each run's name at its highest bin. */
function Overlaid({
  drawn,
  set,
  place,
}: {
  drawn: readonly Drawn[];
  set: "id" | "ood";
  place: Place;
}) {
  const { xOfBin, right, floor, text } = place;
  const sharesOf = (run: Drawn) =>
    set === "id" ? run.idShares : run.oodShares;
  const highest = Math.max(1 / SCORE_BINS, ...drawn.flatMap(sharesOf));
  const top = MARGIN.top * text;
  const yOf = (share: number) => floor - (share / highest) * (floor - top);
  const peaks = drawn.map((run) => {
    const shares = sharesOf(run);
    const bin = shares.indexOf(Math.max(...shares));
    return { x: xOfBin(bin + 0.5), y: yOf(shares[bin] ?? 0) };
  });
  const labelYs = spreadLabels(
    peaks.map(({ y }) => y),
    LINE_HEIGHT * text,
    [top, floor - 4],
  );
  // One column left of all peaks, unless they lie on the left themselves.
  const leftmost = Math.min(right, ...peaks.map(({ x }) => x));
  const isLeft = leftmost > right / 2;
  const labelX = isLeft
    ? leftmost - 36
    : Math.max(0, ...peaks.map(({ x }) => x)) + 36;
  return (
    <>
      {drawn.map((run) => (
        <path
          key={run.role}
          d={stairPath(sharesOf(run), xOfBin, yOf)}
          fill={SERIES[run.role].color}
          fillOpacity="0.06"
          stroke={SERIES[run.role].color}
          strokeWidth="1.75"
          strokeDasharray={SERIES[run.role].dash}
        />
      ))}
      {drawn.map((run, i) => {
        const { color } = SERIES[run.role];
        const { x, y } = peaks[i]!;
        const labelY = labelYs[i] ?? y;
        return (
          <g key={run.role}>
            <path
              d={`M${x} ${y}L${isLeft ? labelX + 8 : labelX - 8} ${labelY}`}
              stroke={color}
              strokeWidth="0.75"
              opacity="0.7"
            />
            <SeriesMarker role={run.role} x={x} y={y} />
            <text
              className={styles["name"]}
              x={labelX}
              y={labelY}
              dominantBaseline="central"
              textAnchor={isLeft ? "end" : "start"}
              style={{ fill: color }}
            >
              {run.label}
            </text>
          </g>
        );
      })}
    </>
  );
}
