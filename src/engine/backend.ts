/**
 * Which machine computes: WebGPU, then WASM, then plain CPU, chosen by a numerical self-test and reported, never silently.
 *
 * tfjs falls back without an error when an adapter is missing and computes wrong numbers on some drivers (engine.md), so that nothing is taken on trust.
 */
import { EngineError } from "../protocol/engineError.ts";
import {
  BACKENDS,
  type BackendChoice,
  type BackendName,
  type BackendReport,
} from "../protocol/messages.ts";
import { gpuDevice } from "../kernels/gpuKernel.ts";
import { kernelsAreFused, startKernelThreads } from "../kernels/wasmKernels.ts";
import { gpuFault } from "../tensor/gpuDevice.ts";
import * as tf from "../tensor/tf.ts";
import { useBackend } from "../tensor/useBackend.ts";
import { availableThreads } from "../tensor/wasmThreads.ts";
import { selfTestNumbers } from "./selfTest.ts";

export { useGpuFeatures } from "../kernels/gpuFeatures.ts";

/** WebGPU and CPU differ by rounding alone, about 1e-5 here; a wrong kernel is off by its whole value. */
const SELF_TEST_TOLERANCE = 1e-3;

/** Names under which rendering in software goes: SwiftShader, Mesa's llvmpipe and lavapipe, Windows' WARP. */
const SOFTWARE_ADAPTER =
  /swiftshader|llvmpipe|lavapipe|software|basic render|warp/i;

type Adapter = { description: string; isSoftware: boolean };

/** tfjs submits every 15, which costs a thread more than a GPU gains; buffers come back to the pool when they are submitted, so that all at once would take more memory. */
const DISPATCHES_PER_SUBMIT = 60;

/**
 * Brings up a backend and proves it on a tiny problem.
 *
 * @param choice `auto` takes the first that works and is not a software GPU; a named backend is used or refused.
 * @param wasmFolder URL or path of tfjs' WASM binaries, ending in "/".
 * @param threads Most threads that WASM computes on.
 * @param without Passed over by `auto`: what has failed before.
 * @throws {EngineError} `backend-unavailable` or `self-test-failed`.
 */
export async function chooseBackend(
  choice: BackendChoice,
  wasmFolder: string,
  threads = availableThreads(),
  without: readonly BackendName[] = [],
): Promise<BackendReport> {
  await useBackend("cpu");
  const expected = await selfTestNumbers();
  const passedOver: BackendReport["passedOver"] = [];
  for (const backend of choice === "auto" ? BACKENDS : [choice]) {
    if (choice === "auto" && without.includes(backend)) {
      passedOver.push({ backend, reason: "it failed in this page before" });
      continue;
    }
    try {
      return await tryBackend(
        backend,
        choice !== "auto",
        wasmFolder,
        threads,
        expected,
        passedOver,
      );
    } catch (cause) {
      if (choice !== "auto") throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      passedOver.push({ backend, reason });
    }
  }
  throw new EngineError(
    "backend-unavailable",
    `chooseBackend: one of ${BACKENDS.join(", ")} must pass the self-test, got ${passedOver.map(({ reason }) => reason).join("; ")}`,
  );
}

async function tryBackend(
  backend: BackendName,
  isForced: boolean,
  wasmFolder: string,
  mostThreads: number,
  expected: readonly Float32Array[],
  passedOver: BackendReport["passedOver"],
): Promise<BackendReport> {
  const adapter = backend === "webgpu" ? await gpuAdapter() : null;
  if (adapter?.isSoftware && !isForced) {
    throw new EngineError(
      "backend-unavailable",
      `WebGPU has only a software adapter here (${adapter.description}), slower than WASM`,
    );
  }
  let threads: number;
  try {
    threads = await startKernelThreads(
      await useBackend(backend, wasmFolder, mostThreads),
    );
  } catch (cause) {
    throw new EngineError(
      "backend-unavailable",
      `${backend}: does not start: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
  // Otherwise small operations would run on the CPU unseen, and the self-test would prove nothing.
  if (backend === "webgpu") tf.env().set("WEBGPU_CPU_FORWARD", false);
  if (adapter && !adapter.isSoftware) {
    tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", DISPATCHES_PER_SUBMIT);
  }
  const selfTestError = largestDifference(await selfTestNumbers(), expected);
  const fault = backend === "webgpu" ? gpuFault() : null;
  if (fault) {
    throw new EngineError(
      "self-test-failed",
      `${backend}: must run the self-test without a fault, got: ${fault.message}`,
    );
  }
  if (!(selfTestError < SELF_TEST_TOLERANCE)) {
    throw new EngineError(
      "self-test-failed",
      `${backend}: loss and gradients must agree with the CPU within ${SELF_TEST_TOLERANCE}, got a difference of ${selfTestError.toExponential(1)}`,
    );
  }
  return {
    backend,
    adapter: adapter?.description ?? (await hostDescription(backend, threads)),
    isSoftwareAdapter: adapter?.isSoftware ?? false,
    threads,
    passedOver,
    selfTestError,
    versions: { tfjs: tf.version_core },
    ...(backend === "webgpu" && { features: [...gpuDevice().features].sort() }),
  };
}

/** @throws {EngineError} If there is no WebGPU, or no adapter. */
async function gpuAdapter(): Promise<Adapter> {
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  if (!gpu) {
    throw new EngineError(
      "backend-unavailable",
      "WebGPU is not available in this browser",
    );
  }
  const adapter = await gpu.requestAdapter({
    powerPreference: "high-performance",
  });
  if (!adapter) {
    throw new EngineError(
      "backend-unavailable",
      "WebGPU has no adapter on this machine",
    );
  }
  const { vendor, architecture, device, description } = adapter.info;
  const name = [description || device, vendor, architecture]
    .filter(Boolean)
    .join(", ");
  return {
    description: name || "unnamed adapter",
    isSoftware: adapter.info.isFallbackAdapter || SOFTWARE_ADAPTER.test(name),
  };
}

async function hostDescription(
  backend: BackendName,
  threads: number,
): Promise<string> {
  if (backend === "cpu") return "plain JavaScript";
  const hasSimd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  const simd = kernelsAreFused()
    ? "relaxed SIMD"
    : hasSimd
      ? "SIMD"
      : "no SIMD";
  return `${simd}, ${threads} thread${threads === 1 ? "" : "s"}`;
}

/** Largest difference of any value, relative to the largest expected value of its array. NaN if there is one. */
function largestDifference(
  got: readonly Float32Array[],
  expected: readonly Float32Array[],
): number {
  let largest = 0;
  expected.forEach((values, i) => {
    let scale = 1e-6;
    for (const value of values) scale = Math.max(scale, Math.abs(value));
    values.forEach((value, j) => {
      const difference = Math.abs((got[i]?.[j] ?? NaN) - value) / scale;
      if (!(difference <= largest)) largest = difference;
    });
  });
  return largest;
}
