/** Precomputed features as they come out of a file: a row for each image, of one token or several. */
import { IMPORT_LIMITS } from "../decoders/importLimits.ts";
import { tooLarge, unfit, unreadable } from "../decoders/refusal.ts";

export type Features = {
  n: number;
  /** Of an image, as the file has them. */
  tokens: number;
  width: number;
  /** [n, tokens, width], finite. */
  values: Float32Array;
  /** [n], class numbers, names or slugs. */
  labels: string[] | null;
  /** [n], which image each row is of: the path that it was imported from, or its number. */
  ids: string[] | null;
  /** SHA-256 of the pack's images, where the file says of which images it is. */
  imagesSha256: string | null;
};

/** Beyond any teacher's: the widest vision transformers have 4,096 numbers in a token, and 16 x 16 patches at 224 pixels. */
const MOST_WIDTH = 8192;
const MOST_TOKENS = 1 + 37 * 37;
/** Of one image. */
export const MOST_NUMBERS = MOST_TOKENS * MOST_WIDTH;

/** Names of arrays and columns, in the order in which they are looked for. */
export const FEATURE_NAMES = [
  ...["tokens", "features", "embeddings", "embedding", "x", "arr_0"],
];
export const LABEL_NAMES = ["labels", "label", "y", "targets", "target"];
export const ID_NAMES = [
  ...["ids", "id", "names", "paths", "files", "filenames"],
  ...["name", "path", "file", "filename"],
];

export type FeatureArray = {
  shape: readonly number[];
  dtype: string;
  values: ArrayLike<number>;
};

/**
 * Whether so many numbers are taken, before there is memory for them.
 *
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 */
export function checkShape(name: string, shape: readonly number[]): void {
  if (shape.length !== 2 && shape.length !== 3) {
    throw unreadable(
      name,
      "features of shape [n, d] or [n, tokens, d]",
      `[${shape.join(", ")}]`,
    );
  }
  const n = shape[0]!;
  const width = shape.at(-1)!;
  const tokens = shape.length === 3 ? shape[1]! : 1;
  if (n === 0 || tokens === 0 || width < 2) {
    throw unfit(
      name,
      "features of at least one image, one token and two numbers",
      `[${shape.join(", ")}]`,
    );
  }
  if (n > IMPORT_LIMITS.images || tokens > MOST_TOKENS || width > MOST_WIDTH) {
    throw tooLarge(
      name,
      `features of at most ${IMPORT_LIMITS.images} images, ${MOST_TOKENS} tokens and ${MOST_WIDTH} numbers`,
      `[${shape.join(", ")}]`,
    );
  }
  const bytes = 4 * n * tokens * width;
  if (bytes > IMPORT_LIMITS.storedBytes) {
    throw tooLarge(
      name,
      `features of at most ${IMPORT_LIMITS.storedBytes} bytes in float32`,
      `[${shape.join(", ")}], ${bytes} bytes; keep class tokens alone, or a coarser grid`,
    );
  }
}

const FLOAT_TYPE = /^(<?f|B?F)\d/i;

/**
 * An array as features: its type, its shape and every number are looked at.
 *
 * @param name What messages call it.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 */
export function featureValues(
  name: string,
  { shape, dtype, values }: FeatureArray,
): Pick<Features, "n" | "tokens" | "width" | "values"> {
  if (!FLOAT_TYPE.test(dtype)) {
    throw unreadable(
      name,
      "features of floating-point numbers",
      `${dtype}; are these labels, or quantised features?`,
    );
  }
  checkShape(name, shape);
  const n = shape[0]!;
  const width = shape.at(-1)!;
  const tokens = shape.length === 3 ? shape[1]! : 1;
  const floats =
    values instanceof Float32Array ? values : Float32Array.from(values);
  checkFinite(name, floats, tokens, width);
  return { n, tokens, width, values: floats };
}

function checkFinite(
  name: string,
  values: Float32Array,
  tokens: number,
  width: number,
): void {
  const first = values.findIndex((value) => !Number.isFinite(value));
  if (first < 0) return;
  let bad = 0;
  for (const value of values) if (!Number.isFinite(value)) bad++;
  const row = Math.floor(first / (tokens * width));
  const token = Math.floor(first / width) % tokens;
  throw unreadable(
    name,
    "features that are finite numbers in float32",
    `${values[first]} in row ${row}, token ${token}, column ${first % width}, and ${bad} such values in all`,
  );
}

/** @throws {EngineError} `import-unfit`, if a column beside the features has another length than they. */
export function checkLength(
  name: string,
  column: readonly string[] | null,
  n: number,
): void {
  if (!column || column.length === n) return;
  throw unfit(
    name,
    `as many as there are rows of features (${n})`,
    `${column.length}`,
  );
}
