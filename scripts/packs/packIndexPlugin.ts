import path from "node:path";
import type { Plugin } from "vite";
import { readPackIndex } from "../../src/cli/readPackIndex.ts";

/** Where the page asks for the list, below the site's root. */
const FILE_NAME = "packs/index.json";

/** Lists the packs really present in `public/packs`: into the build, on every request of the dev server, and into the page, whose form then has its titles at once. */
export function packIndex(): Plugin {
  let directory = "";
  const source = (warn: (message: string) => void) =>
    JSON.stringify(readPackIndex(directory, warn));
  return {
    name: "cospress:pack-index",
    configResolved(config) {
      directory = path.join(config.publicDir, "packs");
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [pathname = ""] = (request.url ?? "").split("?");
        if (!pathname.endsWith(`/${FILE_NAME}`)) return next();
        response.setHeader("content-type", "application/json");
        response.setHeader("cache-control", "no-cache");
        response.end(source((message) => server.config.logger.warn(message)));
      });
    },
    transformIndexHtml: () => [
      {
        tag: "script",
        attrs: { type: "application/json", id: "site-packs" },
        // No text in it can end the element.
        children: source(() => {}).replaceAll("<", "\\u003c"),
        injectTo: "body",
      },
    ],
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: FILE_NAME,
        source: source((message) => this.warn(message)),
      });
    },
  };
}
