/** `--data FOLDER|FILE ...`: own images on disk become the pack `own`, and a preset's config one that fits it. */
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { IMPORT_LIMITS } from "../data/decoders/importLimits.ts";
import { tooLarge } from "../data/decoders/refusal.ts";
import type { SourceFile } from "../data/decoders/sourceFile.ts";
import { importImages } from "../data/importImages.ts";
import { makeOwnPack, type OwnPack } from "../data/ownPack.ts";
import { configDifference } from "../protocol/configPaths.ts";
import type { RunConfig } from "../protocol/config.ts";
import { fitToPack } from "../protocol/fitToPack.ts";
import { RESIZE_POLICIES, type ResizePolicy } from "../protocol/importing.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { nodePictures } from "./nodePictures.ts";
import { UsageError, type Assignment } from "./settings.ts";

/** Decides which picture trains, validates and tests: not the run's seed, so that all runs meet the same test images. */
const SPLIT_SEED = 0;

/** @throws {RangeError} If it is not a policy. */
export function readResize(text: string | undefined): ResizePolicy {
  const policy = RESIZE_POLICIES.find((each) => each === (text ?? "cover"));
  if (policy) return policy;
  throw new RangeError(
    `--resize: must be ${RESIZE_POLICIES.join(" or ")}, got ${text}`,
  );
}

/**
 * Imports folders and files; says on stderr what was found.
 *
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 * @throws {UsageError} If there is no such file.
 */
export async function importOwnData(
  places: readonly string[],
  resize: ResizePolicy,
): Promise<OwnPack> {
  const files = places.flatMap((place) => filesAt("--data", place));
  const title = path.basename(path.resolve(places[0]!));
  const source = await importImages(title, files, {
    decodePicture: nodePictures,
    resize,
  });
  const pack = await makeOwnPack({ title, seed: SPLIT_SEED }, source);
  console.error(describe(pack));
  return pack;
}

/** A file, or all files of a folder. @throws {UsageError} If there is none, naming the option. */
export function filesAt(option: string, place: string): SourceFile[] {
  const stats = statSync(place, { throwIfNoEntry: false });
  if (!stats) {
    throw new UsageError(`${option}: must be a folder or file, got ${place}`);
  }
  if (stats.isFile()) return [diskFile(place, path.basename(place))];
  const names = readdirSync(place, { recursive: true, withFileTypes: true });
  const found: SourceFile[] = [];
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    const below = path.relative(place, full).split(path.sep).join("/");
    found.push(diskFile(full, below));
    if (found.length > IMPORT_LIMITS.files) {
      throw tooLarge(place, `at most ${IMPORT_LIMITS.files} files`, "more");
    }
  }
  return found;
}

/** A file as an import sees it, called `below`. */
export const diskFile = (full: string, below: string): SourceFile => ({
  path: below,
  size: statSync(full).size,
  // A Buffer's own slice is none: it would share the bytes of other files.
  read: () => new Uint8Array(readFileSync(full)),
  slice: (start, end) => readPart(full, start, end),
});

function readPart(file: string, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  const opened = openSync(file, "r");
  try {
    readSync(opened, bytes, 0, bytes.length, start);
  } finally {
    closeSync(opened);
  }
  return bytes;
}

function describe({ manifest, duplicates }: OwnPack): string {
  const { classes, classCounts, counts, image } = manifest;
  const balance = classes.map(
    (slug, k) =>
      `${slug} ${classCounts.train[k]! + classCounts.validation[k]! + classCounts.test[k]!}`,
  );
  const { copies, contradictions } = duplicates;
  return [
    `${manifest.title}: ${counts.train} training, ${counts.validation} validation and ${counts.test} test images of ${image.height} x ${image.width} x ${image.channels} in ${classes.length} classes (${balance.join(", ")})`,
    ...(copies > 0
      ? [`copies of other images: ${copies}, never in two splits`]
      : []),
    ...(contradictions > 0
      ? [`pictures with different labels: ${contradictions}`]
      : []),
  ].join("\n");
}

/**
 * What a preset needs to change for an own pack, before the assignments of the command line.
 *
 * @param assignments Theirs: what they set is left to them.
 */
export function ownDataAssignments(
  base: RunConfig,
  manifest: PackManifest,
  assignments: readonly Assignment[],
): Assignment[] {
  const set = new Map(assignments);
  const asked = set.get("data.heldOut");
  // Settings of an earlier run on own images hold out what they held out then.
  const before = base.data.pack === manifest.id ? base.data.heldOut : [];
  const heldOut = Array.isArray(asked)
    ? asked.map(String)
    : before.filter((slug) => manifest.classes.includes(slug));
  const fitted = fitToPack(base, manifest, heldOut);
  return Object.entries(configDifference(base, fitted)).filter(
    ([field]) => !set.has(field),
  );
}
