/**
 * Shares out a kernel's work between threads over one memory: each takes the next chunk until none is left, so that a thread that is late or put aside
 * costs at most its own chunk. What is computed does not depend on who computed it.
 *
 * A ticket in shared memory holds the task's number, its number of chunks and the next chunk; whoever raises it by one owns that chunk.
 * A task is written only while the ticket before is used up and all of its chunks are finished.
 */

/** Functions of src/kernels/assembly/index.ts that compute a range; each ends its parameters with `first`, `end` and, if it needs any, `scratch`. */
export const SHARED_KERNELS = [
  ...(["multiply", "attend", "attendBackward"] as const),
  ...(["normalise", "normaliseBackward", "columnSums"] as const),
  ...(["addScaled", "addScaledBackward"] as const),
  ...(["geluWithSlope", "multiplyElements", "adamW"] as const),
  ...(["unfold", "unfoldBackward", "vmfSne"] as const),
];

export type SharedKernel = (typeof SHARED_KERNELS)[number];
export type KernelFunctions = Record<
  SharedKernel,
  (...parameters: number[]) => void
>;

/** One call, to be cut into ranges of `total` units. */
export type KernelTask = {
  kernel: SharedKernel;
  /** All parameters but `first`, `end` and `scratch`. */
  parameters: readonly number[];
  /** Rows, images, blocks or numbers, as the kernel counts. */
  total: number;
  /** Ranges begin at multiples of it. */
  grain: number;
  /** Place of the scratch memory of thread 0; the others' follow. */
  scratch: number;
  /** Bytes for each thread. */
  scratchBytes: number;
};

/** Places in the control block: int32, then float64 from `PARAMETERS_AT` on. */
const TICKET = 0;
const FINISHED = 1;
const FAILED = 2;
const KERNEL = 3;
const COUNT = 4;
const TOTAL = 5;
const RANGE = 6;
const SCRATCH = 7;
const SCRATCH_BYTES = 8;
const PARAMETERS_AT = 64;
const MOST_PARAMETERS = 24;

/** More chunks than threads, so that nobody waits long; few enough that copying a panel for each costs little. */
const CHUNKS_PER_THREAD = 3;

/** Looks at the counter before the thread sleeps for the last chunk of others. */
const SPINS = 5000;

export type Control = { ints: Int32Array; parameters: Float64Array };

export function newControl(): SharedArrayBuffer {
  return new SharedArrayBuffer(PARAMETERS_AT + 8 * MOST_PARAMETERS);
}

export function controlOf(memory: SharedArrayBuffer): Control {
  return {
    ints: new Int32Array(memory, 0, PARAMETERS_AT / 4),
    parameters: new Float64Array(memory, PARAMETERS_AT),
  };
}

/**
 * Runs a task on this thread and whoever else serves the control block; returns when all of it is done.
 *
 * @param threads Threads in all, this one included.
 * @throws {Error} If a chunk failed on any of them.
 */
export function shareOut(
  control: Control,
  functions: KernelFunctions,
  threads: number,
  task: KernelTask,
): void {
  const { ints, parameters } = control;
  const { total, grain } = task;
  const wanted = Math.ceil(total / (threads * CHUNKS_PER_THREAD));
  const range = Math.ceil(wanted / grain) * grain;
  const chunks = Math.ceil(total / range);
  ints[KERNEL] = SHARED_KERNELS.indexOf(task.kernel);
  ints[COUNT] = task.parameters.length;
  ints[TOTAL] = total;
  ints[RANGE] = range;
  ints[SCRATCH] = task.scratch;
  ints[SCRATCH_BYTES] = task.scratchBytes;
  ints[FAILED] = 0;
  parameters.set(task.parameters);
  Atomics.store(ints, FINISHED, 0);
  const number = ((Atomics.load(ints, TICKET) >> 16) + 1) & 0x7fff;
  Atomics.store(ints, TICKET, (number << 16) | (chunks << 8));
  Atomics.notify(ints, TICKET);
  while (takeChunk(control, functions, 0));
  for (let spin = 0; ; spin++) {
    const finished = Atomics.load(ints, FINISHED);
    if (finished === chunks) break;
    if (spin > SPINS) Atomics.wait(ints, FINISHED, finished, 1);
  }
  if (ints[FAILED]) {
    throw new Error(`shareOut: '${task.kernel}' must not fail on any thread`);
  }
}

/** Takes chunks of every task to come, for ever. */
export function serve(
  control: Control,
  functions: KernelFunctions,
  thread: number,
): never {
  for (;;) {
    const ticket = Atomics.load(control.ints, TICKET);
    if (!takeChunk(control, functions, thread)) {
      Atomics.wait(control.ints, TICKET, ticket);
    }
  }
}

/**
 * Computes the next chunk of the present task.
 *
 * @param thread From 0; says which part of the scratch memory is this thread's.
 * @returns False if none was left.
 */
export function takeChunk(
  { ints, parameters }: Control,
  functions: KernelFunctions,
  thread: number,
): boolean {
  const ticket = Atomics.load(ints, TICKET);
  const chunk = ticket & 0xff;
  if (chunk >= ((ticket >> 8) & 0xff)) return false;
  // Somebody was faster: look again.
  if (Atomics.compareExchange(ints, TICKET, ticket, ticket + 1) !== ticket) {
    return true;
  }
  const first = chunk * ints[RANGE]!;
  try {
    functions[SHARED_KERNELS[ints[KERNEL]!]!](
      ...parameters.subarray(0, ints[COUNT]),
      first,
      Math.min(ints[TOTAL]!, first + ints[RANGE]!),
      ints[SCRATCH]! + thread * ints[SCRATCH_BYTES]!,
    );
  } catch {
    ints[FAILED] = 1;
  }
  Atomics.add(ints, FINISHED, 1);
  Atomics.notify(ints, FINISHED);
  return true;
}
