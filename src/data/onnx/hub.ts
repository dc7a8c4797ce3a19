/** Fetches DINOv2-small from the hub; only the import's own worker may (scripts/build/contentPolicy.mjs). */
import { EngineError, toWireError } from "../../protocol/engineError.ts";
import { HUB, type HubFile } from "../../protocol/importing.ts";
import type { SourceFile } from "../decoders/sourceFile.ts";
import type { ReadFile } from "../readFile.ts";

/**
 * A network and the settings of its preprocessing, as a folder has them.
 *
 * @param onProgress Bytes of the network fetched so far, and in all.
 * @param read Below `HUB.folder`.
 * @throws {EngineError} `network`, if one of the two could not be fetched whole.
 */
export async function fetchFromHub(
  path: HubFile,
  onProgress: (done: number, total: number) => void,
  read: ReadFile,
): Promise<SourceFile[]> {
  const { bytes: expected } = HUB.files.find((file) => file.path === path)!;
  const fetched = async (name: string, report?: typeof onProgress) => {
    const bytes = await read(name, report).catch((cause: unknown) => {
      throw new EngineError(
        "network",
        `${HUB.host}: ${HUB.name}/${name} must be there, and whole: ${toWireError(cause).message}`,
      );
    });
    return {
      ...{ path: `${HUB.name}/${name}`, size: bytes.length },
      read: () => bytes,
    };
  };
  const settings = await fetched(HUB.preprocessor);
  const network = await fetched(path, (done, total) =>
    onProgress(done, total || expected),
  );
  return [settings, network];
}
