/** CIFAR-10's and CIFAR-100's binary layout: records of label bytes and 32 x 32 pixels, one colour after the other. */
import { checkImageCount, type LabelledImages } from "./labelledImages.ts";
import { unreadable } from "./refusal.ts";

const SIDE = 32;
const PLANE = SIDE * SIDE;
const PIXEL_BYTES = 3 * PLANE;

/** Label bytes before the pixels; CIFAR-100 has a coarse and a fine one, of which the fine one counts. */
const LAYOUTS = [
  { title: "CIFAR-10", labelBytes: 1, classes: 10 },
  { title: "CIFAR-100", labelBytes: 2, classes: 100 },
] as const;

type NamedBytes = { name: string; bytes: Uint8Array; split: number };

/**
 * Records of one or more files, in their order.
 *
 * @param classTitles Names from the archive's own list; empty: they are numbered.
 * @throws {EngineError} `import-unreadable` if a file is not whole records, files differ in layout, or a label is out of range.
 */
export function cifarImages(
  files: readonly NamedBytes[],
  classTitles: readonly string[],
): LabelledImages {
  const layout = layoutOf(files);
  const record = layout.labelBytes + PIXEL_BYTES;
  const n = files.reduce((sum, { bytes }) => sum + bytes.length / record, 0);
  checkImageCount(files[0]!.name, n);
  const images = new Uint8Array(n * PIXEL_BYTES);
  const labels = new Uint8Array(n);
  const splits = new Uint8Array(n);
  let i = 0;
  for (const { name, bytes, split } of files) {
    for (let at = 0; at < bytes.length; at += record, i++) {
      const pixels = at + layout.labelBytes;
      const label = bytes[pixels - 1]!;
      if (label >= layout.classes) {
        throw unreadable(
          name,
          `${layout.title} with labels below ${layout.classes}`,
          `${label} in record ${at / record}`,
        );
      }
      labels[i] = label;
      splits[i] = split;
      interleave(bytes, pixels, images, i * PIXEL_BYTES);
    }
  }
  const hasTitles = classTitles.length === layout.classes;
  return {
    ...{ height: SIDE, width: SIDE, channels: 3, images, labels, splits },
    classTitles: Array.from({ length: layout.classes }, (_, k) =>
      hasTitles ? classTitles[k]! : `Class ${k}`,
    ),
  };
}

function layoutOf(files: readonly NamedBytes[]) {
  const fits = (labelBytes: number) =>
    files.every(
      ({ bytes }) =>
        bytes.length > 0 && bytes.length % (labelBytes + PIXEL_BYTES) === 0,
    );
  const layout = LAYOUTS.find(({ labelBytes }) => fits(labelBytes));
  if (layout) return layout;
  const sizes = files.map(({ bytes }) => bytes.length).slice(0, 4);
  throw unreadable(
    files[0]!.name,
    "CIFAR binary: records of 3,073 bytes (CIFAR-10) or 3,074 (CIFAR-100) in every file",
    `${sizes.join(", ")} bytes`,
  );
}

/** Planes of red, green and blue at `from` become pixels at `to`. */
function interleave(
  planes: Uint8Array,
  from: number,
  out: Uint8Array,
  to: number,
): void {
  for (let p = 0; p < PLANE; p++) {
    out[to + 3 * p] = planes[from + p]!;
    out[to + 3 * p + 1] = planes[from + PLANE + p]!;
    out[to + 3 * p + 2] = planes[from + 2 * PLANE + p]!;
  }
}
