/** What a failure of the backend is called: engines and drivers say it in many ways, and some of them late. */
import { EngineError } from "../protocol/engineError.ts";
import { gpuFault, onGpuFault, type GpuFault } from "../tensor/gpuDevice.ts";
import { getBackend } from "../tensor/tf.ts";

/** A read of a lost device may fail before the loss is told. */
const FAULT_DELAY_MS = 200;

/** As V8, SpiderMonkey, JavaScriptCore and Emscripten say that there is no more. */
const MEMORY_MESSAGE =
  /out of memory|allocation (failed|size overflow)|invalid (typed )?array( buffer)? length|cannot enlarge memory|aborted\(oom/i;

/** What a fault of the GPU is to the page. */
export function faultError({ kind, message }: GpuFault): EngineError {
  switch (kind) {
    case "lost":
      return new EngineError("device-lost", `WebGPU: ${message}`);
    case "out-of-memory":
      return new EngineError("out-of-memory", `WebGPU: ${message}`);
    case "error":
      return new EngineError("gpu-error", `WebGPU: ${message}`);
  }
}

/** `cause` by its right name: a fault of the backend that it follows from, or itself. */
export async function explainFailure(cause: unknown): Promise<unknown> {
  if (cause instanceof EngineError) return cause;
  if (getBackend() === "webgpu") {
    const fault = gpuFault() ?? (await faultWithin(FAULT_DELAY_MS));
    if (fault) return faultError(fault);
  }
  const isMemory = cause instanceof Error && MEMORY_MESSAGE.test(cause.message);
  return isMemory ? new EngineError("out-of-memory", cause.message) : cause;
}

function faultWithin(ms: number): Promise<GpuFault | null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms);
    onGpuFault(resolve);
  });
}
