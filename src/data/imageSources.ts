/** Where the images of an imported pack came from, in the pack's order: what features of the same files are matched by. */
import * as z from "zod/mini";
import { EngineError } from "../protocol/engineError.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { imageCount } from "./pack.ts";
import { MissingFileError, type ReadFile } from "./readFile.ts";
import { sha256Hex } from "./sha256.ts";

export type ImageSources = {
  /** Position in what was imported. */
  positions: readonly number[];
  /** Path of the picture, or its position where it came in an array. */
  names: readonly string[];
};

export const imageSourceBytes = (
  sources: ImageSources,
): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`${JSON.stringify(sources)}\n`);

const schema = z.strictObject({
  positions: z.array(z.int().check(z.gte(0))),
  names: z.array(z.string()),
});

/**
 * @returns Null for a pack that does not say, as those of the site.
 * @throws {EngineError} `pack-missing`, or `pack-corrupt` if the file is not the manifest's, or does not say it of every image.
 */
export async function loadImageSources(
  readFile: ReadFile,
  manifest: PackManifest,
): Promise<ImageSources | null> {
  const { id, files } = manifest;
  if (!files.sources) return null;
  const { path, bytes: expected, sha256 } = files.sources;
  const place = `packs/${id}/${path}`;
  const bytes = await readFile(place).catch((cause: unknown) => {
    if (!(cause instanceof MissingFileError)) throw cause;
    throw new EngineError(
      "pack-missing",
      `loadImageSources: ${place} (${expected} bytes) must be there; ${cause.message}`,
    );
  });
  const corrupt = (must: string, got: string) =>
    new EngineError(
      "pack-corrupt",
      `loadImageSources: ${place} must be ${must}, got ${got}`,
    );
  const found = await sha256Hex(bytes);
  if (found !== sha256) {
    throw corrupt(
      `${expected} bytes with SHA-256 ${sha256}`,
      `${bytes.length} bytes with SHA-256 ${found}`,
    );
  }
  const n = imageCount(manifest);
  const sources = parsed(new TextDecoder().decode(bytes));
  if (sources?.names.length !== n || sources.positions.length !== n) {
    throw corrupt(
      `JSON with a position and a name of each of ${n} images`,
      sources
        ? `${sources.positions.length} positions and ${sources.names.length} names`
        : "something else",
    );
  }
  return sources;
}

function parsed(text: string): ImageSources | null {
  try {
    const { success, data } = schema.safeParse(JSON.parse(text));
    return success ? data : null;
  } catch {
    return null;
  }
}
