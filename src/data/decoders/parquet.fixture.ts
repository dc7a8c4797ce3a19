/** Parquet files for tests, written by hyparquet-writer with the schemas that Hugging Face's and pandas' writers use. */
import { parquetWriteBuffer } from "hyparquet-writer";
import type { ColumnSource, SchemaElement } from "hyparquet-writer";

export type Column = {
  /** A leaf, or a tree of them, as parquet lists its schema. */
  schema: SchemaElement[];
  data: unknown[];
  encoding?: NonNullable<ColumnSource["encoding"]>;
};

type Options = Partial<
  Pick<
    Parameters<typeof parquetWriteBuffer>[0],
    "codec" | "compressors" | "rowGroupSize" | "pageSize" | "kvMetadata"
  >
>;

/** @param columns By name. */
export function parquetOf(
  columns: Readonly<Record<string, Column>>,
  options: Options = {},
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(columns);
  const columnData = entries.map(([name, { data, encoding }]) => ({
    ...{ name, data },
    ...(encoding && { encoding }),
  }));
  const schema = [
    { name: "root", num_children: entries.length },
    ...entries.flatMap(([, column]) => column.schema),
  ];
  return new Uint8Array(
    parquetWriteBuffer({ columnData, schema, statistics: false, ...options }),
  );
}

const leaf = (name: string, about: Partial<SchemaElement>): SchemaElement => ({
  ...{ name, repetition_type: "OPTIONAL" },
  ...about,
});

export const numbers = (
  name: string,
  data: readonly unknown[],
  type: "INT32" | "INT64" | "FLOAT" | "DOUBLE" = "INT64",
): Column => ({ schema: [leaf(name, { type })], data: [...data] });

export const texts = (name: string, data: readonly unknown[]): Column => ({
  schema: [leaf(name, { type: "BYTE_ARRAY", converted_type: "UTF8" })],
  data: [...data],
});

export const bytesColumn = (name: string, data: unknown[]): Column => ({
  schema: [leaf(name, { type: "BYTE_ARRAY" })],
  data,
});

/** Hugging Face's Image: `{bytes, path}`. */
export const pictures = (
  name: string,
  data: readonly { bytes: Uint8Array | null; path: string | null }[],
): Column => ({
  schema: [
    leaf(name, { num_children: 2 }),
    leaf("bytes", { type: "BYTE_ARRAY" }),
    leaf("path", { type: "BYTE_ARRAY", converted_type: "UTF8" }),
  ],
  data: [...data],
});

/** Lists as Arrow writes them, three levels each; `depth` 2: lists of lists. */
export function lists(
  name: string,
  data: readonly unknown[],
  depth: 1 | 2 = 1,
  type: "FLOAT" | "DOUBLE" | "INT32" = "FLOAT",
): Column {
  const level = (title: string): SchemaElement[] => [
    leaf(title, { num_children: 1, converted_type: "LIST" }),
    leaf("list", { num_children: 1, repetition_type: "REPEATED" }),
  ];
  return {
    schema: [
      ...level(name),
      ...(depth === 2 ? level("element") : []),
      leaf("element", { type }),
    ],
    data: [...data],
  };
}

/** Names of classes as Hugging Face's writers keep them. */
export const classLabel = (column: string, names: readonly string[]) => ({
  kvMetadata: [
    {
      key: "huggingface",
      value: JSON.stringify({
        info: { features: { [column]: { names, _type: "ClassLabel" } } },
      }),
    },
  ],
});

/**
 * Files of another writer, whose pages are of version 1: arrow-rs, by way of parquet-wasm 0.8.0 with WriterVersion.V1 and without statistics.
 *
 * features [[0, 1], [2, 4], [5, 7]] float32, id "0" to "2", label 0, 1, 0.
 */
export const ARROW_FILES = {
  UNCOMPRESSED: fromBase64(
    [
      "UEFSMRUEFTAVMEwVDBUAEgAAAAAAAAAAgD8AAABAAACAQAAAoEAAAOBAFQAVIhUiLBUMFRAVBhUGAAACAAAAAyoCAAAADAMDA4jGAhUEFR4VHk",
      "wVBhUAEgAAAQAAADABAAAAMQEAAAAyFQAVFBUULBUGFRAVBhUGAAACAAAABgECAyQAFQQVIBUgTBUEFQASAAAAAAAAAAAAAAEAAAAAAAAAFQAV",
      "EhUSLBUGFRAVBhUGAAACAAAABgEBAwIZHBZUFUQWAAAAGRwW0gEVNhYAABkWBgAZHBbEAhU0FgAAABUCGWxIDGFycm93X3NjaGVtYRUGADUCGA",
      "hmZWF0dXJlcxUCFQZMPAAAADUEGARsaXN0FQIAFQglAhgEaXRlbQAVDCUCGAJpZCUATBwAAAAVBCUCGAVsYWJlbAAWBhkcGTwmABwVCBk1AAYQ",
      "GTgIZmVhdHVyZXMEbGlzdARpdGVtFQAWDBaQARaQASZUJggpLBUAFRAVAgAVBBUAFQIAABb4AhUUACYAHBUMGTUABhAZGAJpZBUAFgYWcBZwJt",
      "IBJpgBKSwVABUQFQIAFQQVABUCAAAWjAMVHAAmABwVBBk1AAYQGRgFbGFiZWwVABYGFnAWcCbEAiaIAiksFQAVEBUCABUEFQAVAgAAFqgDFRYA",
      "FvACFgYmCBbwAhQAABkcGAxBUlJPVzpzY2hlbWEYjAMvLy8vL3lBQkFBQVFBQUFBQUFBS0FBd0FDZ0FKQUFRQUNnQUFBQkFBQUFBQUFRUUFDQU",
      "FJQUFBQUJBQUlBQUFBQkFBQUFBTUFBQUI0QUFBQVFBQUFBQVFBQUFDay8vLy9HQUFBQUNBQUFBQUFBQUVDSEFBQUFBZ0FEQUFFQUFzQUNBQUFB",
      "RUFBQUFBQUFBQUJBQUFBQUFVQUFBQnNZV0psYkFBQUFOei8vLzhVQUFBQURBQUFBQUFBQVFVTUFBQUFBQUFBQU1qLy8vOENBQUFBYVdRQUFCQU",
      "FGQUFRQUE0QUR3QUVBQUFBQ0FBUUFBQUFIQUFBQUF3QUFBQUFBQUVNV0FBQUFBRUFBQUFjQUFBQUJBQUVBQVFBQUFBUUFCWUFFQUFPQUE4QUJB",
      "QUFBQWdBRUFBQUFCZ0FBQUFjQUFBQUFBQUJBeGdBQUFBQUFBWUFDQUFHQUFZQUFBQUFBQUVBQUFBQUFBUUFBQUJwZEdWdEFBQUFBQWdBQUFCbV",
      "pXRjBkWEpsY3dBQUFBQT0AGAhhcnJvdy1ycxk8HAAAHAAAHAAAANMCAABQQVIx",
    ].join(""),
  ),
  ZSTD: fromBase64(
    [
      "UEFSMRUEFTAVQkwVDBUAEgAAKLUv/SAYwQAAAAAAAAAAgD8AAABAAACAQAAAoEAAAOBAFQAVIhU0LBUMFRAVBhUGAAAotS/9IBGJAAACAAAAAy",
      "oCAAAADAMDA4jGAhUEFR4VMEwVBhUAEgAAKLUv/SAPeQAAAQAAADABAAAAMQEAAAAyFQAVFBUmLBUGFRAVBhUGAAAotS/9IApRAAACAAAABgEC",
      "AyQAFQQVIBUyTBUEFQASAAAotS/9IBCBAAAAAAAAAAAAAAEAAAAAAAAAFQAVEhUkLBUGFRAVBhUGAAAotS/9IAlJAAACAAAABgEBAwIZHBZmFV",
      "YWAAAAGRwWiAIVSBYAABkWBgAZHBaeAxVGFgAAABUCGWxIDGFycm93X3NjaGVtYRUGADUCGAhmZWF0dXJlcxUCFQZMPAAAADUEGARsaXN0FQIA",
      "FQglAhgEaXRlbQAVDCUCGAJpZCUATBwAAAAVBCUCGAVsYWJlbAAWBhkcGTwmABwVCBk1AAYQGTgIZmVhdHVyZXMEbGlzdARpdGVtFQwWDBaQAR",
      "a0ASZmJggpLBUAFRAVAgAVBBUAFQIAABbkAxUUACYAHBUMGTUABhAZGAJpZBUMFgYWcBaUASaIAia8ASksFQAVEBUCABUEFQAVAgAAFvgDFRwA",
      "JgAcFQQZNQAGEBkYBWxhYmVsFQwWBhZwFpQBJp4DJtACKSwVABUQFQIAFQQVABUCAAAWlAQVFgAW8AIWBiYIFtwDFAAAGRwYDEFSUk9XOnNjaG",
      "VtYRiMAy8vLy8veUFCQUFBUUFBQUFBQUFLQUF3QUNnQUpBQVFBQ2dBQUFCQUFBQUFBQVFRQUNBQUlBQUFBQkFBSUFBQUFCQUFBQUFNQUFBQjRB",
      "QUFBUUFBQUFBUUFBQUNrLy8vL0dBQUFBQ0FBQUFBQUFBRUNIQUFBQUFnQURBQUVBQXNBQ0FBQUFFQUFBQUFBQUFBQkFBQUFBQVVBQUFCc1lXSm",
      "xiQUFBQU56Ly8vOFVBQUFBREFBQUFBQUFBUVVNQUFBQUFBQUFBTWovLy84Q0FBQUFhV1FBQUJBQUZBQVFBQTRBRHdBRUFBQUFDQUFRQUFBQUhB",
      "QUFBQXdBQUFBQUFBRU1XQUFBQUFFQUFBQWNBQUFBQkFBRUFBUUFBQUFRQUJZQUVBQU9BQThBQkFBQUFBZ0FFQUFBQUJnQUFBQWNBQUFBQUFBQk",
      "F4Z0FBQUFBQUFZQUNBQUdBQVlBQUFBQUFBRUFBQUFBQUFRQUFBQnBkR1Z0QUFBQUFBZ0FBQUJtWldGMGRYSmxjd0FBQUFBPQAYCGFycm93LXJz",
      "GTwcAAAcAAAcAAAA1QIAAFBBUjE=",
    ].join(""),
  ),
};

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
