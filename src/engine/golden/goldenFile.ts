/** Reading recorded reference values; no Node imports, so that a browser page can use it too. */
import * as tf from "../../tensor/tf.ts";

/** An array as recorded: float32 in shortest round-trip decimals, row major. */
export type GoldenArray = { shape: number[]; data: number[] };

/** A parsed file. Fields are reached through the readers below, which name what is missing. */
export type GoldenFile = {
  /** File name, for messages. */
  name: string;
  kind: string;
  content: Json;
};

type Json = unknown;

/** @throws {Error} If the text is not an object with a `kind`. */
export function parseGolden(name: string, text: string): GoldenFile {
  const content: Json = JSON.parse(text);
  const kind = field(content, "kind");
  if (typeof kind !== "string") {
    throw new Error(
      `parseGolden: ${name} must have a 'kind', got ${JSON.stringify(kind)}`,
    );
  }
  return { name, kind, content };
}

function field(value: Json, key: string): Json {
  return typeof value === "object" && value !== null
    ? (value as Record<string, Json>)[key]
    : undefined;
}

/** The value below `path`; undefined when absent. */
export function optional(value: Json, ...path: (string | number)[]): Json {
  return path.reduce<Json>((at, key) => field(at, String(key)), value);
}

function required(value: Json, path: (string | number)[]): Json {
  const found = optional(value, ...path);
  if (found === undefined || found === null) {
    throw new Error(`golden file: field '${path.join(".")}' is missing`);
  }
  return found;
}

export function record(
  value: Json,
  ...path: (string | number)[]
): Record<string, Json> {
  return required(value, path) as Record<string, Json>;
}

export function list(value: Json, ...path: (string | number)[]): Json[] {
  const found = required(value, path);
  if (!Array.isArray(found)) {
    throw new Error(`golden file: '${path.join(".")}' must be a list`);
  }
  return found;
}

export function number(value: Json, ...path: (string | number)[]): number {
  const found = required(value, path);
  if (typeof found !== "number") {
    throw new Error(`golden file: '${path.join(".")}' must be a number`);
  }
  return found;
}

/** The number below `path`; undefined when absent. */
export function optionalNumber(
  value: Json,
  ...path: (string | number)[]
): number | undefined {
  const found = optional(value, ...path);
  return typeof found === "number" ? found : undefined;
}

export function text(value: Json, ...path: (string | number)[]): string {
  return String(required(value, path));
}

export function flag(value: Json, ...path: (string | number)[]): boolean {
  return required(value, path) === true;
}

export function numbers(value: Json, ...path: (string | number)[]): number[] {
  return list(value, ...path).map((entry) => number(entry));
}

export function isArray(value: Json): value is GoldenArray {
  return (
    Array.isArray(field(value, "shape")) && Array.isArray(field(value, "data"))
  );
}

export function array(value: Json, ...path: (string | number)[]): GoldenArray {
  const found = required(value, path);
  if (!isArray(found)) {
    throw new Error(`golden file: '${path.join(".")}' must be an array`);
  }
  return found;
}

/** Values as the reference saw them: rounded to float32. */
export function floats(golden: GoldenArray): Float32Array {
  return Float32Array.from(golden.data);
}

export function tensor(golden: GoldenArray): tf.Tensor {
  return tf.tensor(floats(golden), golden.shape, "float32");
}

/** PyTorch's [out, in] as [in, out]. */
export function transposed({ shape, data }: GoldenArray): GoldenArray {
  const [rows = 0, columns = 0] = shape;
  const swapped = Array.from(
    { length: data.length },
    (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!,
  );
  return { shape: [columns, rows], data: swapped };
}
