import { encode } from "uqr";

/** Light modules that a reader needs around the code. */
const QUIET = 4;

/**
 * The dark modules of a QR code as an SVG path, each a unit square; null where the text is too long for one.
 *
 * @returns `size`: side of the picture in modules, the quiet zone included.
 */
export function qrPath(text: string): { path: string; size: number } | null {
  try {
    const { data, size } = encode(text, { ecc: "L", border: QUIET });
    const path = data
      .flatMap((row, y) =>
        row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")),
      )
      .join("");
    return { path, size };
  } catch {
    return null;
  }
}
