import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, type PluginOption } from "vite";
import { defineConfig } from "vitest/config";
import { assemblyKernels } from "./scripts/build/assemblyKernels.mjs";
import { ISOLATION_HEADERS } from "./scripts/build/contentPolicy.mjs";
import { contentPolicy } from "./scripts/build/contentPolicyPlugin.ts";
import { licenses } from "./scripts/build/licensesPlugin.ts";
import { serviceWorker } from "./scripts/build/serviceWorkerPlugin.ts";
import { tfjsWasm } from "./scripts/build/tfjsWasmPlugin.ts";
import { threadableWasm } from "./scripts/build/threadableWasmPlugin.ts";
import { packIndex } from "./scripts/packs/packIndexPlugin.ts";

/** The parts of tfjs, bundled as one module graph: core, gradients and backends must share one instance of tfjs-core. */
export const TFJS = [
  "@tensorflow/tfjs-core",
  "@tensorflow/tfjs-core/dist/register_all_gradients",
  "@tensorflow/tfjs-backend-cpu",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
];

/** tfjs-backend-wasm's loader asks for CommonJS' names when it finds itself in Node. */
export const NODE_NAMES = {
  __dirname: "import.meta.dirname",
  __filename: "import.meta.filename",
};

/** Every chunk of the worker is called so; a backend's chunk by the backend, ONNX Runtime's by what it is. */
function workerChunkName({ moduleIds }: { moduleIds: string[] }): string {
  const part = moduleIds
    .map((id) => /tfjs-backend-(\w+)|\/(onnxruntime)-web\//.exec(id))
    .find((match) => match !== null);
  return `assets/worker-${part?.[1] ?? part?.[2] ?? "shared"}-[hash].js`;
}

/** The import's worker has a policy of its own, which goes by its name. */
const workerEntryName = ({ name }: { name: string }) =>
  name === "importWorker"
    ? "assets/worker-import-[hash].js"
    : "assets/worker-entry-[hash].js";

/** Hosts know what .js is, and not all of them what .mjs is: ONNX Runtime's loader is imported by its address. */
const workerAssetName = ({ names }: { names: string[] }) =>
  names[0]?.endsWith(".mjs")
    ? "assets/[name]-[hash].js"
    : "assets/[name]-[hash][extname]";

const buildFile = (name: string) =>
  fileURLToPath(new URL(`./scripts/build/${name}`, import.meta.url));

/** Tests that put something in a module's place, which others may have read before. */
const MOCKING = [
  "src/app/share/lesson.test.tsx",
  "src/app/notebook/RunsView.test.tsx",
];

const bundled = licenses();

export const plugins: PluginOption[] = [
  react(),
  assemblyKernels(),
  packIndex(),
  tfjsWasm(),
  bundled.page,
];

export default defineConfig({
  // A relative base builds one folder that can be served below any path.
  base: process.env["BASE_PATH"] ?? "./",
  plugins: [...plugins, contentPolicy(), serviceWorker()],
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  // Without this list the dev server finds the worker's packages late and reloads the page.
  optimizeDeps: {
    include: [...TFJS, "onnxruntime-web/wasm", "onnxruntime-web/webgpu"],
  },
  worker: {
    format: "es",
    plugins: () => [assemblyKernels(), threadableWasm(), bundled.worker()],
    rolldownOptions: {
      output: {
        entryFileNames: workerEntryName,
        chunkFileNames: workerChunkName,
        assetFileNames: workerAssetName,
      },
    },
  },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 1200,
    // Whatever runs ES2023 has it; where it is missing, chunks come a little later.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Names that the budget check and a reader can recognise.
        entryFileNames: "assets/page-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
      },
    },
  },
  // In Node too, take the packages' ES modules: their CommonJS builds would each bring a tfjs-core of their own.
  ssr: { resolve: { mainFields: ["module", "main"] } },
  resolve: {
    mainFields: ["browser", "module", "jsnext:main", "jsnext"],
    // ONNX Runtime without the loader inside, which lies beside its binary.
    conditions: ["onnxruntime-web-use-extern-wasm", ...defaultClientConditions],
    // What Recharts brings along and no chart of ours uses.
    alias: {
      "victory-vendor/d3-scale": buildFile("rechartsScales.ts"),
      "d3-interpolate": buildFile("numberInterpolation.ts"),
    },
  },
  test: {
    // Otherwise Vitest would read all of tfjs file by file, about 11 s for every test file.
    deps: {
      optimizer: {
        ssr: {
          enabled: true,
          // The converter is what a test opens exported graphs with.
          include: [...TFJS, "@tensorflow/tfjs-converter"],
          rolldownOptions: { transform: { define: NODE_NAMES } },
        },
      },
    },
    // By default one core is left alone, which on two cores is half of the time.
    maxWorkers: "100%",
    pool: "threads",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          environment: "node",
          include: [
            "src/{app,charts,cospress,data,evaluation,kernels,models,protocol,store,tensor,texts}/**/*.test.ts",
            "tests/golden/**/*.test.ts",
            "scripts/**/*.test.{ts,mjs}",
          ],
          // Files share the modules that a worker has read: reading them took more than half of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          environment: "node",
          include: [
            "{src,tests}/cli/**/*.test.ts",
            "src/engine/**/*.test.ts",
            "tests/fuzz/**/*.test.ts",
          ],
          // Shared with whole runs, tfjs' CPU backend grew ten times slower.
          isolate: true,
        },
      },
      {
        extends: true,
        test: {
          name: "jsdom",
          environment: "jsdom",
          include: ["src/{app,charts,store,texts}/**/*.test.tsx"],
          exclude: MOCKING,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "mocking", environment: "jsdom", include: MOCKING },
      },
    ],
  },
});
