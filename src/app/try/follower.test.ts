import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EngineError } from "../../protocol/engineError.ts";
import type { RunState, RunStatus } from "../../protocol/messages.ts";
import type {
  Recognition,
  RecognitionQuestion,
} from "../../protocol/recognition.ts";
import { createFollower, type Asked } from "./follower.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const newPicture = (): Asked => ({
  picture: { width: 1, height: 1, rgba: new Uint8ClampedArray(4) },
  corruption: null,
});

/** A lab that takes `tookMs` to answer. */
function open(tookMs = 100) {
  const run = { state: "idle" as RunState, step: 0, runId: "a" };
  const questions: (RecognitionQuestion & { at: number })[] = [];
  const seen: (string | null)[] = [];
  let failure: Error | null = null;
  const follower = createFollower({
    status: () => run as RunStatus,
    now: () => Date.now(),
    recognise: async (question) => {
      questions.push({ ...question, at: Date.now() });
      await new Promise((resolve) => setTimeout(resolve, tookMs));
      if (failure) throw failure;
      return { step: run.step } as Recognition;
    },
    onAnswer: ({ step }, extent) => seen.push(`${step} ${extent}`),
    onFailure: (message) => {
      if (message !== null) seen.push(message);
    },
  });
  return {
    ...{ run, questions, seen, follower },
    fail: (next: Error | null) => (failure = next),
  };
}

const passing = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("a run that stands still is asked quickly first, and then about all images, once", async () => {
  const { follower, seen } = open();
  follower.follow(newPicture());
  await passing(1000);
  expect(seen).toEqual(["0 sample", "0 all"]);
  follower.kick();
  await passing(1000);
  expect(seen).toHaveLength(2);
  follower.follow(newPicture());
  await passing(1000);
  expect(seen).toHaveLength(4);
});

test("a run under way is asked again with its steps, and gives it a fifth of the time at most", async () => {
  const { follower, run, questions } = open(1000);
  Object.assign(run, { state: "running", step: 1 });
  follower.follow(newPicture());
  for (let second = 0; second < 20; second++) {
    run.step++;
    follower.kick();
    await passing(1000);
  }
  expect(questions.length).toBeGreaterThanOrEqual(4);
  expect(questions.length).toBeLessThanOrEqual(5);
  expect(questions.every(({ extent }) => extent === "sample")).toBe(true);
});

test("one question at a time, and the newest picture next", async () => {
  const { follower, questions } = open(500);
  const [first, second, third] = [newPicture(), newPicture(), newPicture()];
  follower.follow(first);
  follower.follow(second);
  follower.follow(third);
  await passing(900);
  expect(questions.map(({ picture }) => picture)).toEqual([
    first.picture,
    third.picture,
  ]);
});

test("a long answer about an earlier picture gives way to a new one", async () => {
  const { follower, questions, seen } = open(2000);
  follower.follow(newPicture());
  await passing(2100);
  expect(questions.map(({ extent }) => extent)).toEqual(["sample", "all"]);
  const next = newPicture();
  follower.follow(next);
  await passing(0);
  expect(questions.at(-1)?.picture).toBe(next.picture);
  await passing(10_000);
  expect(seen).toEqual(["0 sample", "0 sample", "0 all"]);
});

test("asks again when something newer came in between, and not what cannot be answered", async () => {
  const { follower, seen, fail, questions } = open();
  fail(
    new EngineError("bad-command", "recognise: given up for a newer command"),
  );
  follower.follow(newPicture());
  await passing(300);
  fail(null);
  await passing(2000);
  expect(seen).toEqual(["0 sample", "0 all"]);
  fail(new EngineError("bad-command", "recognise: 'picture' must have pixels"));
  follower.follow(newPicture());
  const before = questions.length;
  await passing(3000);
  follower.kick();
  await passing(3000);
  expect(questions).toHaveLength(before);
  expect(seen.at(-1)).toMatch(/must have pixels/);
});
