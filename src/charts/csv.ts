/** A table as comma-separated values (RFC 4180): a header, then a row for each line, numbers with all their digits. */
import type { TableData } from "./FigureTable.tsx";

export function tableCsv({ columns, rows }: TableData): string {
  const lines = [columns, ...rows].map((row) => row.map(cellText).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** A number that is not one is an empty cell, which every reader takes for a missing value. */
function cellText(cell: string | number): string {
  if (typeof cell === "number") return Number.isNaN(cell) ? "" : String(cell);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
