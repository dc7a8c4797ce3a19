/** Features become a teacher of one pack: every image gets its row, and whatever the file says of images and labels is held to the pack. */
import type { PackManifest } from "../../protocol/packs.ts";
import type { FeatureTeacher, MatchedBy } from "../../protocol/teachers.ts";
import { unfit } from "../decoders/refusal.ts";
import type { ImageSources } from "../imageSources.ts";
import {
  ownTeacherFiles,
  ownTeacherId,
  type OwnTeacherFiles,
} from "../ownTeacher.ts";
import { imageCount, type Pack } from "../pack.ts";
import { sha256Hex } from "../sha256.ts";
import type { Features } from "./features.ts";

/** `bytes` long; its content is not needed. */
export type TeacherFile = { name: string; bytes: number; sha256: string };

/**
 * @param file The features came out of it.
 * @param sources Where the pack's images came from; null: nothing is known of that, and they are named by their positions.
 * @throws {EngineError} `import-unfit`, if rows and images do not belong together; the message says which check failed.
 */
export async function makeFeatureTeacher(
  file: TeacherFile,
  features: Features,
  pack: Pack,
  sources: ImageSources | null,
): Promise<OwnTeacherFiles<FeatureTeacher>> {
  const { name } = file;
  const { manifest } = pack;
  const { grid, classToken } = tokenGridOf(name, features.tokens);
  const { rows, matchedBy } = matchRows(name, features, pack, sources);
  const values = alignedValues(features, rows, classToken);
  checkDirections(name, values, values.length / rows.length, features.width);
  const bytes = new Uint8Array(values.buffer);
  const title = name.replace(
    /(\.(npy|npz|safetensors|csv|parquet))?(\.gz)?$/i,
    "",
  );
  const sha256 = await sha256Hex(bytes);
  const content = sha256 + manifest.files.images.sha256;
  const id = await ownTeacherId("own", title, content);
  const teacher: FeatureTeacher = {
    ...{ format: 1, kind: "features", id, title },
    ...{ width: features.width, grid, classToken },
    source: file,
    pack: {
      ...{ id: manifest.id, title: manifest.title },
      sha256: manifest.files.images.sha256,
    },
    ...{ rows: rows.length, matchedBy },
    file: { path: "features.bin", bytes: bytes.length, sha256 },
  };
  return ownTeacherFiles(teacher, bytes);
}

/** A class token and a square of patch tokens, a square alone, or a class token alone: 1 + g * g is never a square itself. */
function tokenGridOf(
  name: string,
  tokens: number,
): Pick<FeatureTeacher, "grid" | "classToken"> {
  if (tokens === 1) return { grid: 0, classToken: "given" };
  for (const classToken of ["given", "mean"] as const) {
    const patches = classToken === "given" ? tokens - 1 : tokens;
    const grid = Math.round(Math.sqrt(patches));
    if (grid * grid === patches) return { grid, classToken };
  }
  throw unfit(
    name,
    "features of one token, of g x g patch tokens, or of a class token and g x g patch tokens behind it",
    `${tokens} tokens; are there register tokens to be left out?`,
  );
}

/** For each image of the pack, the row that is its own. */
function matchRows(
  name: string,
  features: Features,
  pack: Pack,
  sources: ImageSources | null,
): { rows: Uint32Array; matchedBy: MatchedBy } {
  const { manifest } = pack;
  const images = imageCount(manifest);
  const { ids, labels, imagesSha256, n } = features;
  const { sha256 } = manifest.files.images;
  if (imagesSha256 !== null && imagesSha256 !== sha256) {
    throw unfit(
      name,
      `features of the images of ${manifest.title}, SHA-256 ${sha256}`,
      `those of images with SHA-256 ${imagesSha256}`,
    );
  }
  const rows = ids
    ? rowsByName(name, ids, images, manifest, sources)
    : rowsInOrder(name, n, manifest, imagesSha256 === null ? sources : null);
  if (labels) checkLabels(name, labels, rows, pack);
  const matchedBy = ids
    ? "ids"
    : imagesSha256 !== null
      ? "hash"
      : labels
        ? "labels"
        : "order";
  return { rows, matchedBy };
}

function rowsByName(
  name: string,
  ids: readonly string[],
  images: number,
  manifest: PackManifest,
  sources: ImageSources | null,
): Uint32Array {
  const rowOf = new Map<string, number>();
  ids.forEach((id, row) => {
    const earlier = rowOf.get(id);
    if (earlier !== undefined) {
      throw unfit(
        `${name}: ids`,
        "names of which each stands once",
        `${JSON.stringify(id)} in rows ${earlier} and ${row}`,
      );
    }
    rowOf.set(id, row);
  });
  const nameOf = (i: number) => sources?.names[i] ?? String(i);
  let missing = 0;
  let example = "";
  const rows = Uint32Array.from({ length: images }, (_, i) => {
    const row = rowOf.get(nameOf(i));
    if (row !== undefined) return row;
    example ||= nameOf(i);
    missing++;
    return 0;
  });
  if (missing === 0) return rows;
  throw unfit(
    `${name}: ids`,
    `names of all ${images} images of ${manifest.title}`,
    `none for ${missing} of them, such as ${JSON.stringify(example)}; its own are called ${JSON.stringify(ids[0] ?? "")} and so on`,
  );
}

/** Without names, rows lie as the images did when they were imported, or as they lie in the pack where they were not. */
function rowsInOrder(
  name: string,
  n: number,
  manifest: PackManifest,
  sources: ImageSources | null,
): Uint32Array {
  const { train, validation, test } = manifest.counts;
  const images = imageCount(manifest);
  if (n !== images) {
    throw unfit(
      name,
      `features of all ${images} images of ${manifest.title} (${train} training, ${validation} validation, ${test} test), or with ids`,
      `${n} rows`,
    );
  }
  return Uint32Array.from(
    { length: images },
    (_, i) => sources?.positions[i] ?? i,
  );
}

/** Labels may be numbers, slugs or titles of classes. */
function checkLabels(
  name: string,
  labels: readonly string[],
  rows: Uint32Array,
  pack: Pack,
): void {
  const { classes, classTitles, title } = pack.manifest;
  let wrong = 0;
  let example = "";
  rows.forEach((row, i) => {
    const label = pack.labels[i]!;
    const given = labels[row]!;
    const known = [String(label), classes[label], classTitles[label]];
    if (known.includes(given)) return;
    example ||= `${JSON.stringify(given)} in row ${row}, where ${title} has ${classTitles[label]} (${label})`;
    wrong++;
  });
  if (wrong === 0) return;
  throw unfit(
    `${name}: labels`,
    `the labels of ${title}, image by image`,
    `${example}, and ${wrong} of ${rows.length} that differ; are the rows in another order?`,
  );
}

/** [images, 1 + grid * grid, width], in the pack's order. */
function alignedValues(
  { values, tokens, width }: Features,
  rows: Uint32Array,
  classToken: FeatureTeacher["classToken"],
): Float32Array<ArrayBuffer> {
  const before = tokens * width;
  const mean = classToken === "mean" ? width : 0;
  const after = before + mean;
  const out = new Float32Array(rows.length * after);
  rows.forEach((row, i) => {
    const own = values.subarray(row * before, (row + 1) * before);
    out.set(own, i * after + mean);
    for (let k = 0; k < mean; k++) {
      let sum = 0;
      for (let at = k; at < before; at += width) sum += own[at]!;
      out[i * after + k] = sum / tokens;
    }
  });
  return out;
}

/** A class token whose numbers are all the same has no direction after LayerNorm: no angle to it could be kept. */
function checkDirections(
  name: string,
  values: Float32Array,
  size: number,
  width: number,
): void {
  const first: number[] = [];
  let flat = 0;
  for (let at = 0, i = 0; at < values.length; at += size, i++) {
    const token = values.subarray(at, at + width);
    if (token.some((value) => value !== token[0])) continue;
    if (first.length === 0) first.push(i, token[0]!);
    flat++;
  }
  if (flat === 0) return;
  throw unfit(
    name,
    "features in which every image has a direction",
    `${first[1]} throughout for image ${first[0]} of the pack, and ${flat} such images in all`,
  );
}
