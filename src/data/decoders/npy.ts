/** NumPy's files: .npy holds one array, .npz a zip of them. Nothing pickled is read. */
import { decodeHalfFloats } from "../formats/halfFloats.ts";
import { IMPORT_LIMITS } from "./importLimits.ts";
import {
  checkImageCount,
  labelBytes,
  numberedClasses,
  type LabelledImages,
} from "./labelledImages.ts";
import { firstBytes, tooLarge, unfit, unreadable } from "./refusal.ts";
import { splitOfName } from "./saidSplit.ts";

export type NpyArray = {
  shape: number[];
  /** NumPy's own name of the type: "|u1", "<f4". */
  dtype: string;
  values: ArrayLike<number>;
};

const MAGIC = "\x93NUMPY";

type Reader = (buffer: ArrayBuffer) => ArrayLike<number>;

const READERS: Record<string, { bytes: number; read: Reader }> = {
  "|u1": { bytes: 1, read: (buffer) => new Uint8Array(buffer) },
  "|i1": { bytes: 1, read: (buffer) => new Int8Array(buffer) },
  "|b1": { bytes: 1, read: (buffer) => new Uint8Array(buffer) },
  "<u2": { bytes: 2, read: (buffer) => new Uint16Array(buffer) },
  "<i2": { bytes: 2, read: (buffer) => new Int16Array(buffer) },
  "<u4": { bytes: 4, read: (buffer) => new Uint32Array(buffer) },
  "<i4": { bytes: 4, read: (buffer) => new Int32Array(buffer) },
  "<u8": {
    bytes: 8,
    read: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number),
  },
  "<i8": {
    bytes: 8,
    read: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number),
  },
  "<f2": {
    bytes: 2,
    read: (buffer) => decodeHalfFloats(new Uint8Array(buffer)),
  },
  "<f4": { bytes: 4, read: (buffer) => new Float32Array(buffer) },
  "<f8": { bytes: 8, read: (buffer) => new Float64Array(buffer) },
};

/** Rounding may take a pixel this far out of its range. */
const RANGE_SLACK = 1e-3;

const isNpy = (bytes: Uint8Array): boolean =>
  [...MAGIC].every((letter, i) => bytes[i] === letter.charCodeAt(0));

type NpyHeader = { dtype: string; shape: number[]; end: number };

/** @throws {EngineError} `import-unreadable` for a damaged header, or Fortran's order. */
function npyHeader(name: string, bytes: Uint8Array): NpyHeader {
  if (!isNpy(bytes)) {
    throw unreadable(name, "npy (0x934e554d)", firstBytes(bytes));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLong = bytes[6]! >= 2;
  const start = isLong ? 12 : 10;
  if (bytes.length < start) {
    throw unreadable(name, "npy with a whole header", `${bytes.length} bytes`);
  }
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const end = start + length;
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, end));
  const dtype = /'descr': *'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order': *(True|False)/.exec(header)?.[1];
  const dims = /'shape': *\(([\d, ]*)\)/.exec(header)?.[1];
  if (
    end > bytes.length ||
    dtype === undefined ||
    order === undefined ||
    dims === undefined
  ) {
    throw unreadable(
      name,
      "npy whose header names descr, fortran_order and shape",
      JSON.stringify(header.slice(0, 60)),
    );
  }
  if (order === "True") {
    throw unreadable(
      name,
      "npy in C's order (numpy.ascontiguousarray)",
      "Fortran's order",
    );
  }
  const shape = dims
    .split(",")
    .filter((part) => part.trim())
    .map(Number);
  return { dtype, shape, end };
}

function unknownType(name: string, expected: string, dtype: string) {
  const why = dtype.includes("O") ? ", which needs Python to be read" : "";
  return unreadable(name, expected, `'${dtype}'${why}`);
}

/** The values' bytes, of which there must be as many as the header says. */
function valueBytes(
  name: string,
  bytes: Uint8Array,
  { dtype, shape, end }: NpyHeader,
  each: number,
): ArrayBuffer {
  const expected = shape.reduce((product, size) => product * size, each);
  if (bytes.length - end !== expected) {
    throw unreadable(
      name,
      `[${shape.join(", ")}] of ${dtype}, ${expected} bytes, as its header says`,
      `${bytes.length - end} bytes`,
    );
  }
  return bytes.slice(end).buffer;
}

/** @throws {EngineError} `import-unreadable` for a damaged header, an unknown type, Fortran's order, or another length than the shape's. */
export function npyArray(name: string, bytes: Uint8Array): NpyArray {
  const header = npyHeader(name, bytes);
  const { dtype, shape } = header;
  const reader = Object.hasOwn(READERS, dtype) ? READERS[dtype]! : null;
  if (!reader) {
    const known = Object.keys(READERS).join(", ");
    throw unknownType(name, `npy of one of the types ${known}`, dtype);
  }
  const values = reader.read(valueBytes(name, bytes, header, reader.bytes));
  return { shape, dtype, values };
}

/** NumPy's texts: fixed lengths of four-byte characters, or of bytes, filled up with zeros. */
const TEXT_TYPE = /^(?:<U|\|S)(\d+)$/;

export const isNpyTexts = (name: string, bytes: Uint8Array): boolean =>
  TEXT_TYPE.test(npyHeader(name, bytes).dtype);

/** A list of texts, dtype `<U…` or `|S…`. @throws {EngineError} As `npyArray`. */
export function npyTexts(name: string, bytes: Uint8Array): string[] {
  const header = npyHeader(name, bytes);
  const length = Number(TEXT_TYPE.exec(header.dtype)?.[1]);
  if (Number.isNaN(length)) {
    throw unknownType(name, "npy of texts (<U or |S)", header.dtype);
  }
  const isWide = header.dtype.startsWith("<U");
  const each = length * (isWide ? 4 : 1);
  const buffer = valueBytes(name, bytes, header, each);
  const n = header.shape.reduce((product, size) => product * size, 1);
  const decoder = new TextDecoder();
  return Array.from({ length: n }, (_, i) => {
    const part = buffer.slice(i * each, (i + 1) * each);
    const text = isWide
      ? Array.from(new Uint32Array(part), (code) =>
          code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd",
        ).join("")
      : decoder.decode(part);
    return text.replace(/\0+$/, "");
  });
}

/** Words for images and labels in the names of arrays: Keras' x_train, MedMNIST's train_images, and plain ones. */
const IMAGE_WORD = /(^|_)(x|images?|data|pixels)(?=_|$)/i;
const LABEL_WORD = /(^|_)(y|labels?|targets?|classes)(?=_|$)/i;

type Pair = {
  key: string;
  images: NpyArray;
  labels: NpyArray;
  split: number;
};

/**
 * Images and labels of named arrays; several pairs (x_train, y_train, x_test, y_test) are joined.
 *
 * @throws {EngineError} `import-unfit` if no array of images has labels; otherwise as the arrays deserve.
 */
export function npyImages(
  name: string,
  arrays: ReadonlyMap<string, NpyArray>,
): LabelledImages {
  const pairs = arrayPairs(name, arrays);
  const parts = pairs.map(({ key, images }) =>
    pixelBytes(`${name}: ${key}`, images),
  );
  const [first] = parts;
  const { height, width, channels } = first!;
  parts.forEach((part, i) => {
    const got = [part.height, part.width, part.channels].join(" x ");
    const expected = [height, width, channels].join(" x ");
    if (got !== expected) {
      throw unreadable(
        `${name}: ${pairs[i]!.key}`,
        `images of ${expected}, as ${pairs[0]!.key} has`,
        got,
      );
    }
  });
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  checkImageCount(name, n);
  const images = new Uint8Array(n * height * width * channels);
  const labels = new Uint8Array(n);
  const splits = new Uint8Array(n);
  let at = 0;
  parts.forEach((part, i) => {
    const { key, labels: array, split } = pairs[i]!;
    const marks = labelBytes(`${name}: labels of ${key}`, array.values);
    if (marks.length !== part.n) {
      throw unreadable(
        `${name}: labels of ${key}`,
        `as many as there are images (${part.n})`,
        `${marks.length}`,
      );
    }
    images.set(part.pixels, at * height * width * channels);
    labels.set(marks, at);
    splits.fill(split, at, at + part.n);
    at += part.n;
  });
  const classTitles = numberedClasses(labels);
  return { height, width, channels, images, labels, classTitles, splits };
}

function arrayPairs(
  name: string,
  arrays: ReadonlyMap<string, NpyArray>,
): Pair[] {
  const isImages = ({ shape }: NpyArray) =>
    shape.length === 3 || shape.length === 4;
  const isLabels = ({ shape }: NpyArray) =>
    shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  const images = [...arrays].filter(([, array]) => isImages(array));
  const labels = [...arrays].filter(([, array]) => isLabels(array));
  const isOnlyPair = images.length === 1 && labels.length === 1;
  const rest = (key: string, word: RegExp) =>
    key.replace(word, "").replace(/^_|_$/g, "").toLowerCase();
  const pairs = images.flatMap(([key, array]): Pair[] => {
    const partner = isOnlyPair
      ? labels[0]
      : labels.find(
          ([other]) => rest(other, LABEL_WORD) === rest(key, IMAGE_WORD),
        );
    if (!partner) return [];
    return [
      { key, images: array, labels: partner[1], split: splitOfName(key) },
    ];
  });
  if (pairs.length > 0) return pairs;
  const got = [...arrays].map(
    ([key, { shape }]) => `${key} [${shape.join(", ")}]`,
  );
  throw unfit(
    name,
    "an array of images [n, h, w], [n, h, w, c] or [n, c, h, w] and one of labels [n]",
    got.slice(0, 8).join(", ") || "no array",
  );
}

type Pixels = {
  n: number;
  height: number;
  width: number;
  channels: number;
  pixels: Uint8Array;
};

function pixelBytes(name: string, { shape, values }: NpyArray): Pixels {
  const isPlanar =
    shape.length === 4 && !isChannels(shape[3]) && isChannels(shape[1]);
  const [n = 0, a = 0, b = 0, c = 1] = shape;
  const [height, width, channels] = isPlanar ? [b, c, a] : [a, b, c];
  if (!isChannels(channels) || height < 1 || width < 1) {
    throw unreadable(
      name,
      "images of 1 or 3 channels, [n, h, w], [n, h, w, c] or [n, c, h, w]",
      `[${shape.join(", ")}]`,
    );
  }
  if (Math.max(height, width) > IMPORT_LIMITS.arraySide) {
    throw tooLarge(
      name,
      `of images up to ${IMPORT_LIMITS.arraySide} pixels wide and high`,
      `${height} x ${width}`,
    );
  }
  checkImageCount(name, n);
  const scale = pixelScale(name, values);
  const pixels = new Uint8Array(values.length);
  const plane = height * width;
  for (let i = 0; i < values.length; i++) {
    const value = Math.min(255, Math.max(0, Math.round(values[i]! * scale)));
    if (!isPlanar) {
      pixels[i] = value;
      continue;
    }
    const image = Math.floor(i / (plane * channels));
    const channel = Math.floor(i / plane) % channels;
    pixels[(image * plane + (i % plane)) * channels + channel] = value;
  }
  return { n, height, width, channels, pixels };
}

const isChannels = (count: number | undefined) => count === 1 || count === 3;

/** 255 where pixels lie in 0 to 1 and are not whole bytes, 1 where they lie in 0 to 255. */
function pixelScale(name: string, values: ArrayLike<number>): number {
  if (values instanceof Uint8Array) return 1;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      throw unreadable(
        name,
        "pixels that are numbers",
        `${value} at position ${i}`,
      );
    }
    if (value < -RANGE_SLACK || value > 255 + RANGE_SLACK) {
      throw unreadable(
        name,
        "pixels from 0 to 1 or from 0 to 255",
        `${value} at position ${i}; are the images normalised?`,
      );
    }
    if (value > most) most = value;
  }
  const isFloat =
    values instanceof Float32Array || values instanceof Float64Array;
  return isFloat && most <= 1 + RANGE_SLACK ? 255 : 1;
}
