/** Panels above each other that share one step axis, one pointer and one zoom; exact values stand in the line on top of each. */
import { Undo2, ZoomIn, ZoomOut } from "lucide-react";
import { type CSSProperties, useMemo, useState } from "react";
import { charts as t } from "../texts/en/charts.ts";
import { type AxisScale, stepTicks, withFittingTicks } from "./axisScale.ts";
import { SERIES } from "./colorScale.ts";
import { formatCount } from "./format.ts";
import { rootTextScale, stepMargins } from "./plotGeometry.ts";
import { AxisCursor } from "./AxisCursor.tsx";
import {
  type StepMark,
  StepOverlay,
  type StepReference,
} from "./StepOverlay.tsx";
import styles from "./StepPanels.module.css";
import { type StepLine, StepPlot, type StepRow } from "./StepPlot.tsx";
import { useElementSize } from "./useElementSize.ts";
import { zoomedBy } from "./zoomRange.ts";

/** Height of the line on top of a panel at the page's usual text size, in CSS pixels; 1.25 rem in the style sheet. */
const LINE_HEIGHT = 20;
const UNMEASURED = { width: 600, height: 280 };

export type StepPanel = {
  /** None where the lines' own names say it all. */
  title?: string;
  /** Of all its values; different in each panel. */
  unit: string;
  lines: readonly StepLine[];
  /** Axis for the values of the rows that are in view. */
  scaleOf: (rows: readonly StepRow[]) => AxisScale;
  /** Share of the height, relative to the other panels. */
  share: number;
  /** A value as the readout gives it, and as the axis gives it. */
  formatValue: (value: number | null) => string;
  formatTick?: (value: number) => string;
  reference?: StepReference | null;
};

export type StepPanelsProps = {
  rows: readonly StepRow[];
  panels: readonly StepPanel[];
  /** Steps of the whole run: the axis ends there from the start. */
  totalSteps: number;
  marks: readonly StepMark[];
  /** The row that a time line is at, whose values are read out while nobody points at another; absent: the last one. */
  shownRow?: StepRow | null;
  /** Where the time line is, if not at that row; absent: nowhere. */
  shownStep?: number | null;
  hasDots: boolean;
  isZoomable: boolean;
  /** Name of the keyboard cursor. */
  label: string;
  /** What to say while there are no rows. */
  emptyText: string;
  leastHeight: number;
};

export function StepPanels({
  rows,
  panels,
  totalSteps,
  marks,
  shownRow = null,
  shownStep = shownRow?.step ?? null,
  hasDots,
  isZoomable,
  label,
  emptyText,
  leastHeight,
}: StepPanelsProps) {
  const [stack, size] = useElementSize(UNMEASURED);
  const [cursorStep, setCursorStep] = useState<number | null>(null);
  const [zoom, setZoom] = useState<readonly [number, number] | null>(null);

  const textScale = rootTextScale();
  const margins = useMemo(() => stepMargins(textScale), [textScale]);

  const lastStep = rows.at(-1)?.step ?? 0;
  const high = Math.max(1, totalSteps, lastStep);
  const full = useMemo(() => [0, high] as const, [high]);
  // A zoom that lies beyond the end of a new, shorter run is no longer meant.
  const domain = zoom && zoom[0] < high ? zoom : full;
  const ticks = useMemo(
    () => stepTicks(domain, size.width - margins.left - margins.right),
    [domain, size.width, margins],
  );
  const seen = useMemo(
    () => rows.filter(({ step }) => step >= domain[0] && step <= domain[1]),
    [rows, domain],
  );
  const steps = useMemo(() => seen.map(({ step }) => step), [seen]);
  const cursorRow = rows.find(({ step }) => step === cursorStep) ?? null;
  const readRow = cursorRow ?? shownRow ?? rows.at(-1) ?? null;
  const stepText = readRow ? formatCount(readRow.step) : "–";

  const shares = panels.reduce((sum, { share }) => sum + share, 0);
  const extras = margins.bottom - margins.bottomBare;
  const room = Math.max(
    45 * panels.length,
    size.height - LINE_HEIGHT * textScale * panels.length - extras,
  );
  const scales = useMemo(
    () =>
      panels.map(({ scaleOf, share }) =>
        withFittingTicks(
          scaleOf(seen),
          (room * share) / shares - margins.top - margins.bottomBare,
        ),
      ),
    [panels, seen, room, shares, margins],
  );
  const zoomTo = (range: readonly [number, number] | null) =>
    setZoom(range && zoomedBy(range, 1, null, high));
  const zoomBy = (factor: number) =>
    setZoom(zoomedBy(domain, factor, cursorStep, high));

  return (
    <div
      className={styles["panels"]}
      style={{ "--least-height": `${leastHeight}px` } as CSSProperties}
    >
      <div ref={stack} className={styles["stack"]}>
        <div className={styles["drawn"]}>
          {panels.map((panel, i) => {
            const isLast = i === panels.length - 1;
            const scale = scales[i];
            if (!scale) return null;
            const height = Math.floor(
              (room * panel.share) / shares + (isLast ? extras : 0),
            );
            const plot = {
              rows,
              lines: panel.lines,
              width: size.width,
              height,
              margins,
              stepDomain: domain,
              scale,
              isStepAxisShown: isLast,
            };
            return (
              <div key={panel.unit} className={styles["panel"]}>
                <div
                  className={styles["line"]}
                  data-zoomable={isZoomable && i === 0}
                >
                  {panel.title && (
                    <h4 className={styles["title"]}>{panel.title}</h4>
                  )}
                  <dl className={styles["values"]}>
                    {readoutValues(panel, readRow).map(({ line, text }) => (
                      <div key={line.key}>
                        <dt style={{ color: SERIES[line.role].color }}>
                          {line.label ?? SERIES[line.role].label}
                        </dt>
                        <dd>{text}</dd>
                      </div>
                    ))}
                  </dl>
                  <p className={styles["unit"]}>{panel.unit}</p>
                </div>
                <div className={styles["plot"]} style={{ height }}>
                  <StepPlot
                    {...plot}
                    stepTicks={ticks}
                    hasDots={hasDots}
                    {...(panel.formatTick
                      ? { formatValue: panel.formatTick }
                      : {})}
                  />
                  <StepOverlay
                    {...plot}
                    areMarksNamed={i === 0}
                    marks={marks}
                    reference={panel.reference ?? null}
                    cursorRow={cursorRow ?? shownRow}
                    shownStep={shownStep}
                  />
                </div>
              </div>
            );
          })}
          <p
            className={styles["step"]}
            style={{ width: margins.right, height: margins.bottom }}
          >
            {t.step} <b>{stepText}</b>
          </p>
          {rows.length > 0 ? (
            <AxisCursor
              places={steps}
              domain={domain}
              place={cursorRow ? cursorStep : null}
              onPlace={setCursorStep}
              onZoom={isZoomable ? zoomTo : undefined}
              onZoomBy={isZoomable ? zoomBy : undefined}
              label={label}
              valueText={`${t.stepIs(stepText)}: ${panels.map((panel) => panelInWords(panel, readRow)).join(", ")}`}
              left={margins.left}
              right={Math.max(margins.left + 1, size.width - margins.right)}
            />
          ) : (
            <p className={styles["waiting"]}>{emptyText}</p>
          )}
          {isZoomable && (
            <div className={styles["zoom"]}>
              <button
                type="button"
                aria-label={t.zoomIn}
                title={t.zoomIn}
                disabled={rows.length === 0}
                onClick={() => zoomBy(0.5)}
              >
                <ZoomIn aria-hidden />
              </button>
              <button
                type="button"
                aria-label={t.zoomOut}
                title={t.zoomOut}
                disabled={zoom === null}
                onClick={() => zoomBy(2)}
              >
                <ZoomOut aria-hidden />
              </button>
              <button
                type="button"
                aria-label={t.resetZoom}
                title={t.resetZoom}
                disabled={zoom === null}
                onClick={() => setZoom(null)}
              >
                <Undo2 aria-hidden />
              </button>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** The exact values of one row, line by line, without the smoothed copies. */
function readoutValues(
  { lines, formatValue }: StepPanel,
  row: StepRow | null,
): { line: StepLine; text: string }[] {
  return lines
    .filter((line) => !line.isRaw)
    .map((line) => ({
      line,
      text: formatValue(row?.[line.exactKey ?? line.key] ?? null),
    }));
}

function panelInWords(panel: StepPanel, row: StepRow | null): string {
  const values = readoutValues(panel, row).map(
    ({ line, text }) => `${line.label ?? SERIES[line.role].label} ${text}`,
  );
  return [panel.title, values.join(", ")].filter(Boolean).join(" ");
}
