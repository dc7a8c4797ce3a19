/** How long each kernel of a piece of work keeps the GPU busy, by the GPU's own clock. */
import { gpuDevice } from "../kernels/gpuKernel.ts";
import * as tf from "../tensor/tf.ts";

export type KernelTime = {
  /** Name of tfjs' program or of our kernel. */
  name: string;
  dispatches: number;
  /** Of all its dispatches together. */
  ms: number;
};

/** Two timestamps for each dispatch; the most that a query set holds. */
const MOST_TIMESTAMPS = 4096;

const TIMESTAMP_BYTES = 8;

/**
 * Kernels by their time, longest first. Each dispatch is a pass and a submission of its own while this runs, so that the gaps between them are not
 * those of training: the times add up to what a GPU must work, not to what a step takes.
 *
 * @param work Records at most 2,048 dispatches.
 * @returns Null where the device has no `timestamp-query`.
 * @throws {RangeError} If there are more dispatches.
 */
export async function gpuTimes(work: () => void): Promise<KernelTime[] | null> {
  const device = gpuDevice();
  if (!device.features.has("timestamp-query")) return null;
  const querySet = device.createQuerySet({
    type: "timestamp",
    count: MOST_TIMESTAMPS,
  });
  const names: string[] = [];
  const encoder = GPUCommandEncoder.prototype;
  const pass = GPUComputePassEncoder.prototype;
  const { beginComputePass } = encoder;
  const { setPipeline } = pass;
  let used = 0;
  encoder.beginComputePass = function (descriptor) {
    const first = used;
    if (first >= MOST_TIMESTAMPS) {
      throw new RangeError(
        `gpuTimes: the work must record at most ${MOST_TIMESTAMPS / 2} dispatches, got more`,
      );
    }
    used += 2;
    names.push("unnamed");
    return beginComputePass.call(this, {
      ...descriptor,
      timestampWrites: {
        querySet,
        beginningOfPassWriteIndex: first,
        endOfPassWriteIndex: first + 1,
      },
    });
  };
  pass.setPipeline = function (pipeline) {
    names[names.length - 1] = pipeline.label;
    return setPipeline.call(this, pipeline);
  };
  const batchSize = tf.env().getNumber("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE");
  tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", 1);
  try {
    work();
  } finally {
    tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", batchSize);
    Object.assign(encoder, { beginComputePass });
    Object.assign(pass, { setPipeline });
  }
  const stamps = await readStamps(device, querySet, used);
  querySet.destroy();
  const times = new Map<string, KernelTime>();
  names.forEach((name, i) => {
    const time = times.get(name) ?? { name, dispatches: 0, ms: 0 };
    time.dispatches += 1;
    time.ms += Number(stamps[2 * i + 1]! - stamps[2 * i]!) / 1e6;
    times.set(name, time);
  });
  return [...times.values()].sort((a, b) => b.ms - a.ms);
}

/** Nanoseconds. */
async function readStamps(
  device: GPUDevice,
  querySet: GPUQuerySet,
  count: number,
): Promise<BigUint64Array> {
  const size = TIMESTAMP_BYTES * count;
  const resolved = device.createBuffer({
    size,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const staging = device.createBuffer({
    size,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const commands = device.createCommandEncoder();
  commands.resolveQuerySet(querySet, 0, count, resolved, 0);
  commands.copyBufferToBuffer(resolved, 0, staging, 0, size);
  device.queue.submit([commands.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const stamps = new BigUint64Array(staging.getMappedRange().slice(0));
  resolved.destroy();
  staging.destroy();
  return stamps;
}
