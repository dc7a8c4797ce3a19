/** Decoded pixels: `rgba` [height, width, 4], 0 to 255, alpha not multiplied in. */
export type Picture = { width: number; height: number; rgba: Uint8Array };

/** RGB [height, width, 3] of RGBA: what is transparent becomes white. */
export function onWhite(rgba: ArrayLike<number>): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3]!;
    for (let c = 0; c < 3; c++) {
      const value = rgba[from + c]!;
      rgb[to + c] =
        alpha === 255
          ? value
          : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return rgb;
}
