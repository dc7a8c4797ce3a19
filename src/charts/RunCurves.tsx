/** One measure of several runs over their steps, each curve with its run's name and value at its end. */
import { memo, useMemo, useState } from "react";
import { charts as t } from "../texts/en/charts.ts";
import {
  axisPlace,
  stepTicks,
  withFittingTicks,
  type AxisScale,
} from "./axisScale.ts";
import { AxisCursor } from "./AxisCursor.tsx";
import { SERIES } from "./colorScale.ts";
import { formatCount } from "./format.ts";
import { spreadLabels } from "./labelPlaces.ts";
import { rootTextScale } from "./plotGeometry.ts";
import { allSteps, curvePath, valueAt, type RunCurve } from "./runCurve.ts";
import styles from "./RunCurves.module.css";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

export type RunCurvesProps = {
  curves: readonly RunCurve[];
  /** Step at which values are read out until the cursor is at another; null: the last of each. */
  shownStep?: number | null;
  /** Axis for the values of all curves. */
  scaleOf: (values: Iterable<number>) => AxisScale;
  formatValue: (value: number | null) => string;
  formatTick: (value: number) => string;
  /** Names the keyboard cursor. */
  label: string;
  emptyText: string;
};

const UNMEASURED = { width: 420, height: 220 };
/** At the page's usual text size, in CSS pixels. */
const MARGIN = { left: 44, top: 8, bottom: 22 };
/** Names need this much beside a curve; a plot that would be left with less than twice that has short names. */
const LABEL_WIDTH = 172;
const SHORT_LABEL_WIDTH = 84;
/** Least distance between two labels. */
const LINE_HEIGHT = 15;

export const RunCurves = memo(function RunCurves({
  curves,
  shownStep = null,
  scaleOf,
  formatValue,
  formatTick,
  label,
  emptyText,
}: RunCurvesProps) {
  const [frame, { width, height }] = useElementSize(UNMEASURED);
  const [cursor, setCursor] = useState<number | null>(null);
  const text = rootTextScale();
  const hasRoom = width > 3 * LABEL_WIDTH * text;
  const area = {
    left: MARGIN.left * text,
    right: width - (hasRoom ? LABEL_WIDTH : SHORT_LABEL_WIDTH) * text,
    top: MARGIN.top * text,
    bottom: height - MARGIN.bottom * text,
  };
  const steps = useMemo(() => allSteps(curves), [curves]);
  const domain = useMemo(
    () => [0, Math.max(1, steps.at(-1) ?? 1)] as const,
    [steps],
  );
  const inner = area.bottom - area.top;
  const scale = useMemo(
    () =>
      withFittingTicks(
        scaleOf(curves.flatMap(({ values }) => Array.from(values))),
        inner,
      ),
    [curves, scaleOf, inner],
  );
  const xOf = (step: number) =>
    area.left + (step / domain[1]) * (area.right - area.left);
  const yOf = (value: number) => area.bottom - axisPlace(scale, value) * inner;

  const ends = curves.flatMap((curve) => {
    const lastStep = curve.steps[curve.steps.length - 1];
    if (lastStep === undefined) return [];
    const step = cursor ?? Math.min(shownStep ?? lastStep, lastStep);
    const value = valueAt(curve, step);
    const end = valueAt(curve, lastStep);
    const at = value ?? end;
    const y = at === null ? area.bottom : yOf(at);
    return [
      {
        curve,
        value,
        x: xOf(Math.min(step, lastStep)),
        y: Number.isFinite(y)
          ? Math.max(area.top, Math.min(area.bottom, y))
          : area.bottom,
      },
    ];
  });
  const labelYs = spreadLabels(
    ends.map(({ y }) => y),
    LINE_HEIGHT * text,
    [area.top + 2, area.bottom - 2],
  );
  const chosen = cursor ?? shownStep;
  const readStep = chosen ?? steps.at(-1) ?? 0;
  const words = ends
    .map(({ curve, value }) => `${curve.label} ${formatValue(value)}`)
    .join(", ");

  return (
    <div ref={frame} className={styles["frame"]}>
      <div className={styles["drawn"]}>
        {steps.length === 0 ? (
          <p className={styles["empty"]}>{emptyText}</p>
        ) : (
          <>
            <svg width={width} height={height} aria-hidden="true">
              {scale.ticks.map((tick) => (
                <g key={tick}>
                  <line
                    {...{ x1: area.left, x2: area.right }}
                    {...{ y1: yOf(tick), y2: yOf(tick) }}
                    stroke="var(--grid)"
                  />
                  <text x={area.left - 6} y={yOf(tick) + 4} textAnchor="end">
                    {formatTick(tick)}
                  </text>
                </g>
              ))}
              <line
                {...{ x1: area.left, x2: area.right }}
                {...{ y1: area.bottom, y2: area.bottom }}
                stroke="var(--rule-strong)"
              />
              {stepTicks(domain, area.right - area.left).map((tick) => (
                <text
                  key={tick}
                  x={xOf(tick)}
                  y={height - 5 * text}
                  textAnchor="middle"
                >
                  {formatCount(tick)}
                </text>
              ))}
              <text x={width - 2} y={height - 5 * text} textAnchor="end">
                {chosen === null ? t.steps : t.stepIs(formatCount(chosen))}
              </text>
              {shownStep !== null && shownStep <= domain[1] && (
                <line
                  {...{ x1: xOf(shownStep), x2: xOf(shownStep) }}
                  {...{ y1: area.top, y2: area.bottom }}
                  stroke="var(--rule-strong)"
                  strokeDasharray="2 3"
                />
              )}
              {curves.map((curve) => (
                <path
                  key={curve.role}
                  d={curvePath(curve, xOf, yOf)}
                  fill="none"
                  stroke={SERIES[curve.role].color}
                  strokeWidth="1.75"
                  strokeLinejoin="round"
                  strokeDasharray={SERIES[curve.role].dash}
                />
              ))}
              {ends.map(({ curve, value, x, y }, i) => {
                const { color } = SERIES[curve.role];
                const labelY = labelYs[i] ?? y;
                return (
                  <g key={curve.role}>
                    <path
                      d={`M${x} ${y}L${area.right + 4} ${labelY}`}
                      fill="none"
                      stroke={color}
                      strokeWidth="0.75"
                      opacity={chosen === null ? 0.7 : 0.3}
                    />
                    {chosen !== null && value !== null && (
                      <SeriesMarker role={curve.role} x={x} y={y} />
                    )}
                    <SeriesMarker
                      role={curve.role}
                      x={area.right + 8}
                      y={labelY}
                    />
                    <text
                      className={styles["label"]}
                      x={area.right + 15}
                      y={labelY}
                      dominantBaseline="central"
                      style={{ fill: color }}
                    >
                      {`${hasRoom ? curve.label : curve.shortLabel} `}
                      <tspan className={styles["value"]}>
                        {formatValue(value)}
                      </tspan>
                    </text>
                  </g>
                );
              })}
            </svg>
            <AxisCursor
              places={steps}
              domain={domain}
              place={cursor}
              onPlace={setCursor}
              label={label}
              valueText={`${t.stepIs(formatCount(readStep))}: ${words}`}
              left={area.left}
              right={Math.max(area.left + 1, area.right)}
            />
          </>
        )}
      </div>
    </div>
  );
});
