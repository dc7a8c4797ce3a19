import { figure as t } from "../texts/en/figure.ts";
import styles from "./ChartFigure.module.css";
import { formatLoss } from "./format.ts";

export type TableData = {
  columns: string[];
  /** One cell for each column; the first names the row. */
  rows: (string | number)[][];
};

/** Whole numbers are steps and counts and stay whole; others get about four significant digits. */
function cellText(cell: string | number): string {
  if (typeof cell === "string") return cell;
  return Number.isInteger(cell) ? String(cell) : formatLoss(cell);
}

/** The numbers behind a chart as a data table that can be read row by row and copied. */
export function FigureTable({
  title,
  table: { columns, rows },
}: {
  title: string;
  table: TableData;
}) {
  if (rows.length === 0) {
    return <p className={styles["noRows"]}>{t.noValues}</p>;
  }
  return (
    <table className={styles["table"]}>
      <caption className={styles["hidden"]}>{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={column} scope="row">
                  {cellText(cell)}
                </th>
              ) : (
                <td key={column}>{cellText(cell)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
