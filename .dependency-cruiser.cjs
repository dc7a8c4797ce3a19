/** Which room of src/ may import from which; CONTRIBUTING.md explains the table. Tests may import what they need. */
const MAY_IMPORT = {
  protocol: [],
  tensor: ["protocol/"],
  data: ["protocol/", "tensor/rng.ts"],
  kernels: ["protocol/", "tensor/"],
  cospress: ["protocol/", "tensor/", "kernels/"],
  models: ["protocol/", "tensor/", "kernels/", "data/"],
  evaluation: ["protocol/", "tensor/"],
  engine: [
    ...["protocol/", "tensor/", "kernels/", "data/"],
    ...["cospress/", "models/", "evaluation/"],
    "store/indexedRequests.ts",
  ],
  cli: ["protocol/", "tensor/", "data/", "evaluation/", "engine/"],
  texts: ["protocol/"],
  store: ["protocol/", "texts/"],
  charts: ["protocol/", "texts/"],
  app: ["protocol/", "texts/", "store/", "charts/", "engine/client.ts"],
};

const TESTS = "\\.test\\.tsx?$";
const literally = (path) => path.replaceAll(".", "\\.");

const rooms = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import from itself and ${allowed.join(", ") || "nothing else"}.`,
  severity: "error",
  from: { path: `^src/${room}/`, pathNot: TESTS },
  to: {
    path: "^src/",
    pathNot: `^src/(${[`${room}/`, ...allowed].map(literally).join("|")})`,
  },
}));

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: "known-rooms",
      comment: `A file of src/ lies in a room: ${Object.keys(MAY_IMPORT).join(", ")}.`,
      severity: "error",
      from: {},
      to: {
        path: "^src/",
        pathNot: `^src/((${Object.keys(MAY_IMPORT).join("|")})/|main\\.tsx$)`,
      },
    },
    {
      name: "main-starts-the-page",
      comment:
        "src/main.tsx mounts the page: app, store, texts and engine/client.ts.",
      severity: "error",
      from: { path: "^src/main\\.tsx$" },
      to: {
        path: "^src/",
        pathNot: "^src/(app/|store/|texts/|protocol/|engine/client\\.ts$)",
      },
    },
    {
      name: "no-cycles",
      comment: "A cycle is one room pretending to be two.",
      severity: "error",
      from: { path: "^(src|scripts)/" },
      to: { circular: true },
    },
    {
      name: "one-importer-of-tfjs",
      comment: "Only src/tensor/tf.ts imports @tensorflow/*.",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/tensor/tf\\.ts$", TESTS] },
      to: { path: "node_modules/@tensorflow/" },
    },
    {
      name: "one-importer-of-onnx-runtime",
      comment: "Only src/data/onnx/ imports onnxruntime-web.",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: [
          "^src/data/onnx/runtime",
          "^src/data/onnx/onnxRuntime\\.ts$",
          TESTS,
        ],
      },
      to: { path: "node_modules/onnxruntime-web/" },
    },
    {
      name: "protocol-imports-only-zod",
      comment: "The protocol is plain data; its one package is zod/mini.",
      severity: "error",
      from: { path: "^src/protocol/", pathNot: TESTS },
      to: { path: "node_modules/", pathNot: "node_modules/zod/" },
    },
    {
      name: "data-knows-no-page",
      comment: "data/ runs on either thread and in Node: no React.",
      severity: "error",
      from: { path: "^src/data/", pathNot: TESTS },
      to: { path: "node_modules/(react|react-dom|recharts|zustand)/" },
    },
    {
      name: "engine-without-react",
      comment: "The worker and the command line never reach React.",
      severity: "error",
      from: { path: "^src/(engine/worker|cli/lab)\\.ts$" },
      to: {
        path: "node_modules/(react|react-dom|recharts|zustand)/",
        reachable: true,
      },
    },
    {
      name: "page-without-tfjs",
      comment: "The page reaches tfjs only through messages to the worker.",
      severity: "error",
      from: { path: "^src/main\\.tsx$" },
      to: { path: "node_modules/@tensorflow/", reachable: true },
    },
    {
      name: "no-missing",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      // Vite makes addresses of these.
      to: { couldNotResolve: true, pathNot: "^onnxruntime-web/.*\\?url$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      conditionNames: ["import", "module", "default"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json", ".css"],
    },
  },
};
