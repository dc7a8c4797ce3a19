/**
 * The only importer of @tensorflow/*. tfjs is pinned and frozen upstream (design.md, decision 1), so a change of engine is a change here.
 * Gradients are registered as a side effect; chained operators (`x.mean()`) are not: use `tf.mean(x)`.
 */
// First, because it registers the flags that registering a gradient reads.
import "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";

export * from "@tensorflow/tfjs-core";

/** Loads a backend's code, which registers it by its name; nothing is initialised yet. */
export const importBackend = {
  cpu: () => import("@tensorflow/tfjs-backend-cpu"),
  wasm: () => import("@tensorflow/tfjs-backend-wasm"),
  webgpu: () => import("@tensorflow/tfjs-backend-webgpu"),
} as const;
