/** `--teacher ID|FILE|FOLDER`: a bundled teacher by name, an ONNX network or features of one's own, and a preset's config one that fits them. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { makeFeatureTeacher } from "../data/features/featureTeacher.ts";
import { isFeatureFile, readFeatures } from "../data/features/readFeatures.ts";
import { loadImageSources } from "../data/imageSources.ts";
import { bringNetwork, isNetworkFile } from "../data/onnx/bringNetwork.ts";
import { withOwnTeacher, type OwnTeacherFiles } from "../data/ownTeacher.ts";
import type { Pack } from "../data/pack.ts";
import type { ReadFile } from "../data/readFile.ts";
import { sha256Hex } from "../data/sha256.ts";
import { openPacks } from "../engine/packs.ts";
import { isBundledTeacher, type RunConfig } from "../protocol/config.ts";
import type { ModelPreview } from "../protocol/importing.ts";
import { configDifference } from "../protocol/configPaths.ts";
import { fitToTeacher } from "../protocol/fitToTeacher.ts";
import type { FeatureTeacher, OnnxTeacher } from "../protocol/teachers.ts";
import { diskFile, filesAt } from "./ownData.ts";
import {
  asUsage,
  changedConfig,
  UsageError,
  type Assignment,
} from "./settings.ts";

/** What a teacher asks of the settings, and the site's files with it among them. */
type ChosenTeacher = { assignments: Assignment[]; reader: ReadFile };

/**
 * Reads a teacher; says on stderr what was found.
 *
 * @param text A bundled teacher's id, a file, or a folder with an ONNX network.
 * @param side Pixels each way that a network sees; null: what suits it.
 * @param base The settings before those of the command line, which `assignments` are: what they set is left to them.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 * @throws {UsageError} If there is no such teacher or file.
 */
export async function chooseTeacher(
  text: string,
  base: RunConfig,
  assignments: readonly Assignment[],
  reader: ReadFile,
  side: number | null,
): Promise<ChosenTeacher> {
  if (isBundledTeacher(text)) {
    return { assignments: [["teacher.id", text]], reader };
  }
  const readTeacher = async () => {
    if (isNetwork(text)) return importNetwork(text, side);
    const packId = asUsage(() => changedConfig(base, assignments)).data.pack;
    const pack = await openPacks(reader, () => {}).load(packId);
    return importFeatures(text, pack, reader);
  };
  const teacher = await readTeacher();
  const set = new Set(assignments.map(([field]) => field));
  const changes = configDifference(base, fitToTeacher(base, teacher.manifest));
  return {
    assignments: Object.entries(changes).filter(([field]) => !set.has(field)),
    reader: withOwnTeacher(reader, teacher),
  };
}

/** An ONNX file, or a folder. */
export const isNetwork = (place: string): boolean =>
  /\.onnx$/i.test(place) ||
  statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Reads an ONNX network and tries it; says on stderr what was found.
 *
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 * @throws {UsageError} If there is no such file or folder.
 */
export async function importNetwork(
  place: string,
  side: number | null,
): Promise<OwnTeacherFiles> {
  const files = filesAt("--teacher", place).filter(({ path: each }) =>
    isNetworkFile(each),
  );
  const parent = path.basename(path.resolve(place));
  const isFolder = statSync(place).isDirectory();
  const named = files.map((file) =>
    isFolder ? { ...file, path: `${parent}/${file.path}` } : file,
  );
  const choice = { model: null, side, normalisation: null };
  const { preview, teacher } = await bringNetwork(named, choice);
  console.error(describeNetwork(preview));
  return teacher;
}

function describeNetwork({
  manifest,
  models,
  model,
  sides,
  msPerImage,
}: ModelPreview): string {
  const { id, input, preprocessing, width } = manifest;
  const others =
    models.length > 1 ? `, one of ${models.length} that were found` : "";
  const { origin, resampling } = preprocessing;
  const wanted = PREPROCESSING[origin];
  const choice = sides.length > 1 ? ` of ${sides.join(", ")}` : "";
  return `teacher ${id}: ${model}${others}; sees ${input.side}${choice} pixels each way, resized ${resampling}, ${wanted}; ${width} numbers a token, ${tokensIn(manifest)}; ${Math.round(msPerImage)} ms an image`;
}

const PREPROCESSING: Record<OnnxTeacher["preprocessing"]["origin"], string> = {
  file: "normalised as preprocessor_config.json says",
  chosen: "normalised as asked",
  assumed: "normalised as for DINOv2, for there is no preprocessor_config.json",
};

async function importFeatures(
  file: string,
  pack: Pack,
  reader: ReadFile,
): Promise<OwnTeacherFiles<FeatureTeacher>> {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile() || !isFeatureFile(file)) {
    throw new UsageError(
      `--teacher: must be a bundled teacher's id, an ONNX network (.onnx, or a folder with one), or a file of features (.npy, .npz, .safetensors, .csv, .parquet), got ${file}`,
    );
  }
  const name = path.basename(file);
  const sha256 = await sha256Hex(new Uint8Array(readFileSync(file)));
  const features = await readFeatures(diskFile(file, name));
  const sources = await loadImageSources(reader, pack.manifest);
  const teacher = await makeFeatureTeacher(
    { name, bytes: stats.size, sha256 },
    features,
    pack,
    sources,
  );
  console.error(describeFeatures(teacher.manifest));
  return teacher;
}

const MATCHES = {
  ids: "matched by the names of the images",
  hash: "in the order of the pack whose hash the file has",
  labels: "in the order of the images, as the labels agree",
  order:
    "WARNING: taken to be in the order of the images, which nothing in the file confirms. Rows in another order would teach every image another one's features, and no check could tell; ids or labels in the file would",
} as const;

function describeFeatures(manifest: FeatureTeacher): string {
  const { id, rows, width, pack, matchedBy } = manifest;
  return `teacher ${id}: features of the ${rows} images of ${pack.title}, ${width} numbers a token, ${tokensIn(manifest)}; ${MATCHES[matchedBy]}`;
}

function tokensIn(manifest: FeatureTeacher | OnnxTeacher): string {
  const { grid } = manifest;
  if (grid === 0) {
    return "no patch tokens, so that nothing is asked of the student's";
  }
  const isMean =
    manifest.kind === "onnx"
      ? manifest.output.leading === 0
      : manifest.classToken === "mean";
  return `${grid} x ${grid} patch tokens${isMean ? ", whose mean is the class token" : ""}`;
}
