/**
 * Kernels of our own in WGSL, recorded into the same command stream as tfjs' WebGPU programs.
 *
 * tfjs' program interface (`runWebGPUProgram`) gives each program one output and a fixed set of uniforms; a backward pass wants several outputs at once,
 * and an optimiser writes in place. So this records dispatches beside it, with tfjs' buffers, compute pass and life times: a tensor goes in, a tensor comes out.
 */
import type { BufferPart } from "../tensor/gpuDevice.ts";
import * as tf from "../tensor/tf.ts";
import { usedGpuFeatures } from "./gpuFeatures.ts";
import { usesPlainForms } from "./plainForms.ts";

/** The parts of tfjs' WebGPU backend used here; some are private, all are pinned with it. */
export type GpuBackend = {
  device: GPUDevice;
  tensorMap: {
    get(id: object): {
      values: ArrayLike<number> | null;
      resource: GPUBuffer | BufferPart | null;
      /** True where the buffer is not the tensor's to release. */
      external?: boolean;
    };
  };
  /** Tensors that share this one's values, itself included. */
  refCount(id: object): number;
  createTensorFromGPUData(
    data: { buffer: GPUBuffer; zeroCopy: true },
    shape: number[],
    dtype: tf.DataType,
  ): tf.Tensor;
  /** tfjs' own, by a key of the program. */
  pipelineCache: Record<
    string,
    GPUComputePipeline | Promise<GPUComputePipeline>
  >;
  bufferManager: { acquireBuffer(size: number, usage: number): GPUBuffer };
  /** Buffers that go back to the pool when the present commands are submitted. */
  uniformPendingDisposal: GPUBuffer[];
  commandQueueOwnedIds: WeakSet<object>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  uploadToGPU(id: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
};

/** WGSL types that a buffer can be read as. */
type Elements = "f32" | "u32" | "vec2<f32>" | "vec4<f32>";

/** A tensor, or a tensor with the type that the kernel sees it as; plain ones are arrays of f32. */
type Bound = tf.Tensor | { tensor: tf.Tensor; as: Elements };

/** A new tensor of this shape, or one that is overwritten in place. */
type Result =
  readonly number[] | { shape: readonly number[]; as: Elements } | InPlace;
type InPlace = { inPlace: tf.Tensor; as?: Elements };

export type GpuKernel = {
  /** Name in labels and errors. */
  name: string;
  /**
   * WGSL behind the generated declarations: `main`, its helpers and its workgroup memory. Declared for it are every input and output by its name,
   * `counts` and `scalars` as fields of `u`, and what `constants` holds.
   */
  code: string;
  /** Sizes that are compiled into the code: few different ones in a run. Whole numbers become u32, others f32. */
  constants?: Record<string, number>;
};

export type GpuCall<Outputs extends Record<string, Result>> = {
  inputs: Record<string, Bound>;
  outputs: Outputs;
  /** u32 numbers that may differ from call to call. */
  counts?: Record<string, number>;
  /** f32 numbers that may differ from call to call. */
  scalars?: Record<string, number>;
  /** Whether these numbers will hardly come again; otherwise their buffer is kept for the next call with the same. */
  isFleeting?: boolean;
  /**
   * Workgroups. A single number may be of any size: it is spread over two axes where one is too short, so that the kernel must take
   * its place from `groupIndex(id, count)` of the builtins `workgroup_id` and `num_workgroups`, and return if it lies behind the last.
   */
  workgroups: number | readonly [number, number, number];
};

type TensorsOf<Outputs> = { [K in keyof Outputs]: tf.Tensor };

type Pipeline = {
  layout: GPUBindGroupLayout;
  /** What was bound to it before, by the buffers: a step meets those of the step before again. */
  groups: Map<string, GPUBindGroup>;
  /** Null until it is compiled. */
  compiled: GPUComputePipeline | null;
  compiling: Promise<void> | null;
};

/** One that is ready. */
type Compiled = Pipeline & { compiled: GPUComputePipeline };

type DeviceState = {
  pipelines: Map<string, Pipeline>;
  /** The same by kernel, binding types and names of numbers: kernels that are kept by their callers need not be put into words again. */
  known: WeakMap<GpuKernel, Map<string, Pipeline>>;
  /** Buffers of numbers that came before: most calls repeat those of the step before. */
  uniforms: Map<string, GPUBuffer>;
  /** A number for each buffer that was bound. */
  bufferNumbers: WeakMap<GPUBuffer, number>;
  nextBufferNumber: number;
};

const stateOf = new WeakMap<GPUDevice, DeviceState>();

const kernels = new Map<string, GpuKernel>();

/** Of float32 and int32, which is all that is used here. */
const ELEMENT_BYTES = 4;

/** Bounds what is kept of each pipeline. */
const MOST_GROUPS = 256;

/** Bounds the buffers kept for numbers that change with every call. */
const MOST_UNIFORMS = 2048;

/**
 * The kernel of this name, made once: recording a kernel that came before costs neither its text nor a comparison of texts.
 *
 * @param name Must tell it from every other, whatever its code and constants follow from.
 */
export function keptKernel(
  name: string,
  code: () => string,
  constants: Record<string, number> = {},
): GpuKernel {
  const key = `${usedGpuFeatures()} ${name}`;
  let kernel = kernels.get(key);
  if (!kernel) {
    kernel = { name, code: code(), constants };
    kernels.set(key, kernel);
  }
  return kernel;
}

/** Whether the present backend is WebGPU, and kernels are wanted. */
export function isGpuBackend(): boolean {
  return tf.getBackend() === "webgpu" && !usesPlainForms();
}

/** The device behind tfjs' WebGPU backend, which must be the present one. */
export function gpuDevice(): GPUDevice {
  return gpuBackend().device;
}

/**
 * Records one dispatch of a kernel on the WebGPU backend, the present one.
 *
 * @returns A tensor for each output, new ones or those written in place. Contents of new ones are undefined until the kernel writes them.
 * @throws {Error} If the present backend is another.
 */
export function runGpuKernel<Outputs extends Record<string, Result>>(
  kernel: GpuKernel,
  call: GpuCall<Outputs>,
): TensorsOf<Outputs> {
  const backend = gpuBackend();
  const bindings: Binding[] = [];
  for (const [name, bound] of Object.entries(call.inputs)) {
    const { tensor, as } = asTyped(bound);
    backend.uploadToGPU(tensor.dataId);
    bindings.push({ name, access: "read", as, id: tensor.dataId });
  }
  const results: Record<string, tf.Tensor> = {};
  for (const [name, result] of Object.entries(call.outputs)) {
    const { tensor, as } = madeResult(backend, result);
    backend.uploadToGPU(tensor.dataId);
    // What was read back before is out of date now.
    backend.tensorMap.get(tensor.dataId).values = null;
    bindings.push({ name, access: "read_write", as, id: tensor.dataId });
    results[name] = tensor;
  }
  const numbers = { ...counted(call.counts), ...scaled(call.scalars) };
  const pipeline = pipelineOf(backend.device, kernel, bindings, numbers);
  if (pipeline) {
    const { workgroups, isFleeting = false } = call;
    record(backend, pipeline, bindings, numbers, isFleeting, workgroups);
  }
  return results as TensorsOf<Outputs>;
}

/**
 * Compiles every kernel and tfjs program that `work` runs, all at once and without running one: results are meaningless, and are disposed of.
 * Later calls find them ready, so that the first step does not wait for the compiler. Nothing else may run on the backend until the promise settles.
 *
 * What does not compile here is left to its first call, which will say why.
 */
export async function compileAhead(work: () => void): Promise<void> {
  const backend = gpuBackend();
  tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", true);
  try {
    tf.tidy(() => {
      work();
    });
  } finally {
    tf.env().set("WEBGPU_ENGINE_COMPILE_ONLY", false);
    const { pipelines } = deviceState(backend.device);
    await Promise.all([
      ...[...pipelines.values()].map(({ compiling }) => compiling),
      settlePrograms(backend.pipelineCache),
    ]);
  }
}

/** tfjs' programs that are being compiled become pipelines; those that cannot be are forgotten. */
async function settlePrograms(
  programs: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>,
): Promise<void> {
  await Promise.all(
    Object.entries(programs).map(async ([key, program]) => {
      try {
        programs[key] = await program;
      } catch {
        delete programs[key];
      }
    }),
  );
}

/** Copies elements of four bytes from one tensor's buffer to another's; no dispatch. */
export function copyElements(
  from: { tensor: tf.Tensor; start?: number },
  to: { tensor: tf.Tensor; start?: number },
  count: number,
): void {
  const backend = gpuBackend();
  const [source, target] = [partOf(from.tensor), partOf(to.tensor)];
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder!.copyBufferToBuffer(
    source.buffer,
    source.offset + ELEMENT_BYTES * (from.start ?? 0),
    target.buffer,
    target.offset + ELEMENT_BYTES * (to.start ?? 0),
    ELEMENT_BYTES * count,
  );
  for (const { tensor } of [from, to]) {
    backend.commandQueueOwnedIds.add(tensor.dataId);
  }
}

/** Where a tensor's values lie on the GPU; they are uploaded if they do not yet. */
export function partOf({ dataId, size }: tf.Tensor): BufferPart {
  const backend = gpuBackend();
  backend.uploadToGPU(dataId);
  const resource = backend.tensorMap.get(dataId).resource!;
  return "buffer" in resource
    ? resource
    : { buffer: resource, offset: 0, size: ELEMENT_BYTES * size };
}

export function gpuBackend(): GpuBackend {
  if (tf.getBackend() !== "webgpu") {
    throw new Error(
      `runGpuKernel: the backend must be 'webgpu', got '${tf.getBackend()}'`,
    );
  }
  return tf.backend() as unknown as GpuBackend;
}

function asTyped(bound: Bound): { tensor: tf.Tensor; as: Elements } {
  return bound instanceof tf.Tensor ? { tensor: bound, as: "f32" } : bound;
}

function madeResult(
  backend: GpuBackend,
  result: Result,
): { tensor: tf.Tensor; as: Elements } {
  if ("inPlace" in result) {
    return { tensor: result.inPlace, as: result.as ?? "f32" };
  }
  const { shape, as } =
    "shape" in result ? result : { shape: result, as: "f32" as const };
  const dtype = as === "u32" ? "int32" : "float32";
  const info = backend.makeTensorInfo([...shape], dtype);
  return { tensor: tf.engine().makeTensorFromTensorInfo(info), as };
}

type Numbers = Record<string, { type: "u32" | "f32"; value: number }>;

const typed =
  (type: "u32" | "f32") =>
  (values: Record<string, number> = {}): Numbers =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { type, value }]),
    );
const counted = typed("u32");
const scaled = typed("f32");

type Access = "read" | "read_write";
type Binding = { name: string; access: Access; as: Elements; id: object };

function wholeCode(
  kernel: GpuKernel,
  bindings: readonly Binding[],
  numbers: Numbers,
): string {
  const constants = Object.entries(kernel.constants ?? {}).map(
    ([name, value]) =>
      Number.isInteger(value)
        ? `const ${name}: u32 = ${value}u;`
        : `const ${name}: f32 = ${value};`,
  );
  const declared = bindings.map(
    ({ name, access, as }, i) =>
      `@group(0) @binding(${i}) var<storage, ${access}> ${name}: array<${as}>;`,
  );
  const fields = Object.entries(numbers).map(
    ([name, { type }]) => `  ${name}: ${type},`,
  );
  const uniforms =
    fields.length > 0
      ? [
          ...["struct Uniforms {", ...fields, "}"],
          `@group(0) @binding(${bindings.length}) var<uniform> u: Uniforms;`,
        ]
      : [];
  const enabled = [
    ...(/\bf16\b/.test(kernel.code) ? ["enable f16;"] : []),
    ...(/\bsubgroup/.test(kernel.code) ? ["enable subgroups;"] : []),
  ];
  return [
    ...enabled,
    ...declared,
    ...uniforms,
    ...constants,
    GROUP_INDEX,
    kernel.code,
  ].join("\n");
}

const GROUP_INDEX = `
fn groupIndex(id: vec3<u32>, count: vec3<u32>) -> u32 {
  return id.y * count.x + id.x;
}`;

function deviceState(device: GPUDevice): DeviceState {
  let state = stateOf.get(device);
  if (!state) {
    state = {
      pipelines: new Map(),
      known: new WeakMap(),
      uniforms: new Map(),
      bufferNumbers: new WeakMap(),
      nextBufferNumber: 0,
    };
    stateOf.set(device, state);
  }
  return state;
}

/** Null while kernels are only compiled. */
function pipelineOf(
  device: GPUDevice,
  kernel: GpuKernel,
  bindings: readonly Binding[],
  numbers: Numbers,
): Compiled | null {
  const { pipelines, known } = deviceState(device);
  let ofKernel = known.get(kernel);
  if (!ofKernel) {
    ofKernel = new Map();
    known.set(kernel, ofKernel);
  }
  const hasNumbers = Object.keys(numbers).length > 0;
  const signature = [
    ...bindings.map(({ name, access, as }) => `${name} ${access} ${as}`),
    ...Object.keys(numbers),
  ].join();
  const isCompileOnly = tf.env().getBool("WEBGPU_ENGINE_COMPILE_ONLY");
  let entry = ofKernel.get(signature);
  if (!entry || !(isCompileOnly || entry.compiled)) {
    const code = wholeCode(kernel, bindings, numbers);
    entry = pipelines.get(code) ?? {
      layout: layoutOf(device, bindings, hasNumbers),
      groups: new Map(),
      compiled: null,
      compiling: null,
    };
    pipelines.set(code, entry);
    ofKernel.set(signature, entry);
    compile(device, kernel.name, code, entry, isCompileOnly);
  }
  return isCompileOnly || !entry.compiled ? null : (entry as Compiled);
}

/** Explicit, so that a kernel may leave a binding unused. */
function layoutOf(
  device: GPUDevice,
  bindings: readonly Binding[],
  hasNumbers: boolean,
): GPUBindGroupLayout {
  const types: GPUBufferBindingType[] = [
    ...bindings.map(({ access }) =>
      access === "read" ? ("read-only-storage" as const) : ("storage" as const),
    ),
    ...(hasNumbers ? ["uniform" as const] : []),
  ];
  return device.createBindGroupLayout({
    entries: types.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
}

/** Compiles a pipeline unless that is done, or in progress where it may take its time. */
function compile(
  device: GPUDevice,
  name: string,
  code: string,
  pipeline: Pipeline,
  isAhead: boolean,
): void {
  if (pipeline.compiled || (isAhead && pipeline.compiling)) return;
  const descriptor = {
    label: name,
    layout: device.createPipelineLayout({
      bindGroupLayouts: [pipeline.layout],
    }),
    compute: {
      module: device.createShaderModule({ label: name, code }),
      entryPoint: "main",
    },
  };
  if (isAhead) {
    pipeline.compiling = device.createComputePipelineAsync(descriptor).then(
      (compiled) => {
        pipeline.compiled = compiled;
      },
      () => {
        pipeline.compiling = null;
      },
    );
  } else pipeline.compiled = device.createComputePipeline(descriptor);
}

function record(
  backend: GpuBackend,
  pipeline: Compiled,
  bindings: readonly { id: object }[],
  numbers: Numbers,
  isFleeting: boolean,
  workgroups: number | readonly [number, number, number],
): void {
  const { device } = backend;
  const uniforms = uniformBuffer(backend, numbers, isFleeting);
  const bindGroup = bindGroupOf(backend, pipeline, bindings, uniforms);
  for (const { id } of bindings) backend.commandQueueOwnedIds.add(id);
  backend.ensureCommandEncoderReady();
  const pass = (backend.computePassEncoder ??=
    backend.commandEncoder!.beginComputePass());
  pass.setPipeline(pipeline.compiled);
  pass.setBindGroup(0, bindGroup);
  const longest = device.limits.maxComputeWorkgroupsPerDimension;
  pass.dispatchWorkgroups(
    ...(typeof workgroups === "number"
      ? ([
          Math.min(workgroups, longest),
          Math.ceil(workgroups / longest),
          1,
        ] as const)
      : workgroups),
  );
  backend.dispatchCountInPass++;
  const most = tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE");
  if (backend.dispatchCountInPass >= most) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}

/** Making a group costs more than all else that is recorded for a dispatch, and the pool gives most steps the buffers of the step before. */
function bindGroupOf(
  backend: GpuBackend,
  { layout, groups }: Pipeline,
  bindings: readonly { id: object }[],
  uniforms: GPUBuffer | null,
): GPUBindGroup {
  const state = deviceState(backend.device);
  const resources: (GPUBuffer | GPUBufferBinding)[] = bindings.map(
    ({ id }) => backend.tensorMap.get(id).resource!,
  );
  if (uniforms) resources.push(uniforms);
  const key = resources.map((resource) => placeOf(state, resource)).join();
  const known = groups.get(key);
  if (known) return known;
  const made = backend.device.createBindGroup({
    layout,
    entries: resources.map((resource, binding) => ({
      binding,
      resource: "buffer" in resource ? resource : { buffer: resource },
    })),
  });
  // All at once: which of them come again is not known, and those are soon made again.
  if (groups.size >= MOST_GROUPS) groups.clear();
  groups.set(key, made);
  return made;
}

/** Tells every part of every buffer from every other. */
function placeOf(
  state: DeviceState,
  resource: GPUBuffer | GPUBufferBinding,
): string | number {
  if ("buffer" in resource) {
    const { buffer, offset = 0, size = 0 } = resource;
    return `${bufferNumber(state, buffer)} ${offset} ${size}`;
  }
  return bufferNumber(state, resource);
}

function bufferNumber(state: DeviceState, buffer: GPUBuffer): number {
  let number = state.bufferNumbers.get(buffer);
  if (number === undefined) {
    number = state.nextBufferNumber++;
    state.bufferNumbers.set(buffer, number);
  }
  return number;
}

/** A buffer with these numbers, in their order; null if there are none. It is not written again before it is used, so any number of calls may share it. */
function uniformBuffer(
  backend: GpuBackend,
  numbers: Numbers,
  isFleeting: boolean,
): GPUBuffer | null {
  const list = Object.values(numbers);
  if (list.length === 0) return null;
  const { device } = backend;
  const { uniforms } = deviceState(device);
  const key = isFleeting
    ? ""
    : list.map(({ type, value }) => `${type}${value}`).join();
  const known = uniforms.get(key);
  if (known) return known;
  // A uniform struct's size is a multiple of 16 bytes.
  const bytes = new ArrayBuffer(16 * Math.ceil(list.length / 4));
  const [u32, f32] = [new Uint32Array(bytes), new Float32Array(bytes)];
  list.forEach(({ type, value }, i) => {
    (type === "u32" ? u32 : f32)[i] = value;
  });
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const size = bytes.byteLength;
  if (isFleeting) {
    const buffer = backend.bufferManager.acquireBuffer(size, usage);
    device.queue.writeBuffer(buffer, 0, bytes);
    backend.uniformPendingDisposal.push(buffer);
    return buffer;
  }
  if (uniforms.size >= MOST_UNIFORMS) {
    // The oldest. Commands recorded with it keep it alive; `destroy` would not.
    const [oldest] = uniforms.keys();
    uniforms.delete(oldest!);
  }
  const buffer = device.createBuffer({ size, usage });
  device.queue.writeBuffer(buffer, 0, bytes);
  uniforms.set(key, buffer);
  return buffer;
}

/** The value of a scalar that this thread knows without asking the GPU; null otherwise. */
export function knownNumber(x: tf.Tensor): number | null {
  const { values } = gpuBackend().tensorMap.get(x.dataId);
  return values && x.size === 1 ? values[0]! : null;
}

/**
 * Scalars that a kernel multiplies by, such as the gradients that arrive at its results: as numbers where this thread knows them,
 * which saves an upload, as inputs where only the GPU does.
 */
export function seedsOf(dys: readonly tf.Tensor[]) {
  const seeds = {
    /** WGSL for the value of each. */
    codes: [] as string[],
    inputs: {} as Record<string, tf.Tensor>,
    scalars: {} as Record<string, number>,
  };
  dys.forEach((dy, i) => {
    const known = knownNumber(dy);
    if (known === null) {
      seeds.inputs[`seed${i}`] = dy;
      seeds.codes.push(`seed${i}[0]`);
    } else {
      seeds.scalars[`seed${i}`] = known;
      seeds.codes.push(`u.seed${i}`);
    }
  });
  return seeds;
}
