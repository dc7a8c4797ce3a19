/** IDX, the format of MNIST and its kin: a file of images and one of labels. */
import { IMPORT_LIMITS } from "./importLimits.ts";
import {
  checkImageCount,
  numberedClasses,
  type LabelledImages,
} from "./labelledImages.ts";
import { firstBytes, tooLarge, unreadable } from "./refusal.ts";

const UNSIGNED_BYTE = 8;

type IdxArray = { shape: number[]; values: Uint8Array };

/** Two zero bytes, a type, a rank: enough to tell IDX from what it might be confused with. */
const isIdx = (bytes: Uint8Array): boolean =>
  bytes[0] === 0 &&
  bytes[1] === 0 &&
  bytes[2]! >= 0x08 &&
  bytes[2]! <= 0x0e &&
  bytes[3]! >= 1 &&
  bytes[3]! <= 4;

/** @throws {EngineError} `import-unreadable` if it is not bytes of rank 1, 3 or 4, or not as long as it says. */
export function idxArray(name: string, bytes: Uint8Array): IdxArray {
  if (!isIdx(bytes)) {
    throw unreadable(
      name,
      "IDX (0x000008 and a rank)",
      `${firstBytes(bytes)}; is the file damaged?`,
    );
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    throw unreadable(
      name,
      "IDX of unsigned bytes (type 0x08)",
      `type 0x${bytes[2]!.toString(16).padStart(2, "0")}`,
    );
  }
  const rank = bytes[3]!;
  const header = 4 + 4 * rank;
  if (bytes.length < header) {
    throw unreadable(
      name,
      `IDX with a header of ${header} bytes`,
      `${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shape = Array.from({ length: rank }, (_, i) =>
    view.getUint32(4 + 4 * i),
  );
  const expected = shape.reduce((product, size) => product * size, 1);
  const values = bytes.subarray(header);
  if (values.length !== expected) {
    throw unreadable(
      name,
      `[${shape.join(", ")}], ${expected} bytes, as its header says`,
      `${values.length} bytes`,
    );
  }
  return { shape, values };
}

/**
 * Joins images and labels that belong together.
 *
 * @throws {EngineError} If one is not what its place needs, or their counts differ.
 */
export function idxPair(
  images: { name: string; bytes: Uint8Array },
  labels: { name: string; bytes: Uint8Array },
): LabelledImages {
  const pixels = idxArray(images.name, images.bytes);
  const marks = idxArray(labels.name, labels.bytes);
  const [n = 0, height = 0, width = 0, channels = 1] = pixels.shape;
  if (
    pixels.shape.length < 3 ||
    !(height > 0 && width > 0) ||
    !(channels === 1 || channels === 3)
  ) {
    throw unreadable(
      images.name,
      "images [n, h, w] or [n, h, w, 3]",
      `[${pixels.shape.join(", ")}]`,
    );
  }
  if (Math.max(height, width) > IMPORT_LIMITS.arraySide) {
    throw tooLarge(
      images.name,
      `of images up to ${IMPORT_LIMITS.arraySide} pixels wide and high`,
      `${height} x ${width}`,
    );
  }
  if (marks.shape.length !== 1) {
    throw unreadable(labels.name, "labels [n]", `[${marks.shape.join(", ")}]`);
  }
  if (marks.shape[0] !== n) {
    throw unreadable(
      labels.name,
      `as many labels as ${images.name} has images (${n})`,
      `${marks.shape[0]}`,
    );
  }
  checkImageCount(images.name, n);
  return {
    ...{ height, width, channels },
    images: pixels.values,
    labels: marks.values,
    classTitles: numberedClasses(marks.values),
    splits: new Uint8Array(n),
  };
}
