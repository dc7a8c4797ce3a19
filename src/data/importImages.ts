/** Files that somebody brings along become labelled images: finds out what they are, and hands them to the decoder for that. */
import type { ResizePolicy } from "../protocol/importing.ts";
import { cifarImages } from "./decoders/cifar.ts";
import { idxArray, idxPair } from "./decoders/idx.ts";
import { folderImages } from "./decoders/imageFolder.ts";
import { IMPORT_LIMITS } from "./decoders/importLimits.ts";
import { gunzipBounded, isGzip } from "./decoders/inflate.ts";
import {
  checkClassCount,
  type LabelledImages,
} from "./decoders/labelledImages.ts";
import { npyArray, npyImages, type NpyArray } from "./decoders/npy.ts";
import { PICTURE_NAME } from "./decoders/pictures.ts";
import { tooLarge, unfit, unreadable } from "./decoders/refusal.ts";
import { areaResized, RESIZED_SIDE } from "./decoders/resize.ts";
import { splitOfName } from "./decoders/saidSplit.ts";
import type { PictureOptions } from "./decoders/shrinkPictures.ts";
import {
  baseName,
  isClutter,
  PARQUET_NAME,
  type SourceFile,
} from "./decoders/sourceFile.ts";
import { isTar, tarFiles } from "./decoders/tar.ts";
import { isZip, zipFiles } from "./decoders/zip.ts";

/** Lists of class names in CIFAR's archives. */
const CIFAR_NAMES = /^(batches\.meta|fine_label_names)\.txt$/;

/**
 * Reads a set of labelled images from a folder's files, one archive, or loose files.
 *
 * IDX (gzip or not), CIFAR binary, npy and npz, pictures in a folder for each class, parquet files of pictures; all but npz also inside zip, tar or tar.gz.
 *
 * @param name What messages call the whole.
 * @returns Images of at most 32 x 32 pixels: larger ones are shrunk. Every class has an image.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`; the message names the file.
 */
export async function importImages(
  name: string,
  files: readonly SourceFile[],
  options: PictureOptions,
): Promise<LabelledImages> {
  checkSource(name, files);
  const source = await unpacked(name, files);
  const decoded = await decode(name, source, options);
  checkClassCount(name, decoded.classTitles.length);
  checkNoClassEmpty(name, decoded);
  return shrunk(decoded, options.resize);
}

function checkSource(name: string, files: readonly SourceFile[]): void {
  if (files.length === 0) throw unfit(name, "files with images", "none");
  if (files.length > IMPORT_LIMITS.files) {
    throw tooLarge(
      name,
      `at most ${IMPORT_LIMITS.files} files`,
      `${files.length}`,
    );
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > IMPORT_LIMITS.storedBytes) {
    throw tooLarge(
      name,
      `at most ${IMPORT_LIMITS.storedBytes} bytes`,
      `${total}`,
    );
  }
}

/** The files inside a single archive; otherwise the files themselves. Hidden ones are dropped. */
async function unpacked(
  name: string,
  files: readonly SourceFile[],
): Promise<SourceFile[]> {
  const kept = files.filter(({ path }) => !isClutter(path));
  const [only] = kept;
  const isWhole = ({ path }: SourceFile) =>
    PICTURE_NAME.test(path) || PARQUET_NAME.test(path);
  if (kept.length !== 1 || !only || isWhole(only)) return kept;
  let bytes = await only.read();
  let path = only.path;
  if (isZip(bytes)) {
    return zipFiles(path, bytes).filter((file) => !isClutter(file.path));
  }
  if (isGzip(bytes)) {
    bytes = gunzipBounded(path, bytes);
    path = path.replace(/\.gz$/i, "");
  }
  if (isTar(bytes)) {
    return tarFiles(path, bytes).filter((file) => !isClutter(file.path));
  }
  const size = bytes.length;
  return [{ path, size, read: () => bytes }];
}

const hasEnding = (ending: RegExp) => (file: SourceFile) =>
  ending.test(file.path);

async function decode(
  name: string,
  files: readonly SourceFile[],
  options: PictureOptions,
): Promise<LabelledImages> {
  const tables = files.filter(hasEnding(PARQUET_NAME));
  if (tables.length > 0) {
    const { parquetImages } = await import("./decoders/parquetImages.ts");
    return parquetImages(name, tables, options);
  }
  const pictures = files.filter(hasEnding(PICTURE_NAME));
  if (pictures.length > 0) return folderImages(name, pictures, options);
  const npy = files.filter(hasEnding(/\.npy$/i));
  if (npy.length > 0) return npyFiles(name, npy);
  const binary = files.filter(hasEnding(/\.bin$/i));
  if (binary.length > 0) {
    const list = files.find(({ path }) => CIFAR_NAMES.test(baseName(path)));
    return cifarFiles(binary, list);
  }
  const idx = files.filter(hasEnding(/(ubyte|\.idx\d?)(\.gz)?$/i));
  if (idx.length > 0) return idxFiles(name, idx);
  const names = files.slice(0, 4).map(({ path }) => path);
  throw unreadable(
    name,
    "pictures in folders, IDX (-ubyte, .idx), CIFAR binary (.bin), .npy or .npz, parquet, or a zip, tar or tar.gz of these",
    names.join(", ") || "an archive without files",
  );
}

async function npyFiles(
  name: string,
  files: readonly SourceFile[],
): Promise<LabelledImages> {
  const arrays = new Map<string, NpyArray>();
  for (const file of files) {
    const key = baseName(file.path).replace(/\.npy$/i, "");
    arrays.set(key, npyArray(file.path, await file.read()));
  }
  return npyImages(name, arrays);
}

async function cifarFiles(
  files: readonly SourceFile[],
  list: SourceFile | undefined,
): Promise<LabelledImages> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const read: { name: string; bytes: Uint8Array; split: number }[] = [];
  for (const { path, read: readBytes } of sorted) {
    const split = splitOfName(baseName(path));
    read.push({ name: path, bytes: await readBytes(), split });
  }
  const text = list ? new TextDecoder().decode(await list.read()) : "";
  const titles = text.split("\n").map((line) => line.trim());
  return cifarImages(read, titles.filter(Boolean));
}

/** MNIST's names: train-images-idx3-ubyte and train-labels-idx1-ubyte, t10k-... for testing. */
async function idxFiles(
  name: string,
  files: readonly SourceFile[],
): Promise<LabelledImages> {
  const read = new Map<string, Uint8Array>();
  let left: number = IMPORT_LIMITS.inflatedBytes;
  for (const file of files) {
    let bytes = await file.read();
    if (isGzip(bytes)) {
      bytes = gunzipBounded(file.path, bytes, left);
      left -= bytes.length;
    }
    read.set(file.path, bytes);
  }
  const ranked = [...read].map(([path, bytes]) => ({
    name: path,
    bytes,
    rank: idxArray(path, bytes).shape.length,
  }));
  const images = ranked.filter(({ rank }) => rank > 1);
  const labels = ranked.filter(({ rank }) => rank === 1);
  const stem = (path: string) =>
    path.replace(/(images?|labels?)/i, "").replace(/idx\d/i, "");
  const parts = images.map((file) => {
    const partner =
      images.length === 1 && labels.length === 1
        ? labels[0]
        : labels.find((other) => stem(other.name) === stem(file.name));
    if (!partner) {
      throw unfit(
        file.name,
        "together with its file of labels",
        labels.map((other) => other.name).join(", ") || "none",
      );
    }
    const part = idxPair(file, partner);
    part.splits.fill(splitOfName(baseName(file.name)));
    return part;
  });
  if (parts.length === 0) {
    throw unfit(name, "IDX images and labels", "labels alone");
  }
  return joined(name, parts);
}

function joined(
  name: string,
  parts: readonly LabelledImages[],
): LabelledImages {
  const [first] = parts;
  if (parts.length === 1) return first!;
  const sizes = parts.map(({ height, width, channels }) =>
    [height, width, channels].join(" x "),
  );
  if (new Set(sizes).size > 1) {
    throw unreadable(name, "images of one size", sizes.join(", "));
  }
  const all = (pick: (part: LabelledImages) => Uint8Array) => {
    const length = parts.reduce((sum, part) => sum + pick(part).length, 0);
    const out = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      out.set(pick(part), at);
      at += pick(part).length;
    }
    return out;
  };
  const titles = parts.map(({ classTitles }) => classTitles);
  return {
    ...first!,
    images: all(({ images }) => images),
    labels: all(({ labels }) => labels),
    splits: all(({ splits }) => splits),
    classTitles: titles.toSorted((a, b) => b.length - a.length)[0]!,
  };
}

function checkNoClassEmpty(
  name: string,
  { labels, classTitles }: LabelledImages,
): void {
  const counts = classTitles.map(() => 0);
  for (const label of labels) counts[label]!++;
  const empty = counts.indexOf(0);
  if (empty < 0) return;
  throw unfit(
    name,
    "a set in which every class has an image",
    `none of ${classTitles[empty]} (label ${empty} of ${counts.length})`,
  );
}

/** Arrays of larger images, shrunk one by one; a pack holds at most 32 x 32. */
function shrunk(decoded: LabelledImages, policy: ResizePolicy): LabelledImages {
  const { height, width, channels, labels } = decoded;
  if (height <= RESIZED_SIDE && width <= RESIZED_SIDE) return decoded;
  const before = height * width * channels;
  const after = RESIZED_SIDE * RESIZED_SIDE * channels;
  const images = new Uint8Array(labels.length * after);
  for (let i = 0; i < labels.length; i++) {
    const pixels = decoded.images.subarray(i * before, (i + 1) * before);
    const size = { height, width, channels };
    images.set(areaResized(pixels, size, policy), i * after);
  }
  return { ...decoded, images, height: RESIZED_SIDE, width: RESIZED_SIDE };
}
