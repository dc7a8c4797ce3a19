import { readFile } from "node:fs/promises";
import path from "node:path";
import { PACK_INDEX_PATH } from "../data/pack.ts";
import { MissingFileError, type ReadFile } from "../data/readFile.ts";
import { readPackIndex } from "./readPackIndex.ts";

/**
 * Reads the site's files from disk: the counterpart of `fetchReader`.
 *
 * @param directory A built site, or `public/`, whose list of packs is made on the spot as the build makes it.
 */
export function nodeReader(directory: string): ReadFile {
  return async (name, onProgress) => {
    const bytes = await readFile(path.join(directory, name)).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code !== "ENOENT") throw cause;
        if (name === PACK_INDEX_PATH) return packIndexBytes(directory);
        throw new MissingFileError(
          `expected a file at ${path.join(directory, name)}, got none`,
        );
      },
    );
    onProgress?.(bytes.length, bytes.length);
    return new Uint8Array(bytes);
  };
}

const packIndexBytes = (directory: string) =>
  new TextEncoder().encode(
    JSON.stringify(readPackIndex(path.join(directory, "packs"))),
  );
