import type { SimilaritySample } from "../protocol/results.ts";
import type { Cell } from "./heatmapCursor.ts";
import { anglesAt, type PairAngles } from "./similarityCells.ts";

/** One pair's angles at each step that is known, rising. */
export type PairTrail = readonly { step: number; angles: PairAngles }[];

/** How a pair's angles went; samples that do not hold both images are passed over. */
export function pairTrail(
  frames: readonly SimilaritySample[],
  pair: Cell,
): PairTrail {
  return frames
    .filter(({ n }) => pair.row < n && pair.column < n)
    .map((sample) => ({ step: sample.step, angles: anglesAt(sample, pair) }));
}

/** Most pairs that can be pinned at a time. */
export const MOST_PINS = 6;

const isSamePair = (a: Cell, b: Cell) =>
  (a.row === b.row && a.column === b.column) ||
  (a.row === b.column && a.column === b.row);

export function isPinned(pins: readonly Cell[], pair: Cell): boolean {
  return pins.some((pin) => isSamePair(pin, pair));
}

/** With one more pair; the same pins when it is there already, is one image twice, or there is no room. */
export function withPin(pins: readonly Cell[], pair: Cell): readonly Cell[] {
  const isWanted = pair.row !== pair.column && !isPinned(pins, pair);
  return isWanted && pins.length < MOST_PINS ? [...pins, pair] : pins;
}

export function withoutPin(pins: readonly Cell[], pair: Cell): readonly Cell[] {
  return pins.filter((pin) => !isSamePair(pin, pair));
}
