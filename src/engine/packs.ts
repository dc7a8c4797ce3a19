/** The packs of this site: each loaded once, when it is first needed. */
import { imageBatch } from "../data/image32.ts";
import { loadPack, loadPackIndex, type Pack } from "../data/pack.ts";
import type { ReadFile } from "../data/readFile.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { Command, Replies } from "../protocol/messages.ts";
import type { PackIndex } from "../protocol/packs.ts";

export type Packs = ReturnType<typeof openPacks>;

/** Images in one answer to `browse`: a screenful. */
const MOST_BROWSED = 400;

/** @param onProgress Bytes of a pack read so far, and in all. */
export function openPacks(
  readFile: ReadFile,
  onProgress: (title: string, doneBytes: number, totalBytes: number) => void,
) {
  let index: Promise<PackIndex> | null = null;
  const loaded = new Map<string, Promise<Pack>>();

  function readIndex(): Promise<PackIndex> {
    index ??= loadPackIndex(readFile).catch((cause: unknown) => {
      index = null;
      throw cause;
    });
    return index;
  }

  /** @throws {EngineError} `pack-missing`, `pack-corrupt` or `network`; a later call tries again. */
  function load(id: string): Promise<Pack> {
    const known = loaded.get(id);
    if (known) return known;
    const loading = (async () => {
      const manifest = (await readIndex()).packs.find((pack) => pack.id === id);
      if (!manifest) {
        throw new EngineError(
          "pack-missing",
          `load: pack '${id}' is not part of this site`,
        );
      }
      return loadPack(readFile, manifest, (done, total) =>
        onProgress(manifest.title, done, total),
      );
    })();
    loaded.set(id, loading);
    loading.catch(() => loaded.delete(id));
    return loading;
  }

  return {
    index: readIndex,
    load,

    /** Reads the list anew; what is no longer in it is forgotten. */
    async refresh(): Promise<PackIndex> {
      index = null;
      const present = await readIndex();
      for (const id of loaded.keys()) {
        if (!present.packs.some((pack) => pack.id === id)) loaded.delete(id);
      }
      return present;
    },

    /** A page of a pack's images. @throws {EngineError} `bad-command` if offset or count are out of range. */
    async browse(
      command: Extract<Command, { type: "browse" }>,
    ): Promise<Replies["browse"]> {
      const { split, classIndex, offset, count } = command;
      const isValid =
        Number.isInteger(offset) &&
        offset >= 0 &&
        Number.isInteger(count) &&
        count >= 1 &&
        count <= MOST_BROWSED;
      if (!isValid) {
        throw new EngineError(
          "bad-command",
          `browse: 'offset' must be an integer from 0 and 'count' one from 1 to ${MOST_BROWSED}, got ${offset} and ${count}`,
        );
      }
      const pack = await load(command.pack);
      const { start, end } = pack.splitRange(split);
      const matching: number[] = [];
      for (let i = start; i < end; i++) {
        if (classIndex === null || pack.labels[i] === classIndex)
          matching.push(i);
      }
      const page = matching.slice(offset, offset + count);
      return {
        ...imageBatch(pack, page, { grey: false }),
        total: matching.length,
      };
    },
  };
}
