import type { BenchJob } from "../../../src/engine/benchJobs.ts";

/** What the page can be asked: the engine's jobs, and products beside those of jax-js. */
export type PageJob = BenchJob | { kind: "matmul"; backend: "webgpu" | "wasm" };

/** To the page from its worker. */
export type PageMessage =
  | { type: "progress"; text: string }
  | { type: "done"; result: unknown }
  | { type: "failed"; message: string };
