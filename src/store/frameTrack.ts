/**
 * Which moments of a run are remembered: as many as fit, spread over all of it.
 *
 * Spans of 2^k steps begin at multiples of 2^k; each keeps its first frame, with the smallest k that fits. Raising k only drops frames, so that what is
 * kept follows from the steps and not from when they came. The first and the last frame stay, and those of marked steps, up to half of all.
 */

/** What a run showed after a step. */
export type Frame = { readonly step: number };

export type FrameTrack<T extends Frame> = {
  /** Ascending by step, each step once. */
  readonly frames: readonly T[];
  /** Steps of which one frame is kept; 1: all are. */
  readonly span: number;
};

export const EMPTY_TRACK: FrameTrack<never> = { frames: [], span: 1 };

/**
 * A track with one more frame, in the place of an earlier one of the same step.
 *
 * @param marked Steps whose frames are kept before others.
 * @param limit Most frames; at least 4.
 * @throws {RangeError} If `limit` is too small.
 */
export function withFrame<T extends Frame>(
  track: FrameTrack<T>,
  frame: T,
  marked: ReadonlySet<number>,
  limit: number,
): FrameTrack<T> {
  if (!(limit >= 4)) {
    throw new RangeError(`withFrame: 'limit' must be at least 4, got ${limit}`);
  }
  const frames = [...track.frames];
  const at = insertionPlace(frames, frame.step);
  const isKnown = frames[at]?.step === frame.step;
  frames.splice(at, isKnown ? 1 : 0, frame);
  return thinnedTrack({ frames, span: track.span }, marked, limit);
}

/** A track of at most `limit` frames, at least 4; parameters as of `withFrame`. */
export function thinnedTrack<T extends Frame>(
  { frames, span }: FrameTrack<T>,
  marked: ReadonlySet<number>,
  limit: number,
): FrameTrack<T> {
  const noted = frames.filter(({ step }) => marked.has(step));
  const kept = new Set(spread(noted, 1, Math.floor(limit / 2)).frames);
  const others = frames.filter((each) => !kept.has(each));
  const room = limit - kept.size;
  const thinned = spread(others, span, room);
  for (const each of thinned.frames) kept.add(each);
  return {
    frames: frames.filter((each) => kept.has(each)),
    span: thinned.span,
  };
}

/** The first frame of every span and the last frame of all, with the smallest spans from `span` up that leave at most `most` of them. */
function spread<T extends Frame>(
  frames: readonly T[],
  span: number,
  most: number,
): FrameTrack<T> {
  const spanOf = (frame: T | undefined) =>
    frame === undefined ? -1 : Math.floor(frame.step / span);
  const kept = frames.filter(
    (frame, i) =>
      i === frames.length - 1 || spanOf(frame) !== spanOf(frames[i - 1]),
  );
  return kept.length <= most
    ? { frames: kept, span }
    : spread(frames, 2 * span, most);
}

/** The latest frame of a step up to `step`; the first one where all are later; null of none. */
export function frameAt<T extends Frame>(
  frames: readonly T[],
  step: number,
): T | null {
  const after = insertionPlace(frames, step + 1);
  return frames[Math.max(0, after - 1)] ?? null;
}

/** How many frames lie before `step`. */
export function insertionPlace(frames: readonly Frame[], step: number): number {
  let low = 0;
  let high = frames.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frames[middle]!.step < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
