/** A file of features becomes a teacher of a pack that is there. */
import type { ImportFile } from "../../protocol/importing.ts";
import { unfit } from "../decoders/refusal.ts";
import { loadImageSources } from "../imageSources.ts";
import type { OwnTeacherFiles } from "../ownTeacher.ts";
import { loadPack, loadPackIndex } from "../pack.ts";
import type { ReadFile } from "../readFile.ts";
import { sha256Hex } from "../sha256.ts";
import { makeFeatureTeacher } from "./featureTeacher.ts";
import { readFeatures } from "./readFeatures.ts";

/** @throws {EngineError} `import-unreadable`, `import-too-large`, `import-unfit`; or as `loadPack`. */
export async function bringTeacher(
  { path, content }: ImportFile,
  packId: string,
  readFile: ReadFile,
): Promise<OwnTeacherFiles> {
  const { packs } = await loadPackIndex(readFile);
  const manifest = packs.find(({ id }) => id === packId);
  if (!manifest) {
    throw unfit(path, `features of a pack that is here`, packId);
  }
  const bytesOf = async (part: Blob) =>
    new Uint8Array(await part.arrayBuffer());
  // Digests take all bytes at once; they are let go before any is decoded.
  const sha256 = await sha256Hex(await bytesOf(content));
  const features = await readFeatures({
    ...{ path, size: content.size },
    read: () => bytesOf(content),
    slice: (start, end) => bytesOf(content.slice(start, end)),
  });
  const pack = await loadPack(readFile, manifest);
  const sources = await loadImageSources(readFile, manifest);
  const file = { name: path, bytes: content.size, sha256 };
  return makeFeatureTeacher(file, features, pack, sources);
}
