import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Plugin } from "vite";

/** tfjs asks for one of these by name, after it has looked at what the machine can do. */
const BINARIES = [
  "tfjs-backend-wasm.wasm",
  "tfjs-backend-wasm-simd.wasm",
  "tfjs-backend-wasm-threaded-simd.wasm",
];

const folder = path.join(
  path.dirname(
    createRequire(import.meta.url).resolve(
      "@tensorflow/tfjs-backend-wasm/package.json",
    ),
  ),
  "dist",
);

/** Puts the tfjs WASM binaries at `<base>wasm/`, in the build and on the dev server. */
export function tfjsWasm(): Plugin {
  return {
    name: "cospress:tfjs-wasm",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const pathname = (request.url ?? "").split("?")[0] ?? "";
        const name = BINARIES.find((binary) =>
          pathname.endsWith(`/wasm/${binary}`),
        );
        if (!name) {
          next();
          return;
        }
        response.setHeader("Content-Type", "application/wasm");
        createReadStream(path.join(folder, name)).pipe(response);
      });
    },
    async generateBundle() {
      if (this.environment.name !== "client") return;
      for (const binary of BINARIES) {
        this.emitFile({
          type: "asset",
          fileName: `wasm/${binary}`,
          source: await readFile(path.join(folder, binary)),
        });
      }
    },
  };
}
