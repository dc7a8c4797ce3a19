/**
 * Bundles src/cli/lab.ts, or another entry, for Node into the folder given: `node scripts/build/labBundle.mjs FOLDER [ENTRY]`.
 * All of tfjs goes in, as ES modules: its own Node builds would each bring a tfjs-core of their own.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { build } from "vite";
import { assemblyKernels } from "./assemblyKernels.mjs";

const root = path.dirname(path.dirname(import.meta.dirname));
const folder = path.resolve(process.argv[2]);
const entry = process.argv[3] ?? "src/cli/lab.ts";
// Built aside and renamed, so that two commands started together never run half a bundle.
const unfinished = `${folder}.${process.pid}`;

const bundling = build({
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  plugins: [assemblyKernels()],
  define: {
    __dirname: "import.meta.dirname",
    __filename: "import.meta.filename",
  },
  resolve: { mainFields: ["module", "main"] },
  ssr: {
    target: "node",
    noExternal: true,
    external: ["webgpu", "onnxruntime-web", ...builtinModules],
  },
  build: {
    ssr: entry,
    outDir: unfinished,
    target: "node20",
    minify: false,
    rolldownOptions: {
      output: { entryFileNames: "lab.js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
await bundling.catch((cause) => {
  console.error(cause.message);
  process.exit(1);
});
try {
  renameSync(unfinished, folder);
} catch (cause) {
  rmSync(unfinished, { recursive: true, force: true });
  if (!existsSync(path.join(folder, "lab.js"))) throw cause;
}
