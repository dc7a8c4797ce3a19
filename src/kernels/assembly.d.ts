/** What the plugin of scripts/build/assemblyKernels.mjs makes of src/kernels/assembly: WebAssembly in base64. */
declare module "*/assembly/index.ts?wasm" {
  /** For memory that only one thread uses. */
  export const unshared: string;
  /** For memory that several threads share. */
  export const shared: string;
  /** With multiplication and addition in one instruction, for machines that have relaxed SIMD. */
  export const relaxedUnshared: string;
  export const relaxedShared: string;
}
