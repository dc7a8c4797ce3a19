/** Which class was taken for which: a grid of counts that arrow keys and pointer move over. */
import { type CSSProperties, type KeyboardEvent, memo, useRef } from "react";
import { accuracy as t } from "../texts/en/accuracy.ts";
import styles from "./ConfusionMatrix.module.css";
import { formatCount, formatPercent } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";

export type ConfusionMatrixProps = {
  /** Titles of the classes, in order. */
  classes: readonly string[];
  /** [classes, classes] row major; row: true class, column: predicted class. */
  counts: readonly number[];
  cursor: Cell;
  onCursor: (cell: Cell) => void;
  label: string;
};

const MOVES: Readonly<Record<string, Cell>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
  Home: { row: 0, column: -Infinity },
  End: { row: 0, column: Infinity },
};

export const ConfusionMatrix = memo(function ConfusionMatrix(
  props: ConfusionMatrixProps,
) {
  const { classes, counts, cursor, onCursor, label } = props;
  const table = useRef<HTMLTableElement>(null);
  const k = classes.length;
  const countAt = (row: number, column: number) =>
    counts[row * k + column] ?? 0;

  const handleKey = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const within = (at: number) => Math.max(0, Math.min(k - 1, at));
    const next = {
      row: within(cursor.row + move.row),
      column: within(cursor.column + move.column),
    };
    onCursor(next);
    table.current
      ?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)
      ?.focus();
  };

  return (
    <div className={styles["scroller"]}>
      <table
        ref={table}
        className={styles["matrix"]}
        role="grid"
        aria-label={label}
        onKeyDown={handleKey}
      >
        <thead>
          <tr>
            <th scope="col">
              {t.confusion.axes.rows} <span aria-hidden="true">↓</span>,{" "}
              {t.confusion.axes.columns} <span aria-hidden="true">→</span>
            </th>
            {classes.map((name, column) => (
              <th key={name} scope="col" title={name} aria-label={name}>
                {column + 1}
              </th>
            ))}
            <th scope="col">{t.confusion.right}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map((name, row) => {
            const own = classes.map((_, column) => countAt(row, column));
            const total = own.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={name}>
                <th scope="row">
                  {row + 1} {name}
                </th>
                {own.map((count, column) => {
                  const isChosen =
                    cursor.row === row && cursor.column === column;
                  const share = total > 0 ? count / total : 0;
                  return (
                    <td
                      key={column}
                      data-cell={`${row} ${column}`}
                      data-diagonal={row === column}
                      role="gridcell"
                      aria-selected={isChosen}
                      tabIndex={isChosen ? 0 : -1}
                      aria-label={t.confusion.cell(
                        formatCount(count),
                        name,
                        classes[column] ?? "",
                      )}
                      style={{ "--share": share.toFixed(3) } as CSSProperties}
                      onClick={() => onCursor({ row, column })}
                    >
                      {formatCount(count)}
                    </td>
                  );
                })}
                <td className={styles["recall"]} role="gridcell">
                  {total === 0
                    ? "–"
                    : formatPercent((own[row] ?? 0) / total, 0)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
