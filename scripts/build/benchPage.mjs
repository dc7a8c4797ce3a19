/** Builds the benchmark's page, scripts/bench/page, into a folder of .cache, as the site is built but with readable names of classes. */
import { rmSync } from "node:fs";
import path from "node:path";
import { build } from "vite";
import { ROOT } from "../prepare.mjs";

const PAGE = "scripts/bench/page/index.html";

/** @returns {Promise<{folder: string, page: string}>} Where it lies, and the page's address below it. */
export async function buildBenchPage() {
  const folder = path.join(ROOT, ".cache", "bench", `${process.pid}`);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await build({
    root: ROOT,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: true,
      // GPU pipelines are called after tfjs' classes.
      minify: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { input: path.join(ROOT, PAGE) },
    },
  });
  return { folder, page: PAGE };
}
