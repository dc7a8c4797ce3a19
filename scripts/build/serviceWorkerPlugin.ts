import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "vite";
import { DEFAULT_PRESET, presetById } from "../../src/protocol/presets.ts";
import {
  IMPORT_POLICY,
  ISOLATION_HEADERS,
  PAGE_POLICY,
  WORKER_POLICY,
} from "./contentPolicy.mjs";

/** Hexadecimal digits of a file's hash that are kept. */
const HASH_LENGTH = 16;

/** For teachers from ONNX files: 14 or 27 MB. */
const ONNX_RUNTIME = /^assets\/ort-wasm/;

/** Packs that a first visit needs; others are kept when they are chosen. */
const { pack, far } = presetById(DEFAULT_PRESET).config.data;
const isForLater = (file: string) =>
  ONNX_RUNTIME.test(file) ||
  (/^packs\/[^/]+\//.test(file) &&
    ![pack, ...far].some((id) => file.startsWith(`packs/${id}/`)));

/** Writes sw.js beside the built page: `serviceWorker.js` with the list of all files of the site. */
export function serviceWorker(): Plugin {
  return {
    name: "cospress:service-worker",
    apply: "build",
    writeBundle: {
      order: "post",
      async handler({ dir }) {
        if (this.environment.name !== "client" || !dir) return;
        const entries = await readdir(dir, {
          recursive: true,
          withFileTypes: true,
        });
        const names = entries
          .filter((entry) => entry.isFile() && entry.name !== "sw.js")
          .map((entry) =>
            path
              .relative(dir, path.join(entry.parentPath, entry.name))
              .split(path.sep)
              .join("/"),
          )
          .sort();
        const files: Record<string, string> = {};
        for (const name of names) {
          const bytes = await readFile(path.join(dir, name));
          files[name] = createHash("sha256")
            .update(bytes)
            .digest("hex")
            .slice(0, HASH_LENGTH);
        }
        const constants = {
          FILES: files,
          LATER: names.filter(isForLater),
          HASH_LENGTH,
          ...{ PAGE_POLICY, WORKER_POLICY, IMPORT_POLICY },
          ISOLATION_HEADERS,
        };
        const head = Object.entries(constants)
          .map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`)
          .join("");
        const body = await readFile(
          path.join(import.meta.dirname, "serviceWorker.js"),
          "utf8",
        );
        await writeFile(path.join(dir, "sw.js"), `${head}${body}`);
      },
    },
  };
}
