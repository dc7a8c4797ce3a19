/** A teacher of one's own among the site's files: `teachers/<id>/`, and in the list of what is there. */
import type { PackIndex } from "../protocol/packs.ts";
import type { OwnTeacher } from "../protocol/teachers.ts";
import { classSlugs } from "./ownPack.ts";
import { loadPackIndex, PACK_INDEX_PATH } from "./pack.ts";
import type { ReadFile } from "./readFile.ts";
import { sha256Hex } from "./sha256.ts";

export type OwnTeacherFiles<Manifest extends OwnTeacher = OwnTeacher> = {
  manifest: Manifest;
  /** By path below the site's root, the manifest among them. */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
};

/** A manifest and the one file that it describes. */
export function ownTeacherFiles<Manifest extends OwnTeacher>(
  manifest: Manifest,
  bytes: Uint8Array<ArrayBuffer>,
): OwnTeacherFiles<Manifest> {
  const folder = `teachers/${manifest.id}`;
  const json = `${JSON.stringify(manifest, null, 1)}\n`;
  return {
    manifest,
    files: new Map([
      [`${folder}/manifest.json`, new TextEncoder().encode(json)],
      [`${folder}/${manifest.file.path}`, bytes],
    ]),
  };
}

/** Long enough to say what it is, short enough for a link. */
const SLUG_LENGTH = 32;
const HASH_LENGTH = 8;

/** `own-my-features-1f2e3d4c`, of a network `onnx-…`: the same title and content make the same id anywhere. */
export async function ownTeacherId(
  kind: "own" | "onnx",
  title: string,
  content: string,
): Promise<string> {
  const bytes = new TextEncoder().encode(content);
  const hash = (await sha256Hex(bytes)).slice(0, HASH_LENGTH);
  const [slug = ""] = classSlugs([title.slice(0, SLUG_LENGTH)]);
  return `${kind}-${slug}-${hash}`;
}

/** The site's files with a teacher among them. */
export function withOwnTeacher(
  readFile: ReadFile,
  { manifest, files }: OwnTeacherFiles,
): ReadFile {
  return async (path, onProgress) => {
    const own = files.get(path);
    if (own) {
      onProgress?.(own.length, own.length);
      return own;
    }
    if (path !== PACK_INDEX_PATH) return readFile(path, onProgress);
    const { packs, teachers = [] } = await loadPackIndex(readFile);
    const others = teachers.filter(({ id }) => id !== manifest.id);
    const index: PackIndex = { packs, teachers: [...others, manifest] };
    return new TextEncoder().encode(JSON.stringify(index));
  };
}
