/** All pairs of a sample at once: one cell for each pair of images, on a fixed colour scale. */
import {
  type CSSProperties,
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { charts as t } from "../texts/en/charts.ts";
import { ClassBand } from "./ClassBand.tsx";
import { className, classRuns } from "./classRuns.ts";
import { type MatrixKind, paintValues } from "./colorScale.ts";
import styles from "./CosineHeatmap.module.css";
import { drawPixels } from "./drawPixels.ts";
import { formatUnit } from "./format.ts";
import { type Cell, cellAt, matrixSide, movedCursor } from "./heatmapCursor.ts";
import type { ImageOrder } from "./imageOrder.ts";
import { useElementSize } from "./useElementSize.ts";

/** Room for a class band and its labels along the left and upper edge, in CSS pixels. */
const BAND = 20;
/** Side of the frame where nothing is laid out, as in tests. */
const UNMEASURED = { width: 240, height: 240 };
/** The lit cell is drawn at least this large, or nobody would find it among 96 x 96. */
const LIT_CELL = 9;

export type CosineHeatmapProps = {
  title: string;
  /** Images, so that there are n x n cells. */
  n: number;
  /** [n, n] row major; null before the first ones arrive, and where there are none. */
  cosines: Float32Array | null;
  /** Stands in the place of the map while there is none. */
  emptyText?: string;
  /** [n], class of each image. */
  labels: Uint8Array;
  /** [n], which image of the sample stands at each place, where that is not the place itself. */
  order?: ImageOrder | undefined;
  classNames: readonly string[];
  kind: MatrixKind;
  /** The lit cell; owned by the caller, so that several maps can share it. */
  cursor: Cell | null;
  onCursor: (cell: Cell | null) => void;
  /** A press, or Enter, on a cell. */
  onChoose?: ((cell: Cell) => void) | undefined;
  ariaLabel: string;
};

export const CosineHeatmap = memo(function CosineHeatmap({
  title,
  n,
  cosines,
  emptyText = t.heatmap.none,
  labels,
  order,
  classNames,
  kind,
  cursor,
  onCursor,
  onChoose,
  ariaLabel,
}: CosineHeatmapProps) {
  const [frame, size] = useElementSize(UNMEASURED);
  const [hasFocus, setHasFocus] = useState(false);
  const runs = useMemo(() => classRuns(labels), [labels]);
  const room = size.width - BAND;
  const side = matrixSide(room, cosines ? n : 0, devicePixelRatio);
  const place: CSSProperties = {
    left: BAND,
    top: BAND,
    width: side,
    height: side,
  };

  const handleKeyDown = (event: KeyboardEvent) => {
    if (onChoose && cursor && event.key === "Enter") {
      event.preventDefault();
      onChoose(cursor);
      return;
    }
    const next = movedCursor(cursor, event.key, event.shiftKey, labels);
    if (next === undefined) return;
    event.preventDefault();
    onCursor(next);
  };
  const handlePointer = (event: PointerEvent): Cell => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    const cell = cellAt(x, y, n);
    if (cell.row !== cursor?.row || cell.column !== cursor.column) {
      onCursor(cell);
    }
    return cell;
  };
  // A finger leaves when it is lifted, which is just when one wants to look.
  const handleLeave = (event: PointerEvent) => {
    if (event.pointerType !== "touch") onCursor(null);
  };

  return (
    <div className={styles["heatmap"]}>
      <h4 className={styles["title"]}>{title}</h4>
      <div
        ref={frame}
        className={styles["frame"]}
        style={{ height: side + BAND }}
      >
        {cosines ? (
          <>
            <ClassBand edge="top" {...{ runs, n, side, classNames }} />
            <ClassBand edge="left" {...{ runs, n, side, classNames }} />
            <div
              className={styles["map"]}
              style={place}
              role="application"
              aria-roledescription={t.heatmap.name}
              aria-label={(onChoose ? t.heatmap.keysAndKeep : t.heatmap.keys)(
                ariaLabel,
              )}
              tabIndex={0}
              onKeyDown={handleKeyDown}
              onPointerDown={(event) => {
                const cell = handlePointer(event);
                if (event.button === 0) onChoose?.(cell);
              }}
              onPointerMove={handlePointer}
              onPointerLeave={handleLeave}
              onFocus={() => setHasFocus(true)}
              onBlur={() => setHasFocus(false)}
            >
              <MatrixCanvas {...{ n, cosines, kind, ariaLabel }} />
              {cursor && <LitCell cursor={cursor} n={n} side={side} />}
              <span className={styles["announcement"]} aria-live="polite">
                {hasFocus && cursor
                  ? cellInWords(cursor, n, cosines, labels, order, classNames)
                  : ""}
              </span>
            </div>
          </>
        ) : (
          <div className={styles["empty"]} style={place}>
            {emptyText}
          </div>
        )}
      </div>
    </div>
  );
});

/** The pixels alone, so that moving the cursor does not draw them again. */
const MatrixCanvas = memo(function MatrixCanvas({
  n,
  cosines,
  kind,
  ariaLabel,
}: Pick<CosineHeatmapProps, "n" | "kind" | "ariaLabel"> & {
  cosines: Float32Array;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) {
      drawPixels(canvas.current, n, n, paintValues(kind, cosines));
    }
  }, [n, cosines, kind]);
  return (
    <canvas
      ref={canvas}
      className={styles["canvas"]}
      role="img"
      aria-label={ariaLabel}
    />
  );
});

function LitCell({
  cursor,
  n,
  side,
}: {
  cursor: Cell;
  n: number;
  side: number;
}) {
  const step = side / n;
  const middle = {
    x: (cursor.column + 0.5) * step,
    y: (cursor.row + 0.5) * step,
  };
  const lit = Math.max(LIT_CELL, step + 4);
  const line = Math.max(1, Math.min(2, step));
  return (
    <>
      <span
        className={styles["crosshair"]}
        style={{ left: 0, width: side, top: middle.y - line / 2, height: line }}
      />
      <span
        className={styles["crosshair"]}
        style={{ top: 0, height: side, left: middle.x - line / 2, width: line }}
      />
      <span
        className={styles["cell"]}
        style={{
          left: middle.x - lit / 2,
          top: middle.y - lit / 2,
          width: lit,
          height: lit,
        }}
      />
    </>
  );
}

function cellInWords(
  { row, column }: Cell,
  n: number,
  cosines: Float32Array,
  labels: Uint8Array,
  order: ImageOrder | undefined,
  classNames: readonly string[],
): string {
  const name = (place: number) =>
    `${className(classNames, labels[place])} ${(order?.[place] ?? place) + 1}`;
  const value = formatUnit(cosines[row * n + column] ?? null);
  return `${t.heatmap.pair(name(row), name(column))}: ${value}`;
}
