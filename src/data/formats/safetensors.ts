/**
 * Named float32 tensors as a safetensors file, and back.
 *
 *     8 bytes    length N of the header, unsigned, little-endian
 *     N bytes    JSON: name -> {dtype, shape, data_offsets: [begin, end]}; "__metadata__" -> texts by name
 *     the rest   values, little-endian, row major; offsets count from here
 *
 * Source: https://github.com/huggingface/safetensors, "Format".
 */
import { brief } from "../../protocol/brief.ts";
import { EngineError } from "../../protocol/engineError.ts";
import { decodeHalfFloats } from "./halfFloats.ts";

/** Row-major values by name. */
export type NamedTensors = Record<
  string,
  { shape: number[]; values: Float32Array }
>;

/** What is wrong with the first number that is not finite; null where all are. */
export function notFinite(tensors: NamedTensors): string | null {
  for (const [name, { values }] of Object.entries(tensors)) {
    const wrong = values.findIndex((x) => !Number.isFinite(x));
    if (wrong < 0) continue;
    return `'${name}' must hold finite numbers, got ${values[wrong]} at ${wrong}`;
  }
  return null;
}

export type SafetensorsFile = {
  tensors: NamedTensors;
  metadata: Record<string, string>;
};

const METADATA = "__metadata__";
const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;

/** Of one value, by the format's name of its type. */
const BYTES_OF = {
  ...{ F32: 4, F64: 8, F16: 2, BF16: 2 },
  ...{ I32: 4, I64: 8, U8: 1 },
} as const;

/** Values begin at a multiple of this, for readers that map the file. */
const ALIGNMENT = 8;

/** What a student, a head or a probe stays far below; a larger number is a broken or a hostile file. */
const LIMITS = { headerBytes: 2 ** 20, tensors: 10_000, axes: 8 } as const;

/** @throws {RangeError} If a tensor has other values than its shape says, or takes the name of the metadata. */
export function writeSafetensors({
  tensors,
  metadata,
}: SafetensorsFile): Uint8Array<ArrayBuffer> {
  // Without a prototype a tensor may be called __proto__, as any other text.
  const header = Object.create(null) as Record<string, unknown>;
  header[METADATA] = metadata;
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    if (name === METADATA) {
      throw new RangeError(
        `writeSafetensors: a tensor must not be called ${METADATA}, got one of shape [${shape.join(", ")}]`,
      );
    }
    if (shape.reduce((a, b) => a * b, 1) !== values.length) {
      throw new RangeError(
        `writeSafetensors: '${name}' must have as many values as its shape [${shape.join(", ")}], got ${values.length}`,
      );
    }
    const end = offset + values.length * FLOAT_BYTES;
    header[name] = { dtype: "F32", shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const start = LENGTH_BYTES + headerBytes;
  const bytes = new Uint8Array(start + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, LENGTH_BYTES, start); // The format pads with spaces.
  bytes.set(json, LENGTH_BYTES);
  let at = start;
  for (const { values } of Object.values(tensors)) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += FLOAT_BYTES;
    }
  }
  return bytes;
}

/**
 * Reads a file of float32 tensors; believes nothing in it.
 *
 * @returns Copies: the bytes may be given away.
 * @throws {EngineError} `import-unreadable`, with what must hold and what came, if the file is not whole, not safetensors, or holds other numbers than F32.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { places, start, metadata } = readPlaces(bytes, ["F32"]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors = places.map(({ name, shape, begin, end }) => {
    const values = new Float32Array((end - begin) / FLOAT_BYTES);
    for (let i = 0; i < values.length; i++) {
      values[i] = view.getFloat32(start + begin + i * FLOAT_BYTES, true);
    }
    return [name, { shape, values }] as const;
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}

type DType = keyof typeof BYTES_OF;

/** Row-major numbers of any type, by name. */
export type NamedArrays = Record<
  string,
  { shape: number[]; dtype: DType; values: ArrayLike<number> }
>;

const VALUES_OF: Record<DType, (buffer: ArrayBuffer) => ArrayLike<number>> = {
  F32: (buffer) => new Float32Array(buffer),
  F64: (buffer) => new Float64Array(buffer),
  F16: (buffer) => decodeHalfFloats(new Uint8Array(buffer)),
  // The upper half of a float32.
  BF16: (buffer) =>
    new Float32Array(
      Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer,
    ),
  I32: (buffer) => new Int32Array(buffer),
  I64: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number),
  U8: (buffer) => new Uint8Array(buffer),
};

/** As `readSafetensors`, of tensors of any type that NumPy and PyTorch write features and labels in. */
export function readSafetensorsArrays(bytes: Uint8Array): {
  arrays: NamedArrays;
  metadata: Record<string, string>;
} {
  const dtypes = Object.keys(BYTES_OF) as DType[];
  const { places, start, metadata } = readPlaces(bytes, dtypes);
  const arrays = places.map(({ name, shape, dtype, begin, end }) => {
    const { buffer } = bytes.slice(start + begin, start + end);
    return [name, { shape, dtype, values: VALUES_OF[dtype](buffer) }] as const;
  });
  return { arrays: Object.fromEntries(arrays), metadata };
}

/** Where each tensor lies, of one of these types each. */
function readPlaces(bytes: Uint8Array, dtypes: readonly DType[]) {
  const { header, start } = readHeader(bytes);
  const { [METADATA]: metadata, ...entries } = header;
  const names = Object.keys(entries);
  if (names.length > LIMITS.tensors) {
    throw malformed(`hold at most ${LIMITS.tensors} tensors`, names.length);
  }
  const dataBytes = bytes.length - start;
  const places = names.map((name) => ({
    name,
    ...readEntry(name, entries[name], dataBytes, dtypes),
  }));
  requireNoGaps(places, dataBytes);
  return { places, start, metadata: readMetadata(metadata) };
}

function readHeader(bytes: Uint8Array): {
  header: Record<string, unknown>;
  start: number;
} {
  if (bytes.length < LENGTH_BYTES) {
    throw malformed(
      `begin with ${LENGTH_BYTES} bytes of length`,
      `${bytes.length} bytes in all`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > LIMITS.headerBytes) {
    throw malformed(
      `have a header of at most ${LIMITS.headerBytes} bytes`,
      length.toString(),
    );
  }
  const start = LENGTH_BYTES + Number(length);
  if (start > bytes.length) {
    throw malformed(
      `hold its whole header, ${start} bytes`,
      `${bytes.length} bytes`,
    );
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(
      bytes.subarray(LENGTH_BYTES, start),
    );
  } catch {
    throw malformed("have a header in UTF-8", "other bytes");
  }
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw malformed("have a header of JSON", JSON.stringify(text.slice(0, 24)));
  }
  if (!isRecord(header)) {
    throw malformed("have a JSON object as header", brief(header));
  }
  return { header, start };
}

type Place = { shape: number[]; dtype: DType; begin: number; end: number };

function readEntry(
  name: string,
  entry: unknown,
  dataBytes: number,
  dtypes: readonly DType[],
): Place {
  const at = JSON.stringify(name);
  if (!isRecord(entry)) {
    throw malformed(`describe tensor ${at} with an object`, brief(entry));
  }
  const { dtype: type, shape, data_offsets: offsets } = entry;
  const dtype = dtypes.find((each) => each === type);
  if (!dtype) {
    throw malformed(`hold ${dtypes.join(", ")} in tensor ${at}`, brief(type));
  }
  if (!isCounts(shape) || shape.length > LIMITS.axes) {
    throw malformed(
      `give tensor ${at} a shape of at most ${LIMITS.axes} whole numbers from 0`,
      brief(shape),
    );
  }
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw malformed(
      `give tensor ${at} two offsets, whole numbers from 0`,
      brief(offsets),
    );
  }
  const [begin, end] = offsets as [number, number];
  if (begin > end || end > dataBytes) {
    throw malformed(
      `keep tensor ${at} within ${dataBytes} bytes of values`,
      `${begin} to ${end}`,
    );
  }
  const needed = shape.reduce((a, b) => a * b, BYTES_OF[dtype]);
  if (end - begin !== needed) {
    throw malformed(
      `give tensor ${at} of shape [${shape.join(", ")}] ${needed} bytes`,
      end - begin,
    );
  }
  return { shape, dtype, begin, end };
}

/** Every byte of the values belongs to one tensor: nothing is hidden between them, nothing is read twice. */
function requireNoGaps(
  places: readonly (Place & { name: string })[],
  dataBytes: number,
): void {
  const sorted = places.toSorted((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== reached) {
      throw malformed(
        `begin tensor ${JSON.stringify(name)} where the one before ends, at ${reached}`,
        begin,
      );
    }
    reached = end;
  }
  if (reached !== dataBytes) {
    throw malformed(
      `end with its last tensor, after ${reached} bytes of values`,
      dataBytes,
    );
  }
}

function readMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isRecord(metadata)) {
    throw malformed(`have an object of texts in ${METADATA}`, brief(metadata));
  }
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== "string") {
      throw malformed(
        `have a text in ${METADATA} at ${JSON.stringify(key)}`,
        brief(value),
      );
    }
  }
  return metadata as Record<string, string>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.every((count) => Number.isSafeInteger(count) && (count as number) >= 0);

const malformed = (expected: string, got: string | number) =>
  new EngineError(
    "import-unreadable",
    `readSafetensors: the file must ${expected}, got ${got}`,
  );
