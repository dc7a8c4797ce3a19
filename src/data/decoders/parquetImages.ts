/** Pictures in parquet files, as Hugging Face's data sets come: a column of PNG, JPEG or WebP files and one of labels. */
import { IMPORT_LIMITS } from "./importLimits.ts";
import {
  checkClassCount,
  checkImageCount,
  labelBytes,
  numberedClasses,
  type LabelledImages,
} from "./labelledImages.ts";
import {
  columnCalled,
  columnNames,
  flatValues,
  openParquet,
  rowValues,
  type Budget,
  type ParquetColumn,
  type ParquetFile,
} from "./parquet.ts";
import { unfit, unreadable } from "./refusal.ts";
import { splitOfPath } from "./saidSplit.ts";
import { shrinkPictures, type PictureOptions } from "./shrinkPictures.ts";
import type { SourceFile } from "./sourceFile.ts";

/** In the order in which they are looked for. */
const IMAGE_NAMES = ["image", "img", "images", "picture", "photo", "bytes"];
const LABEL_NAMES = [
  ...["label", "labels", "fine_label", "class", "target", "y", "category"],
];

type Part = {
  file: ParquetFile;
  images: ParquetColumn;
  /** Names of the pictures' files, where the column of images has them. */
  paths: ParquetColumn | undefined;
  labels: ParquetColumn;
  /** Names of the classes, where the file says them; else null, and labels are numbers or texts. */
  titles: string[] | null;
};

/**
 * Decodes the pictures of parquet files, a page at a time.
 *
 * Images are a struct `{bytes, path}` or a column of bytes; labels are numbers, whose names Hugging Face writes into the file's metadata, or texts.
 * A file whose name begins with `test` has the images for testing.
 *
 * @param name What messages call the whole.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`, naming file, column and row.
 */
export async function parquetImages(
  name: string,
  files: readonly SourceFile[],
  options: PictureOptions,
): Promise<LabelledImages> {
  const parts: Part[] = [];
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const file of sorted) parts.push(partOf(await openParquet(file)));
  const n = parts.reduce((sum, { file }) => sum + file.rows, 0);
  checkImageCount(name, n);
  const given: (string | number)[] = [];
  const budget: Budget = { left: IMPORT_LIMITS.inflatedBytes };
  for (const part of parts) given.push(...(await labelsOf(part, budget)));
  const titles = parts.flatMap((part) => part.titles ?? []);
  const { labels, classTitles } = classesOf(name, given, titles);
  checkClassCount(name, classTitles.length);
  const paths: unknown[] = [];
  const shrunk = shrinkPictures(n, options);
  for (const { file, images, paths: column } of parts) {
    if (column) paths.push(...(await flatValues(file, column, budget)));
    let row = 0;
    for await (const value of rowValues(file, images, budget)) {
      const label = `${file.name}: ${images.path.join(".")}, row ${row++}`;
      if (!(value instanceof Uint8Array)) {
        throw unreadable(
          label,
          "the bytes of a picture",
          "nothing; is it only a path to one?",
        );
      }
      await shrunk.add(label, value);
    }
  }
  const isNamed = paths.length === n && new Set(paths).size === n;
  const splits = parts.flatMap(({ file }) =>
    Array<number>(file.rows).fill(splitOfPath(file.name)),
  );
  return {
    ...shrunk.images(),
    ...{ labels, classTitles },
    ...(isNamed && paths.every((path) => typeof path === "string" && path)
      ? { names: paths as string[] }
      : {}),
    splits: Uint8Array.from(splits),
  };
}

function partOf(file: ParquetFile): Part {
  const flat = file.columns.filter(({ lists }) => lists === 0);
  const top = ({ path }: ParquetColumn) => path[0]!.toLowerCase();
  const isBytes = ({ path, type, isText }: ParquetColumn) =>
    type === "BYTE_ARRAY" &&
    !isText &&
    (path.length === 1 || path.at(-1) === "bytes");
  const candidates = flat.filter(isBytes);
  const images =
    columnCalled(candidates, IMAGE_NAMES) ??
    (candidates.length === 1 ? candidates[0] : undefined);
  if (!images) {
    throw unfit(
      file.name,
      "parquet with one column of pictures, such as image of bytes or of {bytes, path}",
      columnNames(file.columns),
    );
  }
  const labels = columnCalled(
    flat.filter((column) => column.path.length === 1 && column !== images),
    LABEL_NAMES,
  );
  if (!labels) {
    throw unfit(
      file.name,
      `parquet with a column of labels (${LABEL_NAMES.slice(0, 4).join(", ")})`,
      columnNames(file.columns),
    );
  }
  const paths = flat.find(
    (column) => top(column) === top(images) && column.path.at(-1) === "path",
  );
  return {
    ...{ file, images, paths, labels },
    titles: classNames(file, labels.path[0]!),
  };
}

/** Hugging Face's ClassLabel, as its writers keep it beside the schema. */
function classNames({ metadata }: ParquetFile, column: string) {
  let value: unknown;
  try {
    value = JSON.parse(metadata.get("huggingface") ?? "null");
  } catch {
    return null;
  }
  const info = (value as { info?: { features?: unknown } } | null)?.info;
  const features = info?.features as Record<string, unknown> | undefined;
  const feature =
    features && Object.hasOwn(features, column) && features[column];
  const { names } = (feature || {}) as { names?: unknown };
  if (!Array.isArray(names) || names.length === 0) return null;
  return names.map(String);
}

/** Titles of classes, or numbers. */
async function labelsOf({ file, labels, titles }: Part, budget: Budget) {
  const name = `${file.name}: ${labels.path[0]}`;
  const values = await flatValues(file, labels, budget);
  return values.map((value, row): string | number => {
    if (labels.isText) {
      if (typeof value === "string" && value !== "") return value;
      throw unreadable(name, "a text in every row", `none in row ${row}`);
    }
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number") {
      throw unreadable(
        name,
        "a number or a text in every row",
        `${value === null ? "nothing" : "something else"} in row ${row}`,
      );
    }
    if (!titles) return number;
    const title = titles[number];
    if (title !== undefined) return title;
    throw unreadable(
      name,
      `numbers of its ${titles.length} classes, from 0 to ${titles.length - 1}`,
      `${number} in row ${row}`,
    );
  });
}

/**
 * @param titles Of classes in the order in which the files name them; those without an image are left out.
 * @throws {EngineError} `import-unreadable`, if some labels are texts and some numbers, or a number is no label.
 */
function classesOf(
  name: string,
  given: readonly (string | number)[],
  titles: readonly string[],
): Pick<LabelledImages, "labels" | "classTitles"> {
  const texts = given.filter((label) => typeof label === "string");
  if (texts.length === 0) {
    const labels = labelBytes(`${name}: labels`, given as number[]);
    return { labels, classTitles: numberedClasses(labels) };
  }
  if (texts.length < given.length) {
    throw unreadable(
      `${name}: labels`,
      "names in every file, or numbers in every file",
      "both",
    );
  }
  const present = new Set(texts);
  const named = new Set([...titles, ...[...present].sort()]);
  const classTitles = [...named].filter((title) => present.has(title));
  checkClassCount(name, classTitles.length);
  const byTitle = new Map(classTitles.map((title, i) => [title, i]));
  return {
    labels: Uint8Array.from(texts, (title) => byTitle.get(title)!),
    classTitles,
  };
}
