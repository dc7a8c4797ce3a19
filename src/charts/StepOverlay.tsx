/** What lies over the curves of one panel: their names at their ends, reference lines, marked steps, dots under the pointer. */
import { axisPlace, type AxisScale } from "./axisScale.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import { spreadLabels } from "./labelPlaces.ts";
import type { PlotMargins } from "./plotGeometry.ts";
import { SeriesMarker } from "./SeriesKey.tsx";
import type { StepLine, StepRow } from "./StepPlot.tsx";
import styles from "./StepPanels.module.css";

/** A change made in mid-run. */
export type StepMark = { step: number; label: string };
/** A value to reach, drawn over the whole width. */
export type StepReference = { value: number; label: string; role: SeriesRole };

/** Least distance between two labels, in pixels. */
const LINE_HEIGHT = 14;
/** Least distance between the labels of two marks, in pixels. */
const MARK_WIDTH = 90;

export function StepOverlay({
  rows,
  lines,
  width,
  height,
  margins,
  stepDomain,
  scale,
  isStepAxisShown,
  areMarksNamed,
  marks,
  reference,
  cursorRow,
  shownStep,
}: {
  rows: readonly StepRow[];
  lines: readonly StepLine[];
  width: number;
  height: number;
  margins: PlotMargins;
  stepDomain: readonly [number, number];
  scale: AxisScale;
  isStepAxisShown: boolean;
  areMarksNamed: boolean;
  marks: readonly StepMark[];
  reference: StepReference | null;
  /** The row under the pointer, or the one that a time line is at. */
  cursorRow: StepRow | null;
  /** Where a time line is. */
  shownStep: number | null;
}) {
  const area = {
    left: margins.left,
    right: Math.max(margins.left + 1, width - margins.right),
    top: margins.top,
    bottom: height - (isStepAxisShown ? margins.bottom : margins.bottomBare),
  };
  const [from, to] = stepDomain;
  const x = (step: number) =>
    area.left + ((step - from) / (to - from)) * (area.right - area.left);
  const y = (value: number) =>
    area.bottom - axisPlace(scale, value) * (area.bottom - area.top);
  const isInside = (step: number) => step >= from && step <= to;
  const clampY = (at: number) => Math.max(area.top, Math.min(area.bottom, at));

  const ends = lines.flatMap((line) => {
    if (line.isRaw) return [];
    const row = rows.findLast(
      (row) => isInside(row.step) && typeof row[line.key] === "number",
    );
    const value = row?.[line.key];
    if (!row || typeof value !== "number") return [];
    return [{ line, x: x(row.step), y: clampY(y(value)) }];
  });
  const labelYs = spreadLabels(
    ends.map((end) => end.y),
    LINE_HEIGHT,
    [area.top + 2, area.bottom - 2],
  );

  const seen = marks.filter(({ step }) => isInside(step));
  const named = areMarksNamed ? namedMarks(seen, x) : new Set<StepMark>();
  const referenceY = reference ? y(reference.value) : Number.NaN;
  const isReferenceHigh = referenceY < area.top + LINE_HEIGHT;

  return (
    <svg
      className={styles["overlay"]}
      width={width}
      height={height}
      aria-hidden="true"
    >
      {seen.map((mark) => {
        const { step, label } = mark;
        const at = x(step);
        const isLate = at > (area.left + area.right) / 2;
        return (
          <g key={`${step} ${label}`}>
            <line
              x1={at}
              x2={at}
              y1={area.top}
              y2={area.bottom}
              stroke="var(--ink-faint)"
              strokeDasharray="1 3"
            />
            {named.has(mark) && (
              <text
                x={isLate ? at - 4 : at + 4}
                y={area.top + 9}
                textAnchor={isLate ? "end" : "start"}
                fill="var(--ink-faint)"
              >
                {label}
              </text>
            )}
          </g>
        );
      })}
      {shownStep !== null && isInside(shownStep) && (
        <line
          x1={x(shownStep)}
          x2={x(shownStep)}
          y1={area.top}
          y2={area.bottom}
          stroke="var(--accent)"
          strokeWidth="1.5"
        />
      )}
      {reference && Number.isFinite(referenceY) && (
        <g>
          <line
            x1={area.left}
            x2={area.right}
            y1={referenceY}
            y2={referenceY}
            stroke={SERIES[reference.role].color}
            strokeWidth="1.5"
            strokeDasharray={SERIES[reference.role].dash}
          />
          <text
            x={area.left + 4}
            y={isReferenceHigh ? referenceY + 13 : referenceY - 5}
            fill={SERIES[reference.role].color}
          >
            {reference.label}
          </text>
        </g>
      )}
      {ends.map(({ line, x: endX, y: endY }, i) => {
        const labelY = labelYs[i] ?? endY;
        return (
          <g key={line.key}>
            {Math.abs(labelY - endY) > 2 && (
              <line
                x1={endX + 2}
                y1={endY}
                x2={endX + 8}
                y2={labelY}
                stroke={SERIES[line.role].color}
                strokeWidth="0.75"
              />
            )}
            <SeriesMarker role={line.role} x={endX} y={endY} />
            <text
              x={endX + 10}
              y={labelY}
              dominantBaseline="central"
              fill={SERIES[line.role].color}
            >
              {line.label ?? SERIES[line.role].label}
            </text>
          </g>
        );
      })}
      {cursorRow &&
        lines.map(({ key, role }) => {
          const value = cursorRow[key];
          if (typeof value !== "number" || !isInside(cursorRow.step)) {
            return null;
          }
          return (
            <SeriesMarker
              key={key}
              role={role}
              x={x(cursorRow.step)}
              y={clampY(y(value))}
            />
          );
        })}
    </svg>
  );
}

/** The marks whose labels do not run into the one before. */
function namedMarks(
  marks: readonly StepMark[],
  x: (step: number) => number,
): Set<StepMark> {
  const named = new Set<StepMark>();
  let lastX = -Infinity;
  for (const mark of marks) {
    const at = x(mark.step);
    if (at - lastX < MARK_WIDTH) continue;
    named.add(mark);
    lastX = at;
  }
  return named;
}
