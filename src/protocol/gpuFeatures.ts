/** What not every GPU has and kernels can be asked to use (kernels/gpuFeatures.ts). */
export const GPU_FEATURES = ["half-tiles", "subgroups"] as const;

export type GpuFeature = (typeof GPU_FEATURES)[number];
