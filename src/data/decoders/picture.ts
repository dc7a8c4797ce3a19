/** Decoded pixels: `rgba` [height, width, 4], 0 to 255, alpha not multiplied in. */
export type Picture = { width: number; height: number; rgba: Uint8Array };
