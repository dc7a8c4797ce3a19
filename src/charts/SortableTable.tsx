/** A table of numbers whose columns sort its rows. */
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import styles from "./SortableTable.module.css";

export type SortableColumn = {
  key: string;
  label: string;
  /** What the number is, for those who point at its name. */
  title: string;
  format: (value: number) => string;
  /** What a first press puts on top. */
  first: "highest" | "lowest";
};

export type SortableRow = {
  key: string;
  /** Names the row. */
  name: ReactNode;
  /** Sorts the names. */
  sortName: string;
  /** One for each column; null where there is none. */
  values: readonly (number | null)[];
  /** Stands in the place of all values. */
  note?: string;
};

export type SortableTableProps = {
  caption: string;
  nameLabel: string;
  /** Columns in named groups. */
  groups: readonly { label: string; columns: readonly SortableColumn[] }[];
  rows: readonly SortableRow[];
  /** Row to be marked. */
  chosen?: string;
};

type Order = { column: number; isFalling: boolean };

export function SortableTable(props: SortableTableProps) {
  const { caption, nameLabel, groups, rows, chosen } = props;
  const [order, setOrder] = useState<Order | null>(null);
  const columns = groups.flatMap((group) => group.columns);
  const shown = order ? sorted(rows, order) : rows;

  const press = (column: number) =>
    setOrder((now) => {
      const first = columns[column]?.first !== "lowest";
      const isFalling = now?.column === column ? !now.isFalling : first;
      return { column, isFalling };
    });
  const stateOf = (column: number) =>
    order?.column !== column
      ? "none"
      : order.isFalling
        ? "descending"
        : "ascending";

  return (
    <div
      className={styles["scroller"]}
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      <table className={styles["table"]}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {groups.map(({ label, columns: own }) => (
              <th key={label} scope="colgroup" colSpan={own.length}>
                {label}
              </th>
            ))}
          </tr>
          <tr>
            <th scope="col">{nameLabel}</th>
            {columns.map(({ key, label, title }, column) => (
              <th key={key} scope="col" aria-sort={stateOf(column)}>
                <button
                  type="button"
                  title={title}
                  onClick={() => press(column)}
                >
                  {label}
                  <span className={styles["arrow"]}>
                    {order?.column === column &&
                      (order.isFalling ? (
                        <ArrowDown size={12} aria-hidden />
                      ) : (
                        <ArrowUp size={12} aria-hidden />
                      ))}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, name, values, note }) => (
            <tr key={key} data-chosen={key === chosen}>
              <th scope="row">{name}</th>
              {note === undefined ? (
                values.map((value, column) => (
                  <td key={column}>
                    {value === null ? "–" : columns[column]?.format(value)}
                  </td>
                ))
              ) : (
                <td colSpan={columns.length} className={styles["note"]}>
                  {note}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Rows without a value stay last whichever way one sorts. */
function sorted(
  rows: readonly SortableRow[],
  { column, isFalling }: Order,
): SortableRow[] {
  const valueOf = (row: SortableRow) =>
    row.note === undefined ? (row.values[column] ?? null) : null;
  return rows.toSorted((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x === null || y === null) {
      return Number(x === null) - Number(y === null);
    }
    return (isFalling ? y - x : x - y) || a.sortName.localeCompare(b.sortName);
  });
}
