/** What the WASM module exports; wasmKernels.ts calls it on the memory of tfjs' WASM backend. */
export { attend, attendBackward, attentionScratch } from "./attention";
export { adamW, geluWithSlope, multiplyElements } from "./elements";
export { multiply, productScratch } from "./product";
export {
  addParts,
  addScaled,
  addScaledBackward,
  blocks,
  columnSums,
  normalise,
  normaliseBackward,
} from "./rows";
export { unfold, unfoldBackward } from "./unfold";
export { vmfSne, vmfSneScratch } from "./vmfSne";
