/** Features in a CSV file: a row for each image, a column for each number, and columns for names and labels where they are called so. */
import { tooLarge, unreadable } from "../decoders/refusal.ts";
import { featureValues, type Features } from "./features.ts";

const ID_NAMES = /^(ids?|names?|paths?|files?|filenames?|images?)$/i;
const LABEL_NAMES = /^(y|labels?|class|classes|targets?)$/i;

/** Decoded it becomes one text, which engines bound at about twice this. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Reads comma-separated values (RFC 4180). With a header, columns called id (or name, path, file, …) and label (or class, target, y) are those; every
 * other column is a number of the features. Without one, every column is.
 *
 * @throws {EngineError} `import-unreadable` or `import-too-large`, naming row and column.
 */
export function csvFeatures(name: string, bytes: Uint8Array): Features {
  if (bytes.length > MOST_BYTES) {
    throw tooLarge(
      name,
      `CSV of at most ${MOST_BYTES} bytes`,
      `${bytes.length}; npy is smaller and exact`,
    );
  }
  const rows = csvRows(new TextDecoder().decode(bytes).replace(/^\ufeff/, ""));
  const [first = []] = rows;
  const hasHeader = first.some((cell) => !isNumber(cell));
  const body = hasHeader ? rows.slice(1) : rows;
  const header = hasHeader ? first.map((cell) => cell.trim()) : [];
  const isOf = (names: RegExp) => header.findIndex((cell) => names.test(cell));
  const [id, label] = [isOf(ID_NAMES), isOf(LABEL_NAMES)];
  const columns = first.map((_, k) => k).filter((k) => k !== id && k !== label);
  const values = new Float32Array(body.length * columns.length);
  body.forEach((cells, row) => {
    const line = row + (hasHeader ? 2 : 1);
    if (cells.length !== first.length) {
      throw unreadable(
        name,
        `CSV of ${first.length} cells in every row`,
        `${cells.length} in row ${line}`,
      );
    }
    columns.forEach((k, i) => {
      const cell = cells[k]!;
      if (!isNumber(cell)) {
        throw unreadable(
          name,
          "CSV whose columns are numbers, but for one of names and one of labels",
          `${JSON.stringify(cell.slice(0, 40))} in row ${line}, column ${header[k] ?? k + 1}`,
        );
      }
      values[row * columns.length + i] = Number(cell);
    });
  });
  const column = (k: number) =>
    k < 0 ? null : body.map((cells) => cells[k]!.trim());
  const shape = [body.length, columns.length];
  return {
    ...featureValues(name, { shape, dtype: "f4", values }),
    ...{ ids: column(id), labels: column(label), imagesSha256: null },
  };
}

/** Also nan and inf, as NumPy and pandas write them: those are refused as what they are. */
const isNumber = (cell: string) =>
  /^\s*([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?(nan|inf|infinity))\s*$/i.test(
    cell,
  );

/** Cells of every line that is not empty; quoted ones may hold commas, quotes and line ends. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      let end = at + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"'))
        end += text[end] === '"' ? 2 : 1;
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      let end = at;
      while (end < text.length && !",\r\n".includes(text[end]!)) end++;
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (text[at] === ",") {
      at++;
      // A comma at the very end is followed by an empty cell.
      if (at < text.length) continue;
      cells.push("");
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    if (cells.length > 1 || cells[0]!.trim() !== "") rows.push(cells);
    cells = [];
  }
  return rows;
}
