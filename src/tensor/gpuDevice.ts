import type { importBackend } from "./tf.ts";
import * as tf from "./tf.ts";

type WebGpuModule = Awaited<ReturnType<typeof importBackend.webgpu>>;
type WebGpuBackend = InstanceType<WebGpuModule["WebGPUBackend"]>;

/** A part of a buffer that a tensor may live in, instead of a buffer of its own. */
export type BufferPart = { buffer: GPUBuffer; offset: number; size: number };

/** The parts of tfjs' backend that reading needs; some are private, all are pinned with it. */
type Reader = {
  commandEncoder: GPUCommandEncoder;
  bufferManager: {
    acquireBuffer(size: number, usage: number): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer): void;
  };
  getBufferData(source: GPUBuffer | BufferPart): Promise<ArrayBuffer>;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
};

/** Asked for where the adapter has them. */
const FEATURES = [
  "bgra8unorm-storage",
  "shader-f16",
  "subgroups",
  "timestamp-query",
] as const;

/** Raised from WebGPU's defaults to what the adapter has. */
const LIMITS = [
  "maxBufferSize",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
] as const;

let isRegistered = false;

/** Puts a device of ours behind tfjs' WebGPU backend: one with more features and limits than tfjs asks for, and tensors that may share a buffer. */
export function registerGpuDevice({ WebGPUBackend }: WebGpuModule): void {
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  if (!gpu || isRegistered) return;
  isRegistered = true;
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", async () => {
    const adapter = await gpu.requestAdapter({
      powerPreference: "high-performance",
    });
    if (!adapter) {
      throw new Error("registerGpuDevice: there must be an adapter, got none");
    }
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((name) => adapter.features.has(name)),
      requiredLimits: Object.fromEntries(
        LIMITS.map((name) => [name, adapter.limits[name]]),
      ),
    });
    const backend = new WebGPUBackend(device, adapter.info);
    readParts(backend);
    return backend;
  });
}

/** tfjs reads whole buffers; this reads a part where a tensor lives in one. */
function readParts(backend: WebGpuBackend): void {
  const reader = backend as unknown as Reader;
  const readWhole = reader.getBufferData.bind(reader);
  reader.getBufferData = async (source) => {
    if (!("buffer" in source)) return readWhole(source);
    const { buffer, offset, size } = source;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const staging = reader.bufferManager.acquireBuffer(size, usage);
    reader.ensureCommandEncoderReady();
    reader.endComputePassEncoder();
    reader.commandEncoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
    reader.submitQueue();
    await staging.mapAsync(GPUMapMode.READ);
    const values = staging.getMappedRange().slice(0);
    staging.unmap();
    reader.bufferManager.releaseBuffer(staging);
    return values;
  };
}
