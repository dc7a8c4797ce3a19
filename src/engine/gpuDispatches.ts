/** Counts what a piece of work hands to the GPU, whoever records it. */

export type GpuDispatches = {
  /** Calls of `dispatchWorkgroups` and its indirect form. */
  total: number;
  /** Those calls by the label of their pipeline, which is the name of tfjs' program or of our kernel. */
  byLabel: Record<string, number>;
};

/** Dispatches recorded while `work` runs; null where there is no WebGPU at all. */
export function countedDispatches(work: () => void): GpuDispatches | null {
  if (!("GPUComputePassEncoder" in globalThis)) {
    work();
    return null;
  }
  const encoder = GPUComputePassEncoder.prototype;
  const { setPipeline, dispatchWorkgroups, dispatchWorkgroupsIndirect } =
    encoder;
  const counted: GpuDispatches = { total: 0, byLabel: {} };
  const labels = new WeakMap<GPUComputePassEncoder, string>();
  const count = (pass: GPUComputePassEncoder) => {
    const label = labels.get(pass) ?? "unnamed";
    counted.total += 1;
    counted.byLabel[label] = (counted.byLabel[label] ?? 0) + 1;
  };
  encoder.setPipeline = function (pipeline) {
    labels.set(this, pipeline.label);
    return setPipeline.call(this, pipeline);
  };
  encoder.dispatchWorkgroups = function (...size) {
    count(this);
    return dispatchWorkgroups.apply(this, size);
  };
  encoder.dispatchWorkgroupsIndirect = function (...place) {
    count(this);
    return dispatchWorkgroupsIndirect.apply(this, place);
  };
  try {
    work();
  } finally {
    Object.assign(encoder, {
      ...{ setPipeline, dispatchWorkgroups, dispatchWorkgroupsIndirect },
    });
  }
  return counted;
}
