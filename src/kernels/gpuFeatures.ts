/**
 * Switches for what not every GPU has. All are off unless somebody asks: on the GPU they were measured on, no step was faster with them (docs/performance.md).
 */
import { EngineError } from "../protocol/engineError.ts";
import type { GpuFeature } from "../protocol/gpuFeatures.ts";
import * as tf from "../tensor/tf.ts";

/**
 * `half-tiles`: forward products round their operands to float16 in workgroup memory and add up sixteen products at a time in float16.
 * `subgroups`: sums and maxima over a workgroup are made by subgroups first.
 */
const NEEDED: Record<GpuFeature, GPUFeatureName> = {
  "half-tiles": "shader-f16",
  subgroups: "subgroups",
};

/** None where the present backend is another. */
function deviceFeatures(): readonly string[] {
  if (tf.getBackend() !== "webgpu") return [];
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  return [...device.features].sort();
}

const wanted = new Set<GpuFeature>();

/** Whether kernels that are made now are to use it. */
export function usesGpuFeature(feature: GpuFeature): boolean {
  return wanted.has(feature);
}

/** What is switched on, as a part of a kernel's key. */
export function usedGpuFeatures(): string {
  return [...wanted].sort().join();
}

/** Whether the present backend is WebGPU, on a device that has it. */
export function hasGpuFeature(feature: GpuFeature): boolean {
  if (!deviceFeatures().includes(NEEDED[feature])) return false;
  return (
    feature !== "subgroups" ||
    navigator.gpu.wgslLanguageFeatures.has("subgroup_id")
  );
}

/**
 * Switches these on, and all others off.
 *
 * @throws {EngineError} `backend-unavailable` if the device lacks one; nothing is changed then.
 */
export function useGpuFeatures(features: readonly GpuFeature[]): void {
  const missing = features.find((feature) => !hasGpuFeature(feature));
  if (missing) {
    throw new EngineError(
      "backend-unavailable",
      `useGpuFeatures: the device must have '${NEEDED[missing]}' for '${missing}', got ${tf.getBackend()} with ${deviceFeatures().join(", ") || "no features"}`,
    );
  }
  wanted.clear();
  for (const feature of features) wanted.add(feature);
}
