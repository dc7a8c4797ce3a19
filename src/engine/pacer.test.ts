import { expect, test } from "vitest";
import { createPacer } from "./pacer.ts";

async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await Promise.resolve();
}

/** A clock that is moved by hand. */
function fakeClock() {
  let time = 0;
  let waiting: { at: number; done: () => void }[] = [];
  return {
    now: () => time,
    after(ms: number, done: () => void) {
      const entry = { at: time + ms, done };
      waiting.push(entry);
      return () => (waiting = waiting.filter((each) => each !== entry));
    },
    async pass(ms: number) {
      await settled();
      time += ms;
      const ready = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { done } of ready) done();
      await settled();
    },
  };
}

/** Times at which steps begin, each taking `stepMs`. */
function paced(rate: number | null, stepMs = 0) {
  const clock = fakeClock();
  const pacer = createPacer(clock);
  const begun: number[] = [];
  let isOver = false;
  pacer.set(rate);
  const run = (async () => {
    for (let i = 0; i < 5 && !isOver; i++) {
      await pacer.due(() => isOver);
      if (isOver) break;
      begun.push(clock.now());
      if (stepMs > 0) await new Promise<void>((r) => clock.after(stepMs, r));
    }
  })();
  return {
    ...{ clock, pacer, begun, run },
    stop: () => {
      isOver = true;
      pacer.wake();
    },
  };
}

test("begins at once, then keeps the beginnings of steps apart", async () => {
  const { clock, begun } = paced(2);
  for (let ms = 0; ms < 2500; ms += 50) await clock.pass(50);
  expect(begun).toEqual([0, 500, 1000, 1500, 2000]);
});

test("counts a step's own time, and does not hurry after a long one", async () => {
  const short = paced(2, 300);
  for (let ms = 0; ms < 2500; ms += 50) await short.clock.pass(50);
  expect(short.begun).toEqual([0, 500, 1000, 1500, 2000]);
  const long = paced(2, 800);
  for (let ms = 0; ms < 4000; ms += 50) await long.clock.pass(50);
  expect(long.begun).toEqual([0, 800, 1600, 2400, 3200]);
});

test("does not wait at full speed", async () => {
  const { run, begun } = paced(null);
  await run;
  expect(begun).toEqual([0, 0, 0, 0, 0]);
});

test("a new pace and a stop end the wait", async () => {
  const { clock, pacer, begun, run, stop } = paced(1);
  await clock.pass(100);
  pacer.set(10);
  await clock.pass(0);
  expect(begun).toEqual([0, 100]);
  pacer.set(1);
  await clock.pass(100);
  stop();
  await run;
  expect(begun).toEqual([0, 100]);
});
