/** Features in a parquet file: a row for each image, whose features are a list of numbers, or of lists of numbers where there are tokens. */
import { IMPORT_LIMITS } from "../decoders/importLimits.ts";
import {
  columnCalled,
  columnNames,
  flatValues,
  openParquet,
  type Budget,
  type ParquetColumn,
  type ParquetFile,
} from "../decoders/parquet.ts";
import { tooLarge, unfit, unreadable } from "../decoders/refusal.ts";
import type { SourceFile } from "../decoders/sourceFile.ts";
import {
  checkShape,
  FEATURE_NAMES,
  featureValues,
  ID_NAMES,
  LABEL_NAMES,
  MOST_NUMBERS,
  type Features,
} from "./features.ts";

const FLOAT_TYPES = ["FLOAT16", "FLOAT", "DOUBLE"];

/** float64 of what is taken in float32, with levels beside each number. */
const MOST_INFLATED = 3 * IMPORT_LIMITS.inflatedBytes;

/**
 * Reads features a page at a time: what is kept is float32 [n, tokens, d], and never an object for each number.
 *
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`, naming column and row.
 */
export async function parquetFeatures(source: SourceFile): Promise<Features> {
  const file = await openParquet(source);
  const column = featureColumn(file);
  const budget: Budget = { left: MOST_INFLATED };
  const texts = async (names: readonly string[]) => {
    const found = columnCalled(
      file.columns.filter(
        ({ path, lists }) => lists === 0 && path.length === 1,
      ),
      names,
    );
    if (!found) return null;
    const values = await flatValues(file, found, budget);
    return values.map((value, row) => {
      if (["string", "number", "bigint"].includes(typeof value)) {
        return String(value as string | number | bigint);
      }
      throw unreadable(
        `${file.name}: ${found.path[0]}`,
        "a text or a number in every row",
        `${value === null ? "nothing" : "something else"} in row ${row}`,
      );
    });
  };
  const [ids, labels] = [await texts(ID_NAMES), await texts(LABEL_NAMES)];
  const name = `${file.name}: ${column.path[0]}`;
  const { shape, values } = await listsOf(name, file, column, budget);
  return {
    ...featureValues(name, { shape, dtype: "f4", values }),
    ...{ ids, labels, imagesSha256: null },
  };
}

function featureColumn({ name, columns }: ParquetFile): ParquetColumn {
  const lists = columns.filter(
    ({ type, lists }) => FLOAT_TYPES.includes(type) && lists > 0,
  );
  const found =
    columnCalled(lists, FEATURE_NAMES) ??
    (lists.length === 1 ? lists[0] : undefined);
  if (found) return found;
  throw unfit(
    name,
    `parquet with a column of lists of floating-point numbers called ${FEATURE_NAMES.slice(0, 4).join(", ")}, or with one such column alone`,
    columnNames(columns),
  );
}

/** A column's lists, [n, d] or [n, tokens, d], which must all be of one length. */
async function listsOf(
  name: string,
  file: ParquetFile,
  column: ParquetColumn,
  budget: Budget,
) {
  const { lists: depth } = column;
  if (depth > 2) {
    throw unreadable(
      name,
      "lists of numbers, or lists of such lists",
      `lists ${depth} deep`,
    );
  }
  /** Numbers of the first row, whose shape is every row's. */
  let first: number[] = [];
  let shape: number[] | null = null;
  let out = new Float32Array(0);
  /** Numbers so far: of all rows but the first, of this token, and tokens of this row. */
  let [at, row, tokens, numbers] = [0, -1, 0, 0];
  let width = 0;

  const ragged = (expected: string, got: string) =>
    unreadable(name, expected, `${got} in row ${row}`);
  const endToken = () => {
    if (width === 0) width = numbers;
    if (numbers !== width || numbers === 0) {
      throw ragged(`lists of ${width || "some"} numbers`, `${numbers}`);
    }
    numbers = 0;
    tokens++;
  };
  const endRow = () => {
    endToken();
    if (!shape) {
      shape = depth === 2 ? [file.rows, tokens, width] : [file.rows, width];
      checkShape(name, shape);
      out = new Float32Array(file.rows * first.length);
      out.set(first);
      at = first.length;
      first = [];
    } else if (depth === 2 && tokens !== shape[1]) {
      throw ragged(`${shape[1]} tokens in every row`, `${tokens}`);
    }
    tokens = 0;
  };

  for await (const { values, repeats, isPresent } of file.pages(
    column,
    budget,
  )) {
    const entries = isPresent?.length ?? values.length;
    if (isPresent && values.length < entries) {
      const missing = isPresent.indexOf(0);
      let before = row;
      for (let i = 0; i <= missing; i++) if (repeats?.[i] === 0) before++;
      row = before;
      throw ragged("lists without gaps", "nothing in the place of a number");
    }
    for (let i = 0; i < entries; i++) {
      const repeat = repeats?.[i] ?? 0;
      if (repeat === 0) {
        if (row >= 0) endRow();
        row++;
      } else if (repeat < depth) endToken();
      const value = values[i] as number;
      if (shape) {
        // A longer row is told at its end; it must not run over the next.
        if (at < out.length) out[at] = value;
        at++;
      } else {
        if (first.length === MOST_NUMBERS) {
          throw tooLarge(name, `at most ${MOST_NUMBERS} numbers a row`, "more");
        }
        first.push(value);
      }
      numbers++;
    }
  }
  if (row >= 0) endRow();
  if (row + 1 !== file.rows) {
    throw unreadable(name, `${file.rows} rows of lists`, `${row + 1}`);
  }
  return { shape: shape ?? [0, 0], values: out };
}
