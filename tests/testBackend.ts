import { fileURLToPath } from "node:url";
import { useBackend } from "../src/tensor/useBackend.ts";

/** Absolute folder of tfjs' WASM binaries, ending in "/". */
export const WASM_FOLDER = fileURLToPath(
  new URL(
    "../node_modules/@tensorflow/tfjs-backend-wasm/dist/",
    import.meta.url,
  ),
);

/** Makes a backend the present one in Node. */
export const useTestBackend = (name: "cpu" | "wasm") =>
  useBackend(name, name === "wasm" ? WASM_FOLDER : undefined);
