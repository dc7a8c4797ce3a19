/** Scores of known and foreign images of one network, with the threshold that divides them and that can be moved. */
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useId,
  useMemo,
  useRef,
} from "react";
import { ood as t } from "../texts/en/ood.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import { formatPercent, formatTick } from "./format.ts";
import { rootTextScale } from "./plotGeometry.ts";
import { scoreDecimals } from "./rocCurve.ts";
import { scoreBins, stairPath } from "./scoreBins.ts";
import styles from "./ScoreHistogram.module.css";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

const UNMEASURED = { width: 320, height: 150 };
const MARGIN = { left: 6, right: 6, top: 18, bottom: 20 };
/** Steps of the keyboard over the whole axis. */
const KEY_STEPS = 200;
const KEY_MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

export type ScoreHistogramProps = {
  network: SeriesRole;
  id: ArrayLike<number>;
  ood: ArrayLike<number>;
  /** The hue of the foreign images. */
  oodRole: "near" | "far";
  threshold: number;
  onThreshold: (threshold: number) => void;
  /** What the threshold does here, in words. */
  valueText: string;
  /** Whether its threshold is the one that was set, and the others follow it. */
  isLeading: boolean;
};

export const ScoreHistogram = memo(function ScoreHistogram(
  props: ScoreHistogramProps,
) {
  const { network, id, ood, oodRole, threshold, onThreshold } = props;
  const [frame, { width, height }] = useElementSize(UNMEASURED);
  const slider = useRef<HTMLDivElement>(null);
  const hatch = useId();
  const bins = useMemo(() => scoreBins(id, ood), [id, ood]);
  const decimals = useMemo(() => scoreDecimals(id), [id]);
  const [low, high] = bins.domain;
  const scale = rootTextScale();
  const top = MARGIN.top * scale;
  const floor = height - MARGIN.bottom * scale;
  const inner = Math.max(1, width - MARGIN.left - MARGIN.right);
  const xOf = (score: number) =>
    MARGIN.left +
    Math.max(0, Math.min(1, (score - low) / (high - low))) * inner;
  const xOfBin = (bin: number) => MARGIN.left + (bin / bins.id.length) * inner;
  const yOf = (share: number) => floor - (share / bins.highest) * (floor - top);

  const setFrom = (event: PointerEvent) => {
    const box = slider.current?.getBoundingClientRect();
    if (!box) return;
    const place = (event.clientX - box.left - MARGIN.left) / inner;
    onThreshold(low + Math.max(0, Math.min(1, place)) * (high - low));
  };
  const handleKey = (event: KeyboardEvent) => {
    const by = KEY_MOVES[event.key];
    const next =
      event.key === "Home"
        ? low
        : event.key === "End"
          ? high
          : by === undefined
            ? null
            : threshold + (by / KEY_STEPS) * (high - low);
    if (next === null) return;
    event.preventDefault();
    onThreshold(Math.max(low, Math.min(high, next)));
  };

  const x = xOf(threshold);
  const isLate = x > width / 2;
  const { color } = SERIES[oodRole];
  return (
    <div className={styles["histogram"]} data-leading={props.isLeading}>
      <div ref={frame} className={styles["frame"]}>
        <svg width={width} height={height} aria-hidden="true">
          <defs>
            <pattern
              id={hatch}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <line y2="5" stroke={color} strokeWidth="1.5" />
            </pattern>
          </defs>
          <line
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={floor}
            y2={floor}
            stroke="var(--rule-strong)"
          />
          <path
            d={stairPath(bins.id, xOfBin, yOf)}
            fill="var(--series-id)"
            fillOpacity="0.16"
            stroke="var(--series-id)"
            strokeWidth="1.5"
          />
          <path
            d={stairPath(bins.ood, xOfBin, yOf)}
            fill={`url(#${hatch})`}
            fillOpacity="0.45"
            stroke={color}
            strokeWidth="1.5"
            strokeDasharray={SERIES[oodRole].dash}
          />
          {bins.ticks.map((tick) => (
            <text
              key={tick}
              x={xOf(tick)}
              y={height - 4 * scale}
              textAnchor={
                xOf(tick) < 20
                  ? "start"
                  : xOf(tick) > width - 20
                    ? "end"
                    : "middle"
              }
            >
              {formatTick(tick)}
            </text>
          ))}
          <line
            x1={x}
            x2={x}
            y1={2}
            y2={floor}
            stroke="var(--ink)"
            strokeWidth={props.isLeading ? 2 : 1.25}
          />
          <path
            d={`M${x} ${top - 9}h9m-3 -3l3 3l-3 3`}
            fill="none"
            stroke="var(--ink)"
          />
          <text
            className={styles["passing"]}
            x={isLate ? x - 5 : x + 14}
            y={top - 5}
            textAnchor={isLate ? "end" : "start"}
          >
            {t.separation.letIn}
          </text>
          <SeriesMarker role={network} x={x} y={floor} />
        </svg>
        <div
          ref={slider}
          className={styles["slider"]}
          role="slider"
          tabIndex={0}
          aria-label={t.separation.thresholdOf(SERIES[network].label)}
          aria-valuemin={low}
          aria-valuemax={high}
          aria-valuenow={Math.max(low, Math.min(high, threshold))}
          aria-valuetext={`${threshold.toFixed(decimals)}: ${props.valueText}`}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setFrom(event);
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) {
              setFrom(event);
            }
          }}
          onKeyDown={handleKey}
        />
      </div>
      <p className={styles["scale"]} aria-hidden="true">
        {t.separation.highestBin(formatPercent(bins.highest, 0))}
      </p>
    </div>
  );
});
