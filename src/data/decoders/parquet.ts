/**
 * Columns of a parquet file, page by page: neither the file nor a column of it is ever in memory as a whole.
 *
 * hyparquet reads footer, page headers and encodings. What it would believe of a file is held to the file's size and to `IMPORT_LIMITS` before it does:
 * counts and sizes of pages, and the run lengths in them, of which three bytes can ask for gigabytes.
 *
 * Source: https://parquet.apache.org/docs/file-format/ (pages, levels, encodings).
 */
import { decompress as inflateZstd } from "fzstd";
import { parquetHeader } from "hyparquet/src/column.js";
import {
  convert,
  convertWithDictionary,
  DEFAULT_PARSERS,
} from "hyparquet/src/convert.js";
import { readDataPage, readDataPageV2 } from "hyparquet/src/datapage.js";
import { parquetMetadata, parquetSchema } from "hyparquet/src/metadata.js";
import { readPlain } from "hyparquet/src/plain.js";
import {
  getMaxDefinitionLevel,
  getMaxRepetitionLevel,
  getTreePath,
} from "hyparquet/src/schema.js";
import type {
  ColumnMetaData,
  DecodedArray,
  FileMetaData,
  PageHeader,
  SchemaTree,
} from "hyparquet";
import { EngineError } from "../../protocol/engineError.ts";
import { IMPORT_LIMITS } from "./importLimits.ts";
import { gunzipBounded } from "./inflate.ts";
import { firstBytes, tooLarge, unreadable } from "./refusal.ts";
import { snappyInto } from "./snappy.ts";
import type { SourceFile } from "./sourceFile.ts";
import { checkThrift } from "./thrift.ts";

export type ParquetColumn = {
  /** From the top: `["image", "bytes"]`, `["features", "list", "element"]`. */
  path: readonly string[];
  /** Parquet's own word, such as FLOAT or BYTE_ARRAY; `FLOAT16` where the bytes are that. */
  type: string;
  /** Whether bytes are a text. */
  isText: boolean;
  /** Lists within lists. */
  lists: number;
};

export type ParquetFile = {
  name: string;
  rows: number;
  columns: readonly ParquetColumn[];
  /** What writers add: `huggingface`, `pandas`, ... */
  metadata: ReadonlyMap<string, string>;
  /** @throws {EngineError} `import-unreadable`, or `import-too-large` where `budget` is at its end. */
  pages(column: ParquetColumn, budget: Budget): AsyncGenerator<ParquetPage>;
};

/** Bytes that pages may still inflate to; it shrinks as they do. */
export type Budget = { left: number };

/** Values of a column in one page. */
export type ParquetPage = {
  /** Those that are there: numbers, bigints, texts, or bytes. */
  values: ArrayLike<unknown>;
  /** [entries], 0 where an entry begins a row, k where it goes on with a list at depth k; null: every entry is a row. */
  repeats: ArrayLike<number> | null;
  /** [entries], 1 where there is a value; null: everywhere. */
  isPresent: Uint8Array | null;
};

const MAGIC = "PAR1";
const ENCRYPTED_MAGIC = "PARE";
const SMALLEST_BYTES = 12;

/** The footer's length, and PAR1. */
const FOOTER_END = 8;

/** Headers are small, but for statistics that writers put into them. */
const HEADER_BYTES = 2 ** 16;
const LARGEST_HEADER_BYTES = 2 ** 23;

/** Of one page; more are a dictionary of objects to a JavaScript engine. */
const MOST_PAGE_VALUES = 2 ** 25;

/** What is taken without looking at it, beside `VALUES_PER_BYTE`. */
const FREE_VALUES = 2 ** 17;
/** Lists whose numbers take less than a bit each would be the same number throughout. */
const VALUES_PER_BYTE = 8;

/** Snappy's best is a copy of 64 bytes for 3. */
const SNAPPY_RATIO = 22;

/** Those of deltas are left out: their headers ask for memory of their own. */
const KNOWN_ENCODINGS = [
  ...["PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "BYTE_STREAM_SPLIT"],
];

const KNOWN_TYPES = [
  ...["INT32", "INT64", "FLOAT16", "FLOAT", "DOUBLE", "BYTE_ARRAY"],
];

/**
 * Reads the footer, and no more.
 *
 * @throws {EngineError} `import-unreadable` for another file, a damaged or encrypted one; `import-too-large` for more rows than images are taken.
 */
export async function openParquet(file: SourceFile): Promise<ParquetFile> {
  const name = file.path;
  const read = await sliceReader(file);
  await checkMagic(name, file.size, read);
  const footer = await readFooter(name, file.size, read);
  const metadata = await inFile(name, "a footer that can be read", () => {
    checkThrift(footer.subarray(0, footer.length - FOOTER_END));
    return parquetMetadata(footer, { geoparquet: false });
  });
  const tree = await inFile(name, "a schema that can be read", () =>
    parquetSchema(metadata),
  );
  const rows = countRows(name, metadata);
  const pairs = (metadata.key_value_metadata ?? []).map(
    ({ key, value = "" }) => [key, value] as const,
  );
  return {
    ...{ name, rows, columns: leavesOf(name, tree), metadata: new Map(pairs) },
    pages: (column, budget) =>
      columnPages(
        { name, size: file.size, read, metadata, tree },
        column,
        budget,
      ),
  };
}

type Read = (start: number, end: number) => Promise<Uint8Array>;

/** Of a file that cannot be read in parts, such as an archive's, the bytes are kept. */
async function sliceReader(file: SourceFile): Promise<Read> {
  if (file.slice) return async (start, end) => file.slice!(start, end);
  const bytes = await file.read();
  return async (start, end) => bytes.subarray(start, end);
}

async function checkMagic(name: string, size: number, read: Read) {
  const first = await read(0, Math.min(MAGIC.length, size));
  const last = await read(Math.max(0, size - MAGIC.length), size);
  const text = (bytes: Uint8Array) => String.fromCharCode(...bytes);
  if (text(first) === ENCRYPTED_MAGIC) {
    throw unreadable(name, "parquet without encryption", "an encrypted footer");
  }
  if (text(first) !== MAGIC) {
    throw unreadable(name, "parquet (0x50415231)", firstBytes(first));
  }
  if (text(last) !== MAGIC || size < SMALLEST_BYTES) {
    throw unreadable(
      name,
      "a whole parquet file, whose last bytes are PAR1",
      `${size} bytes that end in ${firstBytes(last)}; is it cut short?`,
    );
  }
}

/** With its length and PAR1 behind it. */
async function readFooter(name: string, size: number, read: Read) {
  const end = await read(size - FOOTER_END, size);
  const length = readerOf(end).view.getUint32(0, true) + FOOTER_END;
  if (length > size - MAGIC.length) {
    throw unreadable(
      name,
      `parquet with a footer within its ${size} bytes`,
      `one of ${length}`,
    );
  }
  return read(size - length, size);
}

/** What hyparquet throws, it throws at whatever it stumbled over. */
async function inFile<T>(
  name: string,
  expected: string,
  read: () => T | Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(name, `parquet with ${expected}`, `damage (${why})`);
  }
}

function countRows(name: string, { row_groups, num_rows }: FileMetaData) {
  const rows = Number(num_rows);
  const sum = row_groups.reduce(
    (all, group) => all + Number(group.num_rows),
    0,
  );
  if (!Number.isSafeInteger(rows) || rows < 0 || rows !== sum) {
    throw unreadable(
      name,
      `parquet whose row groups have the rows of its footer (${rows})`,
      `${sum}`,
    );
  }
  if (rows > IMPORT_LIMITS.images) {
    throw tooLarge(name, `at most ${IMPORT_LIMITS.images} rows`, `${rows}`);
  }
  return rows;
}

const isName = (part: unknown) => typeof part === "string";

function leavesOf(name: string, tree: SchemaTree): ParquetColumn[] {
  const found: ParquetColumn[] = [];
  const visit = (node: SchemaTree, path: readonly SchemaTree[]) => {
    const here = [...path, node];
    node.children.forEach((child) => visit(child, here));
    const { type, logical_type, converted_type } = node.element;
    if (node.children.length > 0 || !type) return;
    if (node.path.length === 0 || !node.path.every(isName)) {
      throw unreadable(name, "parquet whose columns have names", "one without");
    }
    found.push({
      path: node.path,
      type: logical_type?.type === "FLOAT16" ? "FLOAT16" : type,
      isText: converted_type === "UTF8" || logical_type?.type === "STRING",
      lists: getMaxRepetitionLevel(here),
    });
  };
  visit(tree, []);
  return found;
}

/** The column, or the outermost of its names, that is called by the first of these words that there is; capitals do not count. */
export function columnCalled(
  columns: readonly ParquetColumn[],
  words: readonly string[],
): ParquetColumn | undefined {
  const found = words.map((word) =>
    columns.find(({ path }) => path[0]!.toLowerCase() === word),
  );
  return found.find((column) => column !== undefined);
}

/** Columns as a message lists them. */
export const columnNames = (columns: readonly ParquetColumn[]): string =>
  columns
    .slice(0, 8)
    .map(({ path, type }) => `${path.join(".")} (${type})`)
    .join(", ") || "no column";

/** Of a column without lists, the value of one row after another, null where there is none. */
export async function* rowValues(
  file: ParquetFile,
  column: ParquetColumn,
  budget: Budget,
): AsyncGenerator<unknown> {
  for await (const { values, isPresent } of file.pages(column, budget)) {
    let at = 0;
    const entries = isPresent?.length ?? values.length;
    for (let i = 0; i < entries; i++) {
      yield isPresent && !isPresent[i] ? null : values[at++];
    }
  }
}

/** All of them: for columns of labels and names. */
export async function flatValues(
  file: ParquetFile,
  column: ParquetColumn,
  budget: Budget,
): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const value of rowValues(file, column, budget)) found.push(value);
  return found;
}

type Opened = {
  name: string;
  size: number;
  read: Read;
  metadata: FileMetaData;
  tree: SchemaTree;
};

type Decoder = Parameters<typeof readDataPage>[2];

async function* columnPages(
  { name, size, read, metadata, tree }: Opened,
  { path, type, lists }: ParquetColumn,
  budget: Budget,
): AsyncGenerator<ParquetPage> {
  const label = `${name}: ${path.join(".")}`;
  const schemaPath = getTreePath(tree, [...path]);
  const { element } = schemaPath.at(-1)!;
  if (!KNOWN_TYPES.includes(type)) {
    throw unreadable(label, `of a type among ${KNOWN_TYPES.join(", ")}`, type);
  }
  if (type === "FLOAT16" && element.type_length !== 2) {
    throw unreadable(label, "FLOAT16 of 2 bytes", `${element.type_length}`);
  }
  const levels = {
    present: getMaxDefinitionLevel(schemaPath),
    repeat: lists,
  };
  for (const [g, { columns, num_rows }] of metadata.row_groups.entries()) {
    const group = `${label}, row group ${g}`;
    const chunk = columns.find(
      // Which may say anything, or nothing.
      ({ meta_data }) => String(meta_data?.path_in_schema) === String(path),
    );
    const about = chunk?.meta_data;
    if (!about || chunk.file_path) {
      throw unreadable(
        group,
        "in this file, for all to read",
        "a column that is not",
      );
    }
    const decoder: Decoder = {
      ...{ pathInSchema: [...path], element, schemaPath, utf8: false },
      ...{ type: element.type!, codec: "UNCOMPRESSED" },
      parsers: DEFAULT_PARSERS,
    };
    const { start, end, count } = chunkRange(group, about, size);
    if (lists === 0 && count !== Number(num_rows)) {
      throw unreadable(group, `${num_rows} values, one a row`, `${count}`);
    }
    let dictionary: DecodedArray | undefined;
    let seen = 0;
    for (let at = start; seen < count;) {
      if (at >= end) {
        throw unreadable(group, `${count} values, as it says`, `${seen}`);
      }
      const page = await readPage(group, read, at, end);
      at = page.end;
      const { header } = page;
      const raw = inflatePage(group, about.codec, page, budget.left);
      budget.left -= raw.length;
      if (header.type === "DICTIONARY_PAGE") {
        const values = header.dictionary_page_header?.num_values ?? 0;
        checkCount(group, values, raw.length);
        dictionary = await inFile(group, "a whole dictionary", () =>
          convert(
            readPlain(
              readerOf(raw),
              element.type!,
              values,
              element.type_length,
            ),
            decoder,
          ),
        );
        continue;
      }
      const decoded = await inFile(group, "pages that can be read", () =>
        decodePage(group, header, raw, decoder, levels, dictionary),
      );
      seen += decoded.entries;
      if (seen > count) {
        throw unreadable(group, `${count} values, as it says`, "more");
      }
      yield decoded.page;
    }
  }
}

const readerOf = (bytes: Uint8Array) => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
  offset: 0,
});

function chunkRange(name: string, about: ColumnMetaData, size: number) {
  const data = Number(about.data_page_offset);
  const dictionary = Number(about.dictionary_page_offset ?? data);
  const start = dictionary > 0 ? Math.min(dictionary, data) : data;
  const end = start + Number(about.total_compressed_size);
  const count = Number(about.num_values);
  const isWithin =
    start >= MAGIC.length && end >= start && end <= size && count >= 0;
  if (!isWithin) {
    throw unreadable(
      name,
      `within the ${size} bytes of the file`,
      `${count} values in bytes ${start} to ${end}`,
    );
  }
  return { start, end, count };
}

type StoredPage = { header: PageHeader; body: Uint8Array; end: number };

async function readPage(
  name: string,
  read: Read,
  at: number,
  end: number,
): Promise<StoredPage> {
  const headed = async (most: number) => {
    const bytes = await read(at, Math.min(at + most, end));
    const reader = readerOf(bytes);
    checkThrift(bytes);
    return { header: parquetHeader(reader), length: reader.offset };
  };
  const { header, length } = await inFile(name, "whole page headers", () =>
    headed(HEADER_BYTES).catch((cause: unknown) => {
      if (end - at <= HEADER_BYTES) throw cause;
      return headed(LARGEST_HEADER_BYTES);
    }),
  );
  checkCounts(name, header);
  const from = at + length;
  const to = from + header.compressed_page_size;
  if (to > end) {
    throw unreadable(
      name,
      "of pages that lie within it",
      `one of ${header.compressed_page_size} bytes at ${from}, where ${end - from} are left`,
    );
  }
  return { header, body: await read(from, to), end: to };
}

/** Thrift says itself of which type each number is. */
function checkCounts(name: string, header: PageHeader): void {
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  const dictionary = header.dictionary_page_header;
  const counts: unknown[] = [
    ...[header.uncompressed_page_size, header.compressed_page_size],
    ...(first ? [first.num_values] : []),
    ...(second
      ? [
          ...[second.num_values, second.num_nulls],
          second.definition_levels_byte_length,
          second.repetition_levels_byte_length,
        ]
      : []),
    ...(dictionary ? [dictionary.num_values] : []),
  ];
  if (counts.every((count) => Number.isInteger(count) && Number(count) >= 0)) {
    return;
  }
  throw unreadable(name, "of pages that say how large they are", "others");
}

/** The page as it was before it was compressed; a page of version 2 keeps its levels outside. */
function inflatePage(
  name: string,
  codec: string,
  { header, body }: StoredPage,
  left: number,
): Uint8Array {
  const size = header.uncompressed_page_size;
  if (size > left) {
    throw tooLarge(
      name,
      `of at most ${left} more bytes after inflating`,
      `a page of ${size}`,
    );
  }
  const second = header.data_page_header_v2;
  const levels = second
    ? second.definition_levels_byte_length +
      second.repetition_levels_byte_length
    : 0;
  if (levels > Math.min(size, body.length)) {
    throw unreadable(name, `of levels within their page`, `${levels} bytes`);
  }
  if (codec === "UNCOMPRESSED" || second?.is_compressed === false) {
    if (body.length === size) return body;
    throw unreadable(name, `of pages of ${size} bytes`, `${body.length}`);
  }
  const out = new Uint8Array(size);
  out.set(body.subarray(0, levels));
  const stored = body.subarray(levels);
  const target = out.subarray(levels);
  if (target.length > 0) inflateInto(name, codec, stored, target);
  return out;
}

function inflateInto(
  name: string,
  codec: string,
  stored: Uint8Array,
  target: Uint8Array,
): void {
  const size = target.length;
  const { ratio, ratioFrom } = IMPORT_LIMITS;
  const most =
    codec === "SNAPPY"
      ? SNAPPY_RATIO * stored.length
      : Math.max(ratioFrom, ratio * stored.length);
  if (size > most) {
    throw tooLarge(
      name,
      `of pages of at most ${most} bytes, for ${stored.length} of ${codec}`,
      `${size}`,
    );
  }
  try {
    if (codec === "SNAPPY") return snappyInto(name, stored, target);
    if (codec === "GZIP") {
      const inflated = gunzipBounded(name, stored, size);
      if (inflated.length === size) return target.set(inflated);
      throw unreadable(name, `of pages of ${size} bytes`, `${inflated.length}`);
    }
    if (codec === "ZSTD") return void inflateZstd(stored, target);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreadable(name, `of whole ${codec} data`, why);
  }
  throw unreadable(
    name,
    "compressed with SNAPPY, GZIP, ZSTD or not at all",
    `${codec}; write it with compression="snappy"`,
  );
}

function checkCount(name: string, count: number, bytes: number): void {
  const most = Math.min(
    MOST_PAGE_VALUES,
    FREE_VALUES + VALUES_PER_BYTE * bytes,
  );
  if (count <= most) return;
  throw unreadable(
    name,
    `of pages of at most ${most} values in ${bytes} bytes`,
    `one of ${count}`,
  );
}

type Levels = { present: number; repeat: number };

function decodePage(
  name: string,
  header: PageHeader,
  raw: Uint8Array,
  decoder: Decoder,
  levels: Levels,
  dictionary: DecodedArray | undefined,
): { entries: number; page: ParquetPage } {
  const first = header.data_page_header;
  const second = header.data_page_header_v2;
  const about = first ?? second;
  if (!about) {
    throw unreadable(name, "of data pages and a dictionary", `${header.type}`);
  }
  const { num_values: entries, encoding } = about;
  checkCount(name, entries, raw.length);
  if (!KNOWN_ENCODINGS.includes(encoding)) {
    throw unreadable(
      name,
      `encoded as one of ${KNOWN_ENCODINGS.join(", ")}`,
      `${encoding}`,
    );
  }
  const isIndexed = encoding.endsWith("_DICTIONARY");
  if (isIndexed && !dictionary) {
    throw unreadable(name, "with its dictionary before its pages", "none");
  }
  checkRuns(name, raw, entries, levels, second, isIndexed);
  const { definitionLevels, repetitionLevels, dataPage } = first
    ? readDataPage(raw, first, decoder)
    : // It has been inflated; here it lies behind its levels.
      readDataPageV2(raw, header, decoder);
  const isPresent = definitionLevels?.length
    ? Uint8Array.from(definitionLevels, (level) =>
        level === levels.present ? 1 : 0,
      )
    : null;
  const values = convertWithDictionary(dataPage, dictionary, encoding, decoder);
  const expected = isPresent ? isPresent.reduce((n, is) => n + is, 0) : entries;
  if (values.length !== expected) {
    throw unreadable(name, `of ${expected} values`, `${values.length}`);
  }
  if (isIndexed && Array.isArray(values) && values.includes(undefined)) {
    throw unreadable(name, "of values from its dictionary", "others");
  }
  const repeats = levels.repeat > 0 ? repetitionLevels : null;
  return { entries, page: { values, repeats, isPresent } };
}

/** Room that writers leave behind the last run of eights. */
const PADDING_VALUES = 512;

/** Walks over levels and indices as hyparquet will: no run may be longer than what is left of the page. */
function checkRuns(
  name: string,
  raw: Uint8Array,
  entries: number,
  levels: Levels,
  second: PageHeader["data_page_header_v2"],
  isIndexed: boolean,
): void {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  let at = 0;
  const broken = () =>
    unreadable(name, `of pages whose runs make ${entries} values`, "others");
  /** @returns How many values the runs make. */
  const walk = (width: number, end: number): number => {
    let seen = 0;
    while (seen < entries && at < end) {
      let header = 0;
      for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
        if (at >= end || shift > 28) throw broken();
        byte = raw[at++]!;
        header += (byte & 127) * 2 ** shift;
      }
      const isPacked = header % 2 === 1;
      const run = Math.floor(header / 2) * (isPacked ? 8 : 1);
      const room = entries - seen + (isPacked ? PADDING_VALUES : 0);
      if (run > room) throw broken();
      at += isPacked ? (run / 8) * width : Math.ceil(width / 8);
      seen += run;
    }
    return seen;
  };
  const kinds: [number, number | undefined][] = [
    [levels.repeat, second?.repetition_levels_byte_length],
    [levels.present, second?.definition_levels_byte_length],
  ];
  for (const [most, length] of kinds) {
    if (most === 0) continue;
    if (length === undefined && at + 4 > raw.length) throw broken();
    const bytes = length ?? view.getUint32((at += 4) - 4, true);
    const end = at + bytes;
    const width = 32 - Math.clz32(most);
    if (end > raw.length || walk(width, end) < entries) throw broken();
    at = end;
  }
  if (!isIndexed) return;
  const width = raw[at++] ?? 0;
  // Fewer than entries, where some are missing.
  if (width > 32) throw broken();
  walk(width, raw.length);
}
