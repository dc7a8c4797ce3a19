/**
 * Runs `work` and names every dispatch that reaches WebGPU meanwhile, tfjs' own included, by the label of its pipeline.
 *
 * @param work May leave tensors for the caller to dispose of.
 */
export function countDispatches(work: () => void): string[] {
  const { prototype } = GPUComputePassEncoder;
  const { setPipeline, dispatchWorkgroups } = prototype;
  const labels: string[] = [];
  let label = "";
  prototype.setPipeline = function (pipeline) {
    label = pipeline.label;
    setPipeline.call(this, pipeline);
  };
  prototype.dispatchWorkgroups = function (...count) {
    labels.push(label);
    dispatchWorkgroups.call(this, ...count);
  };
  try {
    work();
  } finally {
    Object.assign(prototype, { setPipeline, dispatchWorkgroups });
  }
  if (labels.length === 0) {
    throw new Error(
      "countDispatches: something must be dispatched, got nothing",
    );
  }
  return labels;
}
