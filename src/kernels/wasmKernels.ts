/**
 * The kernels of src/kernels/assembly, at work on the memory of tfjs' WASM backend: pointers are places in its heap, nothing is copied.
 *
 * Null on other backends, and where the machine has no SIMD: callers keep their plain TypeScript loops beside them.
 */
import * as tf from "../tensor/tf.ts";
import * as binaries from "./assembly/index.ts?wasm";

/** A place in the heap, in bytes. */
type Pointer = number;

/** What src/kernels/assembly/index.ts exports; sizes and layouts are told there. */
export type WasmKernels = {
  attentionScratch(tokens: number, headWidth: number): number;
  attend(
    qkv: Pointer,
    batch: number,
    tokens: number,
    heads: number,
    headWidth: number,
    out: Pointer,
    weights: Pointer,
    scratch: Pointer,
  ): void;
  attendBackward(
    dOut: Pointer,
    qkv: Pointer,
    weights: Pointer,
    batch: number,
    tokens: number,
    heads: number,
    headWidth: number,
    dQkv: Pointer,
    scratch: Pointer,
  ): void;
  adamW(
    parameter: Pointer,
    gradient: Pointer,
    m: Pointer,
    v: Pointer,
    n: number,
    beta1: number,
    oneMinusBeta1: number,
    beta2: number,
    oneMinusBeta2: number,
    stepSize: number,
    rootCorrection2: number,
    epsilon: number,
    shrink: number,
    next: Pointer,
    nextM: Pointer,
    nextV: Pointer,
  ): void;
  geluWithSlope(x: Pointer, n: number, y: Pointer, slope: Pointer): void;
  multiplyElements(a: Pointer, b: Pointer, n: number, y: Pointer): void;
  productScratch(n: number): number;
  multiply(
    a: Pointer,
    aRow: number,
    aStep: number,
    b: Pointer,
    bStep: number,
    bColumn: number,
    c: Pointer,
    cRow: number,
    m: number,
    n: number,
    k: number,
    bias: Pointer,
    adds: boolean,
    scratch: Pointer,
  ): void;
  addScaled(
    x: Pointer,
    branch: Pointer,
    gamma: Pointer,
    n: number,
    d: number,
    y: Pointer,
  ): void;
  addScaledBackward(
    dy: Pointer,
    branch: Pointer,
    gamma: Pointer,
    n: number,
    d: number,
    dBranch: Pointer,
    dGamma: Pointer,
    scratch: Pointer,
  ): void;
  columnSums(
    x: Pointer,
    n: number,
    d: number,
    sums: Pointer,
    scratch: Pointer,
  ): void;
  normalise(
    x: Pointer,
    gamma: Pointer,
    beta: Pointer,
    n: number,
    d: number,
    epsilon: number,
    y: Pointer,
    rows: Pointer,
  ): void;
  normaliseBackward(
    dy: Pointer,
    x: Pointer,
    gamma: Pointer,
    rows: Pointer,
    n: number,
    d: number,
    dx: Pointer,
    dGamma: Pointer,
    dBeta: Pointer,
    scratch: Pointer,
  ): void;
  unfold(
    x: Pointer,
    batch: number,
    h: number,
    w: number,
    c: number,
    columns: Pointer,
  ): void;
  unfoldBackward(
    dColumns: Pointer,
    batch: number,
    h: number,
    w: number,
    c: number,
    dx: Pointer,
  ): void;
};

/** The parts of tfjs' WASM backend used here; present in 4.22.0, but missing from its types. */
type WasmBackend = {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  dataIdMap: { get(id: object): { memoryOffset: Pointer } };
  wasm: {
    _malloc(bytes: number): Pointer;
    _free(pointer: Pointer): void;
    /** In the threaded build. */
    wasmMemory?: WebAssembly.Memory;
    /** In the others. */
    asm?: { memory?: WebAssembly.Memory };
  };
};

type Instance = {
  kernels: WasmKernels;
  /** Memory for the length of one call; grows, and stays. */
  scratch: { pointer: Pointer; bytes: number };
};

const instances = new WeakMap<object, Instance | null>();

/** The kernels on the present backend's memory, or null. */
export function wasmKernels(): WasmKernels | null {
  return presentInstance()?.kernels ?? null;
}

function presentInstance(): Instance | null {
  if (tf.getBackend() !== "wasm") return null;
  const backend = tf.backend() as unknown as WasmBackend;
  let instance = instances.get(backend);
  if (instance === undefined) {
    instance = instantiate(backend);
    instances.set(backend, instance);
  }
  return instance;
}

function instantiate({ wasm }: WasmBackend): Instance | null {
  const memory = wasm.wasmMemory ?? wasm.asm?.memory;
  if (!memory) {
    throw new Error(
      "wasmKernels: tfjs' WASM module must show its memory as 4.22.0 does, got none",
    );
  }
  const isShared = !(memory.buffer instanceof ArrayBuffer);
  const bytes = fromBase64(isShared ? binaries.shared : binaries.unshared);
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { memory },
  });
  return {
    kernels: exports as unknown as WasmKernels,
    scratch: { pointer: 0, bytes: 0 },
  };
}

/**
 * Runs `compute` on the places of float32 tensors in the heap, and returns new float32 tensors.
 *
 * @param inputs Tensors of the present backend, which `compute` must not write to.
 * @param outputShapes Shape of each result; memory arrives uncleared.
 * @param scratchBytes Size of `scratch`, which holds nothing that is known.
 * @throws {Error} If `wasmKernels()` is null.
 */
export function runWasmKernel(
  inputs: readonly tf.Tensor[],
  outputShapes: readonly (readonly number[])[],
  scratchBytes: number,
  compute: (
    kernels: WasmKernels,
    inputs: Pointer[],
    outputs: Pointer[],
    scratch: Pointer,
  ) => void,
): tf.Tensor[] {
  const instance = presentInstance();
  if (!instance) {
    throw new Error(
      `runWasmKernel: the backend must be 'wasm' with SIMD, got '${tf.getBackend()}'`,
    );
  }
  const backend = tf.backend() as unknown as WasmBackend;
  const outputs = outputShapes.map((shape) =>
    backend.makeOutput([...shape], "float32"),
  );
  const place = ({ dataId }: tf.TensorInfo) =>
    backend.dataIdMap.get(dataId).memoryOffset;
  const { kernels, scratch } = instance;
  if (scratch.bytes < scratchBytes) {
    if (scratch.pointer !== 0) backend.wasm._free(scratch.pointer);
    scratch.pointer = backend.wasm._malloc(scratchBytes);
    scratch.bytes = scratchBytes;
  }
  compute(kernels, inputs.map(place), outputs.map(place), scratch.pointer);
  return outputs.map((info) => tf.engine().makeTensorFromTensorInfo(info));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
