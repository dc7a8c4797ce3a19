/** What the WASM module exports; hostKernel.ts calls it on the memory of tfjs' WASM backend. */
export { attend, attendBackward, attentionScratch } from "./attention";
export { adamW, geluWithSlope, multiplyElements } from "./elements";
export { multiply, productScratch } from "./product";
export {
  addScaled,
  addScaledBackward,
  columnSums,
  normalise,
  normaliseBackward,
} from "./rows";
export { unfold, unfoldBackward } from "./unfold";
