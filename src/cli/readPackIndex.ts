import * as fs from "node:fs";
import path from "node:path";
import {
  packManifestSchema,
  type PackIndex,
  type PackManifest,
} from "../protocol/packs.ts";

/**
 * The packs that are really there: every subfolder of `directory` with a manifest and all the files it names, in the stored size.
 *
 * A folder that is not whole is left out, so that nothing absent is ever offered or requested.
 *
 * @param directory The folder `packs` of a site or of `public/`; need not exist.
 * @param warn Is told which folder was left out, and why.
 */
export function readPackIndex(
  directory: string,
  warn: (message: string) => void = console.warn,
): PackIndex {
  if (!fs.existsSync(directory)) return { packs: [] };
  const packs: PackManifest[] = [];
  for (const id of fs.readdirSync(directory).sort()) {
    const folder = path.join(directory, id);
    if (!fs.existsSync(path.join(folder, "manifest.json"))) continue;
    try {
      packs.push(wholeManifest(folder, id));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      warn(`readPackIndex: pack '${id}' is left out: ${why}`);
    }
  }
  return { packs };
}

function wholeManifest(folder: string, id: string): PackManifest {
  const manifest = packManifestSchema.parse(
    JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8")),
  );
  if (manifest.id !== id) {
    throw new Error(`manifest.json must have id '${id}', got '${manifest.id}'`);
  }
  const { images, labels, domains } = manifest.files;
  for (const file of [images, labels, ...(domains ? [domains] : [])]) {
    const stored = path.join(folder, file.path);
    const bytes = fs.existsSync(stored) ? fs.statSync(stored).size : null;
    if (bytes !== file.bytes) {
      throw new Error(
        `${file.path} must have ${file.bytes} bytes, ${bytes === null ? "is missing" : `got ${bytes}`}`,
      );
    }
  }
  return manifest;
}
