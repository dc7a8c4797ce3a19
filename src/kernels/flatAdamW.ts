/**
 * AdamW on WebGPU for many variables in one dispatch.
 *
 * The variables move into one buffer and stay there as parts of it; two more hold their moments. Gradients, which come from many kernels, are gathered
 * by copies, which are no dispatches. Updates are in place. Whoever shares a variable's values by then, by `tf.clone` say, keeps the old ones.
 */
import type { BufferPart } from "../tensor/gpuDevice.ts";
import * as tf from "../tensor/tf.ts";
import {
  copyElements,
  gpuBackend,
  keptKernel,
  partOf,
  runGpuKernel,
} from "./gpuKernel.ts";
import { ADAM_W_ELEMENTS, adamWCode, ALIGNMENT } from "./wgsl/adamW.ts";

/** Factors of one update, the same for every element of a variable. */
export type AdamWFactors = {
  beta1: number;
  beta2: number;
  /** Learning rate over the first moment's bias correction. */
  stepSize: number;
  /** Square root of the second moment's bias correction. */
  rootCorrection2: number;
  epsilon: number;
  /** 1 - learningRate * weightDecay, or 1. */
  shrink: number;
};

export type FlatUpdate = {
  name: string;
  variable: tf.Variable;
  gradient: tf.Tensor;
  /** Whether `shrink` applies. */
  isDecaying: boolean;
};

/** Running means of the gradient and its square, and the updates so far. */
type SavedMoments = {
  step: number;
  shape: number[];
  first: Float32Array;
  second: Float32Array;
};

type Slot = {
  name: string;
  variable: tf.Variable;
  /** Identifies the variable's values while they are this slot's part of the buffer. */
  dataId: object;
  /** In floats. */
  offset: number;
  step: number;
};

/** Variables that came together, side by side. */
type Flat = {
  slots: Map<string, Slot>;
  /** [length] each. */
  values: tf.Tensor;
  gradients: tf.Tensor;
  first: tf.Tensor;
  second: tf.Tensor;
  /** 1 for each block of `ALIGNMENT` floats whose variable decays, else 0. */
  decaying: tf.Tensor;
};

const BYTES = 4;

export type FlatAdamW = ReturnType<typeof createFlatAdamW>;

export function createFlatAdamW() {
  let flats: Flat[] = [];
  /** Restored, of variables that have not come yet. */
  const waiting = new Map<string, SavedMoments>();

  /**
   * One update of each of these variables.
   *
   * @param factorsAt Factors of a variable's update of this number, from 1.
   * @throws {RangeError} If a restored moment's shape is not its variable's.
   */
  function update(
    updates: readonly FlatUpdate[],
    factorsAt: (step: number) => AdamWFactors,
  ): void {
    const isNew = ({ name }: FlatUpdate) =>
      !flats.some(({ slots }) => slots.has(name));
    const newcomers = updates.filter(isNew);
    if (newcomers.length > 0) flats.push(flatOf(newcomers, waiting));
    for (const flat of flats) {
      const own = updates.filter(({ name }) => flat.slots.has(name));
      for (const { name, variable, gradient } of own) {
        const slot = flat.slots.get(name)!;
        settle(flat, slot, variable);
        // What was read back from it before is out of date now.
        gpuBackend().tensorMap.get(slot.dataId).values = null;
        place(gradient, flat.gradients, slot);
        slot.step++;
      }
      const updated = new Set(own.map(({ name }) => name));
      for (const run of runsOf(flat, updated)) {
        dispatch(flat, run, factorsAt(run.step));
      }
    }
  }

  return {
    update,

    /** A copy of everything remembered, by name. */
    async state(): Promise<Record<string, SavedMoments>> {
      const saved: Record<string, SavedMoments> = {};
      for (const { slots, first, second } of flats) {
        const read = [first.data(), second.data()] as const;
        const taken = [...slots.values()].map((slot) => ({ ...slot }));
        const [m, v] = await Promise.all(read);
        for (const { name, variable, offset, step } of taken) {
          const part = (all: ArrayLike<number>) =>
            (all as Float32Array).slice(offset, offset + variable.size);
          const shape: number[] = [...variable.shape];
          saved[name] = { step, shape, first: part(m), second: part(v) };
        }
      }
      for (const [name, moments] of waiting) {
        saved[name] = structuredClone(moments);
      }
      return saved;
    },

    /** Goes on where `state` was taken. */
    restore(saved: Record<string, SavedMoments>): void {
      this.dispose();
      for (const [name, moments] of Object.entries(saved)) {
        waiting.set(name, structuredClone(moments));
      }
    },

    /** Frees the moments; variables keep their values, each in a buffer of its own again. */
    dispose(): void {
      for (const flat of flats) release(flat);
      flats = [];
      waiting.clear();
    },
  };
}

function flatOf(
  newcomers: readonly FlatUpdate[],
  waiting: Map<string, SavedMoments>,
): Flat {
  let length = 0;
  const slots = new Map<string, Slot>();
  for (const { name, variable } of newcomers) {
    slots.set(name, { name, variable, dataId: {}, offset: length, step: 0 });
    length += ALIGNMENT * Math.ceil(variable.size / ALIGNMENT);
  }
  const [first, second] = [new Float32Array(length), new Float32Array(length)];
  const decaying = new Float32Array(length / ALIGNMENT);
  for (const { name, variable, isDecaying } of newcomers) {
    const slot = slots.get(name)!;
    const blocks = Math.ceil(variable.size / ALIGNMENT);
    const block = slot.offset / ALIGNMENT;
    decaying.fill(isDecaying ? 1 : 0, block, block + blocks);
    const known = waiting.get(name);
    if (!known) continue;
    if (!tf.util.arraysEqual(known.shape, variable.shape)) {
      throw new RangeError(
        `adamW: moment of '${name}' must have shape [${variable.shape.join(", ")}], got [${known.shape.join(", ")}]`,
      );
    }
    first.set(known.first, slot.offset);
    second.set(known.second, slot.offset);
    slot.step = known.step;
  }
  for (const name of slots.keys()) waiting.delete(name);
  const kept = (values: Float32Array) => tf.keep(tf.tensor1d(values));
  return {
    slots,
    values: kept(new Float32Array(length)),
    gradients: kept(new Float32Array(length)),
    first: kept(first),
    second: kept(second),
    decaying: kept(decaying),
  };
}

/** Brings the variable's values into its slot, and makes sure that nobody else looks at them there. */
function settle(flat: Flat, slot: Slot, variable: tf.Variable): void {
  const backend = gpuBackend();
  const isAtHome = variable.dataId === slot.dataId;
  if (isAtHome && backend.refCount(slot.dataId) === 1) return;
  if (isAtHome) giveOwnBuffer(slot.dataId);
  else place(variable, flat.values, slot);
  const { buffer } = partOf(flat.values);
  const view = backend.createTensorFromGPUData(
    { buffer, zeroCopy: true },
    variable.shape,
    "float32",
  );
  backend.tensorMap.get(view.dataId).resource = {
    buffer,
    offset: BYTES * slot.offset,
    size: BYTES * variable.size,
  };
  variable.assign(view);
  view.dispose();
  slot.variable = variable;
  slot.dataId = variable.dataId;
}

/** Copies a variable's values, or its gradient's, into a slot. */
function place(tensor: tf.Tensor, flat: tf.Tensor, { offset }: Slot): void {
  copyElements({ tensor }, { tensor: flat, start: offset }, tensor.size);
}

/** Takes values that live in a part of a buffer out of it. */
function giveOwnBuffer(dataId: object): void {
  const backend = gpuBackend();
  const entry = backend.tensorMap.get(dataId);
  const part = entry.resource as BufferPart;
  const usage =
    GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const own = backend.bufferManager.acquireBuffer(part.size, usage);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  const { commandEncoder } = backend;
  commandEncoder!.copyBufferToBuffer(
    part.buffer,
    part.offset,
    own,
    0,
    part.size,
  );
  backend.commandQueueOwnedIds.add(dataId);
  entry.resource = own;
  entry.external = false;
}

/** Updated slots that lie side by side and have counted the same number of updates. */
type Run = { start: number; end: number; step: number };

function runsOf({ slots }: Flat, updated: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  let last: Run | undefined;
  for (const { name, variable, offset, step } of slots.values()) {
    const end = offset + ALIGNMENT * Math.ceil(variable.size / ALIGNMENT);
    if (!updated.has(name)) last = undefined;
    else if (last?.step === step) last.end = end;
    else {
      last = { start: offset, end, step };
      runs.push(last);
    }
  }
  return runs;
}

function dispatch(
  { values, gradients, first, second, decaying }: Flat,
  { start, end }: Run,
  factors: AdamWFactors,
): void {
  const as = "vec4<f32>";
  const { beta1, beta2, stepSize, rootCorrection2, epsilon, shrink } = factors;
  runGpuKernel(
    keptKernel("adamW", () => adamWCode),
    {
      inputs: { gradients: { tensor: gradients, as }, decaying },
      outputs: {
        values: { inPlace: values, as },
        first: { inPlace: first, as },
        second: { inPlace: second, as },
      },
      counts: { start: start / 4, end: end / 4 },
      scalars: {
        ...{ beta1, rest1: 1 - beta1, beta2, rest2: 1 - beta2 },
        ...{ stepSize, rootCorrection2, epsilon, shrink },
      },
      isFleeting: true,
      workgroups: Math.ceil((end - start) / ADAM_W_ELEMENTS),
    },
  );
}

function release({ slots, ...tensors }: Flat): void {
  const backend = gpuBackend();
  for (const { dataId } of slots.values()) {
    if (backend.refCount(dataId) > 0) giveOwnBuffer(dataId);
  }
  tf.dispose(Object.values(tensors));
}
