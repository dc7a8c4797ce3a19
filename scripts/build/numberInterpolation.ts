/** Stands in the place of d3-interpolate in the charts, whose scales interpolate numbers and nothing else: no colours, texts or dates. */

export const interpolateNumber = (from: number, to: number) => (t: number) =>
  from * (1 - t) + to * t;

export const interpolateRound = (from: number, to: number) => (t: number) =>
  Math.round(from * (1 - t) + to * t);

export { interpolateNumber as interpolate };

/** Imported by scales that are left out. */
export function piecewise(): never {
  throw new Error("piecewise: scales of the charts must be linear or log");
}
