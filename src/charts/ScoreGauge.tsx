/** One image's score among those of known images, and the threshold below which it counts as foreign. */
import { scoreGauge as t } from "../texts/en/scoreGauge.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import { formatPercent, formatUnit } from "./format.ts";
import { scoreBins, stairPath } from "./scoreBins.ts";
import { SeriesMarker } from "./SeriesKey.tsx";
import styles from "./ScoreGauge.module.css";

const WIDTH = 320;
const HEIGHT = 72;
const BASE = 52;
const PAD = 8;

export type ScoreGaugeProps = {
  role: Extract<SeriesRole, "teacher" | "student">;
  score: number;
  /** Of held-out known images. */
  idScores: ArrayLike<number>;
  threshold: number;
};

/** Share of the known images that score lower. */
export function shareBelow(scores: ArrayLike<number>, score: number): number {
  let below = 0;
  for (let i = 0; i < scores.length; i++) if (scores[i]! < score) below++;
  return scores.length === 0 ? 0 : below / scores.length;
}

export function ScoreGauge(props: ScoreGaugeProps) {
  const { role, score, idScores, threshold } = props;
  const bins = scoreBins(idScores, [score, threshold]);
  const [low, high] = bins.domain;
  const count = bins.id.length;
  const highest = Math.max(...bins.id, 1 / count);
  const xOf = (value: number) =>
    PAD + ((WIDTH - 2 * PAD) * (value - low)) / (high - low);
  const path = stairPath(
    bins.id,
    (bin) => PAD + ((WIDTH - 2 * PAD) * bin) / count,
    (share) => BASE - (BASE - 14) * (share / highest),
  );
  const isKnown = score >= threshold;
  const verdict = t.verdicts[isKnown ? "known" : "foreign"];
  const below = formatPercent(shareBelow(idScores, score), 0);
  const words = t.words(formatUnit(score), formatUnit(threshold), below);
  const at = xOf(score);
  const edge = xOf(threshold);
  return (
    <div className={styles["gauge"]}>
      <p className={styles["verdict"]} data-known={isKnown}>
        <span aria-hidden="true">{isKnown ? "✓" : "✕"}</span>{" "}
        {t.countsAs(verdict)}
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${SERIES[role].label}: ${t.soItCountsAs(words, verdict)}`}
      >
        <path d={path} className={styles["known"]} />
        <line
          className={styles["axis"]}
          x1={PAD}
          x2={WIDTH - PAD}
          y1={BASE}
          y2={BASE}
        />
        <line
          className={styles["threshold"]}
          x1={edge}
          x2={edge}
          y1={6}
          y2={BASE + 4}
        />
        <text
          x={edge}
          y={HEIGHT - 6}
          textAnchor={
            edge > WIDTH - 70 ? "end" : edge < 70 ? "start" : "middle"
          }
        >
          {t.threshold}
        </text>
        <line
          x1={at}
          x2={at}
          y1={8}
          y2={BASE}
          stroke={SERIES[role].color}
          strokeWidth={2}
        />
        <SeriesMarker role={role} x={at} y={8} />
      </svg>
      <p className={styles["words"]} aria-hidden="true">
        {words}
      </p>
    </div>
  );
}
