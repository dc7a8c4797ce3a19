/** `--teacher ID|FILE`: a bundled teacher by name, or features of one's own, and a preset's config one that fits them. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { makeFeatureTeacher } from "../data/features/featureTeacher.ts";
import { isFeatureFile, readFeatures } from "../data/features/readFeatures.ts";
import { loadImageSources } from "../data/imageSources.ts";
import { withOwnTeacher, type OwnTeacherFiles } from "../data/ownTeacher.ts";
import type { Pack } from "../data/pack.ts";
import type { ReadFile } from "../data/readFile.ts";
import { openPacks } from "../engine/packs.ts";
import { isBundledTeacher, type RunConfig } from "../protocol/config.ts";
import { configDifference } from "../protocol/configPaths.ts";
import { fitToTeacher } from "../protocol/fitToTeacher.ts";
import { changedConfig, UsageError, type Assignment } from "./settings.ts";

/** What a teacher asks of the settings, and the site's files with it among them. */
type ChosenTeacher = { assignments: Assignment[]; reader: ReadFile };

/**
 * Reads a teacher; says on stderr what was found.
 *
 * @param text A bundled teacher's id, or a file.
 * @param base The settings before those of the command line, which `assignments` are: what they set is left to them.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 * @throws {UsageError} If there is no such teacher or file.
 */
export async function chooseTeacher(
  text: string,
  base: RunConfig,
  assignments: readonly Assignment[],
  reader: ReadFile,
): Promise<ChosenTeacher> {
  if (isBundledTeacher(text)) {
    return { assignments: [["teacher.id", text]], reader };
  }
  const packId = changedConfig(base, assignments).data.pack;
  const pack = await openPacks(reader, () => {}).load(packId);
  const teacher = await importTeacher(text, pack, reader);
  const set = new Set(assignments.map(([field]) => field));
  const changes = configDifference(base, fitToTeacher(base, teacher.manifest));
  return {
    assignments: Object.entries(changes).filter(([field]) => !set.has(field)),
    reader: withOwnTeacher(reader, teacher),
  };
}

async function importTeacher(
  file: string,
  pack: Pack,
  reader: ReadFile,
): Promise<OwnTeacherFiles> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile() || !isFeatureFile(file)) {
    throw new UsageError(
      `--teacher: must be a bundled teacher's id, or a file of features (.npy, .npz, .safetensors, .csv), got ${file}`,
    );
  }
  const bytes = new Uint8Array(readFileSync(file));
  const name = path.basename(file);
  const features = await readFeatures({
    ...{ path: name, size: bytes.length },
    read: () => bytes,
  });
  const sources = await loadImageSources(reader, pack.manifest);
  const teacher = await makeFeatureTeacher(
    { name, bytes },
    features,
    pack,
    sources,
  );
  console.error(describe(teacher));
  return teacher;
}

const MATCHES = {
  ids: "matched by the names of the images",
  hash: "in the order of the pack whose hash the file has",
  labels: "in the order of the images, as the labels agree",
  order:
    "taken to be in the order of the images, which nothing in the file confirms",
} as const;

function describe({ manifest }: OwnTeacherFiles): string {
  const { id, rows, width, grid, pack, matchedBy, classToken } = manifest;
  const tokens =
    grid === 0
      ? "no patch tokens, so that nothing is asked of the student's"
      : `${grid} x ${grid} patch tokens${classToken === "mean" ? ", whose mean is the class token" : ""}`;
  return `teacher ${id}: features of the ${rows} images of ${pack.title}, ${width} numbers a token, ${tokens}; ${MATCHES[matchedBy]}`;
}
