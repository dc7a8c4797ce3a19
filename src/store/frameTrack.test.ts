import { expect, test } from "vitest";
import {
  EMPTY_TRACK,
  frameAt,
  withFrame,
  type Frame,
  type FrameTrack,
} from "./frameTrack.ts";

const NONE: ReadonlySet<number> = new Set();
const framesOf = (steps: number[]) => steps.map((step) => ({ step }));
const every = (gap: number, last: number) =>
  Array.from({ length: last / gap + 1 }, (_, i) => i * gap);

const stepsIn = ({ frames }: FrameTrack<Frame>) =>
  frames.map(({ step }) => step);

/** Steps left when frames arrive one after the other. */
const arrived = (steps: number[], marked = NONE, limit = 16) =>
  stepsIn(
    steps.reduce<FrameTrack<Frame>>(
      (track, step) => withFrame(track, { step }, marked, limit),
      EMPTY_TRACK,
    ),
  );

test("keeps everything that fits", () => {
  const steps = every(10, 150);
  expect(arrived(steps)).toEqual(steps);
});

test("stays within its limit, from the first frame to the last, evenly spread", () => {
  for (const last of [500, 2000, 100_000]) {
    const kept = arrived(every(10, last));
    expect(kept.length).toBeLessThanOrEqual(16);
    expect(kept.length).toBeGreaterThanOrEqual(8);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(last);
    const gaps = kept.slice(1, -1).map((step, i) => step - kept[i]!);
    expect(Math.max(...gaps)).toBeLessThan(2.1 * Math.min(...gaps));
  }
});

test.each([160, 510, 1990, 7770])(
  "keeps the first frame of every span of 2^k steps, and the last: up to step %i",
  (last) => {
    const steps = every(10, last);
    const firstsOf = (span: number): number[] => {
      const firsts = new Map<number, number>();
      for (const step of steps) {
        const bucket = Math.floor(step / span);
        if (!firsts.has(bucket)) firsts.set(bucket, step);
      }
      return [...new Set([...firsts.values(), last])];
    };
    const fitting = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
      .map(firstsOf)
      .find((kept) => kept.length <= 16);
    expect(arrived(steps)).toEqual(fitting);
  },
);

test("a longer run drops frames and brings back none", () => {
  let before = new Set<number>();
  let track: FrameTrack<Frame> = EMPTY_TRACK;
  for (const step of every(5, 3000)) {
    track = withFrame(track, { step }, NONE, 16);
    const now = stepsIn(track);
    expect(now.filter((s) => s !== step && !before.has(s))).toEqual([]);
    before = new Set(now);
  }
});

test("keeps the frames of marked steps, but never more than fit", () => {
  const marked = new Set([35, 36, 1005]);
  const steps = [...every(10, 2000), ...marked].sort((a, b) => a - b);
  const kept = arrived(steps, marked);
  expect(kept).toEqual(expect.arrayContaining([...marked]));
  expect(kept.length).toBeLessThanOrEqual(16);
  const all = new Set(every(1, 500));
  const crowded = arrived(every(1, 500), all);
  expect(crowded.length).toBeLessThanOrEqual(16);
  expect(crowded[0]).toBe(0);
  expect(crowded.at(-1)).toBe(500);
});

test("a second frame of a step replaces the first", () => {
  const first = { step: 5, isSubset: true };
  const second = { step: 5, isSubset: false };
  const later = { step: 9, isSubset: true };
  const track = { frames: [first, later], span: 1 };
  expect(withFrame(track, second, NONE, 16).frames).toEqual([second, later]);
});

test("finds what was shown at a step: the latest before it, or else the first", () => {
  const track = framesOf([10, 20, 30]);
  expect(frameAt(track, 20)?.step).toBe(20);
  expect(frameAt(track, 29)?.step).toBe(20);
  expect(frameAt(track, 99)?.step).toBe(30);
  expect(frameAt(track, 3)?.step).toBe(10);
  expect(frameAt([], 3)).toBeNull();
});
