/** How familiar the images of each set look to one network: ID, near-OOD and far-OOD scores on one axis, with the threshold that 95 % of ID pass. */
import { type CSSProperties, memo, useMemo, useState } from "react";
import type { ScoreSets } from "../protocol/results.ts";
import { charts as t } from "../texts/en/charts.ts";
import { AxisCursor } from "./AxisCursor.tsx";
import { linearScale } from "./axisScale.ts";
import { SERIES } from "./colorScale.ts";
import { formatCount, formatPercent } from "./format.ts";
import {
  binEdges,
  SCORE_BINS,
  SCORE_DOMAIN,
  scoreHistogram,
} from "./histogram.ts";
import { HistogramPlot, SCORE_SETS, type SetShares } from "./HistogramPlot.tsx";
import styles from "./OodHistogram.module.css";
import {
  type PlotMargins,
  rootTextScale,
  scoreMargins,
} from "./plotGeometry.ts";
import { SeriesKey } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

const UNMEASURED = { width: 480, height: 180 };
const MIDDLES = Array.from({ length: SCORE_BINS }, (_, bin) => {
  const [low, high] = binEdges(bin);
  return (low + high) / 2;
});
/** Room that the threshold's label needs beside its line, in pixels. */
const THRESHOLD_LABEL = 150;
const NO_SHARES: SetShares = { id: [], near: [], far: [] };

export type OodHistogramProps = {
  /** Null before the first scores. */
  scores: ScoreSets | null;
  title: string;
  /** The score that 95 % of the ID images exceed. */
  threshold: number | null;
  /** Images in each set. */
  n: { id: number; near: number; far: number };
  /** Least height of the plot in CSS pixels. */
  leastHeight?: number;
};

export const OodHistogram = memo(function OodHistogram({
  scores,
  title,
  threshold,
  n,
  leastHeight = 170,
}: OodHistogramProps) {
  const [plot, { width, height }] = useElementSize(UNMEASURED);
  const textScale = rootTextScale();
  const margins = useMemo(() => scoreMargins(textScale), [textScale]);
  const [score, setScore] = useState<number | null>(null);
  const { shares, belowRange } = useMemo(() => setHistograms(scores), [scores]);
  const highest = useMemo(
    () => linearScale(SCORE_SETS.flatMap((set) => shares[set])).domain[1],
    [shares],
  );
  const readBin = score === null ? null : MIDDLES.indexOf(score);

  return (
    <div
      className={styles["histogram"]}
      style={{ "--least-height": `${leastHeight}px` } as CSSProperties}
    >
      <div className={styles["line"]}>
        <h4 className={styles["title"]}>{title}</h4>
        <ul className={styles["key"]}>
          {SCORE_SETS.map((set) => (
            <li key={set}>
              <SeriesKey role={set} />
              <span>{t.scores.n(SERIES[set].label, formatCount(n[set]))}</span>
            </li>
          ))}
        </ul>
      </div>
      <div ref={plot} className={styles["plot"]}>
        <div className={styles["drawn"]}>
          <HistogramPlot {...{ shares, highest, width, height, margins }} />
          {scores ? (
            <>
              <ThresholdLine {...{ threshold, width, height, margins }} />
              <AxisCursor
                places={MIDDLES}
                domain={SCORE_DOMAIN}
                place={score}
                onPlace={setScore}
                label={t.scores.cursor(title)}
                valueText={
                  readBin === null
                    ? t.scores.noneChosen
                    : binInWords(readBin, shares, (set) => SERIES[set].label)
                }
                left={margins.left}
                right={width - margins.right}
              />
            </>
          ) : (
            <p className={styles["waiting"]}>{t.scores.none}</p>
          )}
        </div>
      </div>
      <p className={styles["readout"]} aria-hidden="true">
        {readBin !== null ? (
          binInWords(readBin, shares, (set) => t.scores.sets[set])
        ) : (
          <>
            <span>{t.scores.axis}</span>
            <span>{t.scores.shares(1 / SCORE_BINS)}</span>
            {belowRange > 0 && (
              <span>{t.scores.below(formatCount(belowRange))}</span>
            )}
          </>
        )}
      </p>
    </div>
  );
});

function setHistograms(scores: ScoreSets | null): {
  shares: SetShares;
  belowRange: number;
} {
  if (!scores) return { shares: NO_SHARES, belowRange: 0 };
  const [id, near, far] = [scores.id, scores.near, scores.far].map(
    scoreHistogram,
  );
  return {
    shares: {
      id: id?.shares ?? [],
      near: near?.shares ?? [],
      far: far?.shares ?? [],
    },
    belowRange:
      (id?.belowRange ?? 0) + (near?.belowRange ?? 0) + (far?.belowRange ?? 0),
  };
}

function binInWords(
  bin: number,
  shares: SetShares,
  nameOf: (set: keyof SetShares) => string,
): string {
  const [low, high] = binEdges(bin);
  const parts = SCORE_SETS.map(
    (set) => `${nameOf(set)} ${formatPercent(shares[set][bin] ?? 0)}`,
  );
  return `${t.scores.range(low.toFixed(3), high.toFixed(3))}: ${parts.join(", ")}`;
}

function ThresholdLine({
  threshold,
  width,
  height,
  margins,
}: {
  threshold: number | null;
  width: number;
  height: number;
  margins: PlotMargins;
}) {
  if (threshold === null || !Number.isFinite(threshold)) return null;
  const { left, right, top, bottom } = margins;
  const [low, high] = SCORE_DOMAIN;
  const share = Math.max(0, Math.min(1, (threshold - low) / (high - low)));
  const x = left + share * (width - left - right);
  const isLate = x > width - x;
  // Where the whole sentence has no room, the arrow beside it says the rest.
  const fits = Math.max(x, width - x) > THRESHOLD_LABEL * rootTextScale();
  return (
    <svg
      className={styles["overlay"]}
      width={width}
      height={height}
      aria-hidden="true"
    >
      <line
        x1={x}
        x2={x}
        y1={4}
        y2={height - bottom}
        stroke="var(--ink)"
        strokeWidth="1.25"
      />
      <path
        d={`M${x} ${top - 7}h9m-3 -3l3 3l-3 3`}
        fill="none"
        stroke="var(--ink)"
      />
      <text
        x={isLate ? x - 6 : x + 14}
        y={top - 3}
        textAnchor={isLate ? "end" : "start"}
        fill="var(--ink)"
      >
        {fits ? t.scores.toTheRight : t.scores.ofId}
      </text>
    </svg>
  );
}
