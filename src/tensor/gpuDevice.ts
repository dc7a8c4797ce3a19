import type { importBackend } from "./tf.ts";
import * as tf from "./tf.ts";

type WebGpuModule = Awaited<ReturnType<typeof importBackend.webgpu>>;
type WebGpuBackend = InstanceType<WebGpuModule["WebGPUBackend"]>;

/** A part of a buffer that a tensor may live in, instead of a buffer of its own. */
export type BufferPart = { buffer: GPUBuffer; offset: number; size: number };

/** The parts of tfjs' backend that uploading and reading need; some are private, all are pinned with it. */
type Parts = {
  device: GPUDevice;
  tensorMap: {
    get(id: object): {
      values: ArrayLike<number> | null;
      resource: GPUBuffer | BufferPart | null;
    };
  };
  commandEncoder: GPUCommandEncoder | null;
  bufferManager: {
    /** By size and usage; the last of a list is handed out next. */
    freeBuffers: Map<string, GPUBuffer[]>;
    acquireBuffer(size: number, usage: number): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
  };
  uploadToGPU(id: object): void;
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

/** What went wrong on the device outside of any call: from then on its numbers are not to be believed. */
export type GpuFault = {
  kind: "lost" | "out-of-memory" | "error";
  message: string;
};

let fault: GpuFault | null = null;
const faultListeners = new Set<(fault: GpuFault) => void>();

/** The first fault of the device; null while there is none. */
export function gpuFault(): GpuFault | null {
  return fault;
}

/** Calls back at the first fault, also if that has been. */
export function onGpuFault(listener: (fault: GpuFault) => void): void {
  if (fault) listener(fault);
  else faultListeners.add(listener);
}

/** WGSL compilers quote whole kernels. */
const MESSAGE_LENGTH = 300;

function noteFault(kind: GpuFault["kind"], message: string): void {
  if (fault) return;
  fault = { kind, message: message.slice(0, MESSAGE_LENGTH) };
  for (const listener of faultListeners) listener(fault);
  faultListeners.clear();
}

/** tfjs only logs an invalid command, and goes on with the numbers of whatever was in the buffer before. */
function watch(device: GPUDevice): void {
  void device.lost.then(({ reason, message }) =>
    noteFault("lost", message || reason),
  );
  device.addEventListener("uncapturederror", ({ error }) => {
    const isMemory = error instanceof GPUOutOfMemoryError;
    noteFault(isMemory ? "out-of-memory" : "error", error.message);
  });
}

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
    const requiredLimits = Object.fromEntries(
      LIMITS.map((name) => [name, adapter.limits[name]]),
    );
    const requiredFeatures = FEATURES.filter((name) =>
      adapter.features.has(name),
    );
    // Nothing here needs a feature, so that a driver which refuses one is no reason to do without the GPU.
    const device = await adapter
      .requestDevice({ requiredFeatures, requiredLimits })
      .catch(() => adapter.requestDevice({ requiredLimits }));
    watch(device);
    const backend = new WebGPUBackend(device, adapter.info);
    readParts(backend);
    writeDirectly(backend);
    keepOrder(backend);
    return backend;
  });
}

/** tfjs makes and destroys a mapped buffer for every upload; this leaves the copy to the queue. */
function writeDirectly(backend: WebGpuBackend): void {
  const parts = backend as unknown as Parts;
  const upload = parts.uploadToGPU.bind(parts);
  const usage =
    GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  parts.uploadToGPU = (id) => {
    const tensor = parts.tensorMap.get(id);
    const { values } = tensor;
    const isPlain =
      values instanceof Float32Array || values instanceof Int32Array;
    if (tensor.resource || !isPlain || values.length === 0) return upload(id);
    // No command that is recorded and not submitted uses a buffer of the pool, so that the queue may write it at once.
    const buffer = parts.bufferManager.acquireBuffer(values.byteLength, usage);
    parts.device.queue.writeBuffer(
      buffer,
      0,
      values.buffer,
      values.byteOffset,
      values.byteLength,
    );
    tensor.values = null;
    tensor.resource = buffer;
  };
}

/** Hands out the oldest free buffer first, whenever it came back: equal steps get equal buffers, and can be bound as before. */
function keepOrder(backend: WebGpuBackend): void {
  const { bufferManager } = backend as unknown as Parts;
  const ages = new WeakMap<GPUBuffer, number>();
  let next = 0;
  const acquire = bufferManager.acquireBuffer.bind(bufferManager);
  bufferManager.acquireBuffer = (...wanted) => {
    const buffer = acquire(...wanted);
    if (!ages.has(buffer)) ages.set(buffer, next++);
    return buffer;
  };
  const release = bufferManager.releaseBuffer.bind(bufferManager);
  bufferManager.releaseBuffer = (buffer, reuse = true) => {
    release(buffer, reuse);
    if (!reuse) return;
    const free = bufferManager.freeBuffers.get(
      `${buffer.size}_${buffer.usage}`,
    );
    if (free?.at(-1) !== buffer) return;
    let at = free.length - 1;
    const age = ages.get(buffer)!;
    for (; at > 0 && ages.get(free[at - 1]!)! < age; at--) {
      free[at] = free[at - 1]!;
    }
    free[at] = buffer;
  };
}

/** Hands over what was recorded; nothing on other backends. At the end of each step, so that the next begins with the same free buffers. */
export function submitGpuWork(): void {
  if (tf.getBackend() !== "webgpu") return;
  const parts = tf.backend() as unknown as Parts;
  if (!parts.commandEncoder) return;
  parts.endComputePassEncoder();
  parts.submitQueue();
}

/** tfjs reads whole buffers; this reads a part where a tensor lives in one. */
function readParts(backend: WebGpuBackend): void {
  const reader = backend as unknown as Parts;
  const readWhole = reader.getBufferData.bind(reader);
  reader.getBufferData = (source) =>
    "buffer" in source
      ? readTogether(reader, [{ part: source, at: 0 }], source.size)
      : readWhole(source);
}

/** Copies parts of buffers to bytes `at` of one buffer, and reads that. */
async function readTogether(
  reader: Parts,
  copies: readonly { part: BufferPart; at: number }[],
  bytes: number,
): Promise<ArrayBuffer> {
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const staging = reader.bufferManager.acquireBuffer(bytes, usage);
  reader.ensureCommandEncoderReady();
  reader.endComputePassEncoder();
  for (const { part, at } of copies) {
    const { buffer, offset, size } = part;
    reader.commandEncoder!.copyBufferToBuffer(
      buffer,
      offset,
      staging,
      at,
      size,
    );
  }
  reader.submitQueue();
  await staging.mapAsync(GPUMapMode.READ);
  const values = staging.getMappedRange().slice(0);
  staging.unmap();
  reader.bufferManager.releaseBuffer(staging);
  return values;
}

/** The values of scalars on the WebGPU backend, in one read and without a dispatch. */
export async function readGpuScalars(
  scalars: readonly tf.Scalar[],
): Promise<Float32Array> {
  const reader = tf.backend() as unknown as Parts;
  const entries = scalars.map(({ dataId }) => reader.tensorMap.get(dataId));
  const known = entries.map(({ values }) => values?.[0]);
  const size = Float32Array.BYTES_PER_ELEMENT;
  const copies = entries.flatMap(({ values, resource }, i) => {
    if (values || !resource) return [];
    const part =
      "buffer" in resource ? resource : { buffer: resource, offset: 0, size };
    return [{ part, at: size * i }];
  });
  const bytes = size * scalars.length;
  const read = new Float32Array(await readTogether(reader, copies, bytes));
  known.forEach((value, i) => {
    if (value !== undefined) read[i] = value;
  });
  return read;
}
