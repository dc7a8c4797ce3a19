/** Pictures of any size as the lab sees them: 32 x 32. */

import type { ResizePolicy } from "../../protocol/importing.ts";

/** Side in pixels of what student and teacher see. */
export const RESIZED_SIDE = 32;

type Size = { height: number; width: number; channels: number };

/** One axis: `count` target pixels from `to` on take `scale` source pixels each, from `from` on. */
type AxisPlan = { from: number; scale: number; to: number; count: number };

/**
 * Area average: a target pixel is the mean of the source pixels below it, those at its edges by the share that it covers.
 *
 * @param pixels [height, width, channels], 0 to 255.
 * @returns [32, 32, channels], rounded.
 */
export function areaResized(
  pixels: Uint8Array,
  { height, width, channels }: Size,
  policy: ResizePolicy,
): Uint8Array {
  const rows = axisPlan(height, width, policy);
  const columns = axisPlan(width, height, policy);
  const rowValues = columns.count * channels;
  const sums = new Float64Array(rowValues);
  const out = new Uint8Array(RESIZED_SIDE * RESIZED_SIDE * channels);
  for (let i = 0; i < rows.count; i++) {
    sums.fill(0);
    eachShare(rows, i, height, (y, shareY) => {
      for (let j = 0; j < columns.count; j++) {
        eachShare(columns, j, width, (x, shareX) => {
          const from = (y * width + x) * channels;
          for (let c = 0; c < channels; c++) {
            sums[j * channels + c]! += shareY * shareX * pixels[from + c]!;
          }
        });
      }
    });
    const to = ((rows.to + i) * RESIZED_SIDE + columns.to) * channels;
    for (let k = 0; k < rowValues; k++) out[to + k] = Math.round(sums[k]!);
  }
  return out;
}

function axisPlan(side: number, other: number, policy: ResizePolicy): AxisPlan {
  if (policy === "cover") {
    const kept = Math.min(side, other);
    const scale = kept / RESIZED_SIDE;
    return { from: (side - kept) / 2, scale, to: 0, count: RESIZED_SIDE };
  }
  const longest = Math.max(side, other);
  const count = Math.max(1, Math.round((side * RESIZED_SIDE) / longest));
  const to = (RESIZED_SIDE - count) >> 1;
  return { from: 0, scale: side / count, to, count };
}

/** Calls with each source position below target pixel `i`, and its share of that pixel. */
function eachShare(
  { from, scale }: AxisPlan,
  i: number,
  side: number,
  visit: (position: number, share: number) => void,
): void {
  const start = from + i * scale;
  const end = start + scale;
  const last = Math.min(Math.ceil(end), side);
  for (let p = Math.floor(start); p < last; p++) {
    const covered = Math.min(end, p + 1) - Math.max(start, p);
    if (covered > 0) visit(p, covered / scale);
  }
}
