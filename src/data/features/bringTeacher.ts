/** A file of features becomes a teacher of a pack that is there. */
import type { ImportFile } from "../../protocol/importing.ts";
import { unfit } from "../decoders/refusal.ts";
import { loadImageSources } from "../imageSources.ts";
import type { OwnTeacherFiles } from "../ownTeacher.ts";
import { loadPack, loadPackIndex } from "../pack.ts";
import type { ReadFile } from "../readFile.ts";
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
  const bytes = new Uint8Array(await content.arrayBuffer());
  const features = await readFeatures({
    ...{ path, size: bytes.length },
    read: () => bytes,
  });
  const pack = await loadPack(readFile, manifest);
  const sources = await loadImageSources(readFile, manifest);
  return makeFeatureTeacher({ name: path, bytes }, features, pack, sources);
}
