/** Reads a pack's files into typed arrays, and believes none of them before checking it. */
import { EngineError } from "../protocol/engineError.ts";
import {
  packIndexSchema,
  SPLITS,
  type PackIndex,
  type PackManifest,
  type Split,
} from "../protocol/packs.ts";
import { MissingFileError, type ReadFile } from "./readFile.ts";
import { sha256Hex } from "./sha256.ts";

/** Images, labels and domains of a pack, in the order train, validation, test. */
export type Pack = {
  manifest: PackManifest;
  /** [n, height, width, channels], 0 to 255. */
  images: Uint8Array;
  /** [n], index into `manifest.classes`. */
  labels: Uint8Array;
  /** [n], index into `manifest.domains`; empty when the pack has none. */
  domains: Uint8Array;
  /** First index of a split, and the one after its last. */
  splitRange(split: Split): { start: number; end: number };
};

type PackFile = PackManifest["files"]["images"];

/** Where the build lists the packs that are there. */
export const PACK_INDEX_PATH = "packs/index.json";

/** Longest side that fits what student and teacher see. */
const MAX_SIDE = 32;

/** Manifests of the packs that are there. @throws {EngineError} `pack-missing`, `pack-corrupt` or `network`. */
export async function loadPackIndex(readFile: ReadFile): Promise<PackIndex> {
  const bytes = await read(
    "loadPackIndex",
    readFile,
    PACK_INDEX_PATH,
    "the list of packs",
  );
  const text = new TextDecoder().decode(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new EngineError(
      "pack-corrupt",
      `loadPackIndex: ${PACK_INDEX_PATH} must be JSON, got ${bytes.length} bytes beginning ${JSON.stringify(text.slice(0, 24))}`,
    );
  }
  const parsed = packIndexSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new EngineError(
      "pack-corrupt",
      `loadPackIndex: ${PACK_INDEX_PATH} must be a list of packs of format 1, got a mistake at '${issue.path.join(".")}': ${issue.message}`,
    );
  }
  return parsed.data;
}

/**
 * Fetches, checks and inflates one pack.
 *
 * @param onProgress Stored bytes of all its files, so far and in all.
 * @throws {EngineError} `pack-missing` (a file is not there), `pack-corrupt` (size, checksum or content differ from the manifest)
 *   or `network`; the message names the file, what was expected and what came.
 */
export async function loadPack(
  readFile: ReadFile,
  manifest: PackManifest,
  onProgress: (doneBytes: number, totalBytes: number) => void = () => {},
): Promise<Pack> {
  checkSizes(manifest);
  const { images, labels, domains } = manifest.files;
  const wanted = [images, labels, ...(domains ? [domains] : [])];
  const total = wanted.reduce((sum, file) => sum + file.bytes, 0);
  const raw: Uint8Array[] = [];
  let before = 0;
  onProgress(0, total);
  for (const file of wanted) {
    const path = `packs/${manifest.id}/${file.path}`;
    const stored = await read(
      "loadPack",
      readFile,
      path,
      `${file.bytes} bytes`,
      (done) => onProgress(before + Math.min(done, file.bytes), total),
    );
    await checkStored(path, file, stored);
    raw.push(await inflate(path, file, stored));
    before += file.bytes;
    onProgress(before, total);
  }
  const pack: Pack = {
    manifest,
    images: raw[0]!,
    labels: raw[1]!,
    domains: raw[2] ?? new Uint8Array(0),
    splitRange: (split) => splitRange(manifest, split),
  };
  checkIndices(manifest, "labels", pack.labels, manifest.classes.length);
  checkIndices(manifest, "domains", pack.domains, manifest.domains.length);
  checkClassCounts(pack);
  return pack;
}

/** Number of images in all splits. */
export const imageCount = ({ counts }: PackManifest) =>
  counts.train + counts.validation + counts.test;

function splitRange({ counts }: PackManifest, split: Split) {
  const before = SPLITS.slice(0, SPLITS.indexOf(split));
  const start = before.reduce((sum, earlier) => sum + counts[earlier], 0);
  return { start, end: start + counts[split] };
}

async function read(
  caller: string,
  readFile: ReadFile,
  path: string,
  expected: string,
  onProgress?: (done: number, total: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path, onProgress);
  } catch (cause) {
    if (!(cause instanceof MissingFileError)) throw cause;
    throw new EngineError(
      "pack-missing",
      `${caller}: ${path} (${expected}) must be there; ${cause.message}`,
    );
  }
}

const corrupt = (path: string, expected: string, got: string) =>
  new EngineError(
    "pack-corrupt",
    `loadPack: ${path} must be ${expected}, got ${got}`,
  );

/** The manifest must agree with itself before anything is fetched. */
function checkSizes(manifest: PackManifest): void {
  const path = `packs/${manifest.id}/manifest.json`;
  const { height, width, channels } = manifest.image;
  if (
    !(height >= 1 && height <= MAX_SIDE && width >= 1 && width <= MAX_SIDE) ||
    !(channels === 1 || channels === 3)
  ) {
    throw corrupt(
      path,
      `of images up to ${MAX_SIDE} x ${MAX_SIDE} with 1 or 3 channels`,
      `${height} x ${width} x ${channels}`,
    );
  }
  const n = imageCount(manifest);
  const { images, labels, domains } = manifest.files;
  const sizes: [string, number, number][] = [
    ["images", images.rawBytes, n * height * width * channels],
    ["labels", labels.rawBytes, n],
    ["domains", domains?.rawBytes ?? 0, manifest.domains.length > 0 ? n : 0],
  ];
  for (const [name, got, expected] of sizes) {
    if (got !== expected) {
      throw corrupt(
        path,
        `consistent: ${n} images make ${expected} bytes of ${name}`,
        `${got}`,
      );
    }
  }
}

async function checkStored(
  path: string,
  file: PackFile,
  stored: Uint8Array<ArrayBuffer>,
): Promise<void> {
  if (stored.length !== file.bytes) {
    throw corrupt(path, `${file.bytes} bytes`, `${stored.length} bytes`);
  }
  const sha256 = await sha256Hex(stored);
  if (sha256 !== file.sha256) {
    throw corrupt(
      path,
      `${file.bytes} bytes with SHA-256 ${file.sha256}`,
      `${stored.length} bytes with SHA-256 ${sha256}`,
    );
  }
}

async function inflate(
  path: string,
  { encoding, rawBytes }: PackFile,
  stored: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const raw =
    encoding === "none"
      ? stored
      : await gunzip(stored, rawBytes).catch((cause: unknown) => {
          throw corrupt(
            path,
            "gzip",
            `an error from inflating: ${String(cause)}`,
          );
        });
  if (raw.length !== rawBytes) {
    throw corrupt(
      path,
      `${rawBytes} bytes after inflating`,
      `${raw.length} bytes`,
    );
  }
  return raw;
}

/** Deflate makes at most so many bytes of one. */
const DEFLATE_RATIO = 1032;

/** @throws {RangeError} As soon as more than `most` bytes come out, or if so many cannot. */
async function gunzip(
  stored: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array> {
  if (most > DEFLATE_RATIO * stored.length) {
    throw new RangeError(`${stored.length} bytes cannot hold ${most}`);
  }
  const inflated = new Blob([stored])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"))
    .getReader();
  const out = new Uint8Array(most);
  let at = 0;
  for (;;) {
    const { value } = await inflated.read();
    if (!value) return out.subarray(0, at);
    if (at + value.length > most) {
      void inflated.cancel();
      throw new RangeError(`more than ${most} bytes`);
    }
    out.set(value, at);
    at += value.length;
  }
}

function checkIndices(
  manifest: PackManifest,
  name: "labels" | "domains",
  values: Uint8Array,
  count: number,
): void {
  const at = values.findIndex((value) => value >= count);
  if (at === -1) return;
  throw corrupt(
    `packs/${manifest.id}/${manifest.files[name]?.path}`,
    `indices below ${count}`,
    `${values[at]} at position ${at}`,
  );
}

/** The form trusts the manifest's counts of each class before the labels are there. */
function checkClassCounts({ manifest, labels, splitRange }: Pack): void {
  for (const split of SPLITS) {
    const { start, end } = splitRange(split);
    const found = manifest.classes.map(() => 0);
    for (let i = start; i < end; i++) found[labels[i]!]!++;
    const stated = manifest.classCounts[split];
    if (found.join() === stated.join()) continue;
    throw corrupt(
      `packs/${manifest.id}/${manifest.files.labels.path}`,
      `labels of which the ${split} images count ${stated.join(", ")}, as the manifest says`,
      found.join(", "),
    );
  }
}
