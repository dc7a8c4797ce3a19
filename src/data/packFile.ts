/** An own pack as one file: a zip of manifest, images and labels, which `import` opens in another browser. */
import { strToU8, zipSync } from "fflate";
import { packManifestSchema, type PackManifest } from "../protocol/packs.ts";
import { unreadable } from "./decoders/refusal.ts";
import type { SourceFile } from "./decoders/sourceFile.ts";
import { loadImageSources } from "./imageSources.ts";
import { loadPack } from "./pack.ts";
import { OWN_PACK_ID, type OwnPack } from "./ownPack.ts";
import { MissingFileError } from "./readFile.ts";

const MANIFEST = "manifest.json";
const FILES = {
  ...{ images: "images.bin", labels: "labels.bin" },
  sources: "sources.json",
} as const;

/** Of own packs alone: a file must not take the place of a pack of this site. */
const OWN_ID = new RegExp(`^${OWN_PACK_ID}(-[a-z0-9]+)+$`);
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Longer ones are no titles. */
const MOST_CHARACTERS = 300;

/** @param contents The manifest's files by name. */
export function packFileBytes(
  manifest: PackManifest,
  contents: Readonly<Record<string, Uint8Array>>,
): Uint8Array<ArrayBuffer> {
  return zipSync({
    [MANIFEST]: strToU8(`${JSON.stringify(manifest, null, 1)}\n`),
    ...contents,
  });
}

export const isPackFile = (files: readonly SourceFile[]): boolean =>
  files.some(({ path }) => path === MANIFEST);

/**
 * Opens the files of a pack file, and believes none of them before checking it.
 *
 * @throws {EngineError} `import-unreadable`, or `pack-corrupt` where files and manifest do not agree.
 */
export async function readPackFile(
  name: string,
  files: readonly SourceFile[],
): Promise<OwnPack> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const read = async (path: string) => {
    const file = byPath.get(path);
    if (!file) throw new MissingFileError(`expected it in ${name}`);
    return new Uint8Array(await file.read());
  };
  const manifest = readManifest(name, await read(MANIFEST));
  const prefix = `packs/${manifest.id}/`;
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  // Reads and checks every file of the manifest.
  const keep = async (path: string) => {
    const bytes = await read(path.slice(prefix.length));
    kept.set(path, bytes);
    return bytes;
  };
  await loadPack(keep, manifest);
  await loadImageSources(keep, manifest);
  const duplicates = { copies: 0, contradictions: 0 };
  return { manifest, files: kept, duplicates };
}

function readManifest(name: string, bytes: Uint8Array): PackManifest {
  const refuse = (expected: string, got: string) =>
    unreadable(`${name}/${MANIFEST}`, expected, got);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw refuse("JSON", `${bytes.length} bytes of something else`);
  }
  const parsed = packManifestSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw refuse(
      "a manifest of format 1",
      `a mistake at '${path.join(".")}': ${message}`,
    );
  }
  const manifest = parsed.data;
  const { id, classes, classTitles, files, domains, counts } = manifest;
  if (!OWN_ID.test(id)) {
    throw refuse(
      `of an own pack, whose id begins with '${OWN_PACK_ID}-'`,
      JSON.stringify(id.slice(0, 80)),
    );
  }
  if (
    files.images.path !== FILES.images ||
    files.labels.path !== FILES.labels ||
    (files.sources && files.sources.path !== FILES.sources) ||
    files.domains !== undefined ||
    domains.length > 0
  ) {
    throw refuse(
      `of the files ${FILES.images} and ${FILES.labels}`,
      Object.values(files)
        .map((file) => file?.path)
        .join(", "),
    );
  }
  if (
    classes.length !== classTitles.length ||
    new Set(classes).size !== classes.length ||
    !classes.every((slug) => SLUG.test(slug))
  ) {
    throw refuse(
      "of classes that are slugs, each once, each with a title",
      classes.join(", ").slice(0, 200),
    );
  }
  const texts = [manifest.title, manifest.description, ...classTitles];
  const long = texts.find(({ length }) => length > MOST_CHARACTERS);
  if (long !== undefined) {
    throw refuse(
      `of titles of at most ${MOST_CHARACTERS} characters`,
      `one of ${long.length}`,
    );
  }
  if (Object.values(counts).some((count) => count < 1)) {
    throw refuse(
      "of images to train, validate and test",
      Object.values(counts).join(", "),
    );
  }
  return manifest;
}
