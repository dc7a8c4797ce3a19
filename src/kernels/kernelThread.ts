/** Entry of a worker that helps the engine's own with kernels; started by kernelThreads.ts, ends with it. */
import { controlOf, serve, type KernelFunctions } from "./kernelPool.ts";

export type KernelThreadStart = {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  control: SharedArrayBuffer;
  /** From 1. */
  thread: number;
};

globalThis.onmessage = ({ data }: MessageEvent<KernelThreadStart>) => {
  const { module, memory, control, thread } = data;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  globalThis.postMessage("ready");
  serve(controlOf(control), exports as unknown as KernelFunctions, thread);
};
