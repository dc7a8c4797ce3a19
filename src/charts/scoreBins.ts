/** Histograms of scores whose range is not known beforehand. */
import { max, min, ticks } from "d3-array";

const BINS = 40;

export type ScoreBins = {
  domain: readonly [low: number, high: number];
  /** [BINS] each: share of that side's scores in the bin; sums to 1. */
  id: readonly number[];
  ood: readonly number[];
  highest: number;
  ticks: readonly number[];
};

/** Both sides in the same bins, from the lowest score to the highest; one bin's width around a single value. */
export function scoreBins(
  id: ArrayLike<number>,
  ood: ArrayLike<number>,
): ScoreBins {
  const all = [...Array.from(id), ...Array.from(ood)];
  const low = min(all) ?? 0;
  const high = max(all) ?? 1;
  const isFlat = !(high > low);
  const domain = isFlat
    ? ([low - 0.5, low + 0.5] as const)
    : ([low, high] as const);
  const shares = (scores: ArrayLike<number>) => {
    const counts = new Array<number>(BINS).fill(0);
    for (let i = 0; i < scores.length; i++) {
      const place = ((scores[i]! - domain[0]) / (domain[1] - domain[0])) * BINS;
      const bin = Math.max(0, Math.min(BINS - 1, Math.floor(place)));
      counts[bin]! += 1 / scores.length;
    }
    return counts;
  };
  const [idShares, oodShares] = [shares(id), shares(ood)];
  return {
    domain,
    id: idShares,
    ood: oodShares,
    highest: Math.max(...idShares, ...oodShares, 1 / BINS),
    ticks: ticks(domain[0], domain[1], 4),
  };
}

/** Outline of a histogram as an SVG path: a stair from the axis and back to it. */
export function stairPath(
  shares: readonly number[],
  xOf: (bin: number) => number,
  yOf: (share: number) => number,
): string {
  const steps = shares.map(
    (share, bin) => `H${xOf(bin).toFixed(1)}V${yOf(share).toFixed(1)}`,
  );
  return `M${xOf(0).toFixed(1)} ${yOf(0).toFixed(1)}${steps.join("")}H${xOf(shares.length).toFixed(1)}V${yOf(0).toFixed(1)}`;
}
