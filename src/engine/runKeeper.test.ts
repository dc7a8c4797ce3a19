import { afterEach, expect, test, vi } from "vitest";
import { EngineError } from "../protocol/engineError.ts";
import type { Event, EventOf } from "../protocol/messages.ts";
import { checkpointOf } from "../../tests/support/savedRun.ts";
import { memoryCheckpoints } from "./checkpointStorage.ts";
import { createRunKeeper, type RunKeeper } from "./runKeeper.ts";

afterEach(() => vi.useRealTimers());

type Run = Parameters<RunKeeper["take"]>[1];
const { stopWatch } = checkpointOf(1);

/** A thread that has made some steps of a run. */
function threadOf(storage = memoryCheckpoints(), name = "a") {
  const events: Event[] = [];
  const time = { ms: 0 };
  let keys = 0;
  const keeper = createRunKeeper({
    ...{ storage, backend: "wasm", now: () => time.ms },
    post: (event) => events.push(event),
    newKey: () => `${name}${keys++}`,
  });
  /** Saves the run as it is after `step`. */
  const save = async (step: number, snapshot = checkpointOf(step).snapshot) => {
    const run: Run = {
      start: checkpointOf(step).start,
      begin: null,
      updates: snapshot.updates,
      status: () => ({ step, steps: 600 }),
      snapshot: async () => snapshot,
    };
    const { written } = await keeper.take("run-1", run, stopWatch);
    await written;
  };
  const ofType = <T extends Event["type"]>(type: T) =>
    events.filter((event): event is EventOf<T> => event.type === type);
  return { storage, keeper, save, time, ofType };
}

const keyOf = ({ ofType }: ReturnType<typeof threadOf>) =>
  ofType("saved").at(-1)!.key;

/** What another thread finds after this one is gone. */
async function found(dead: ReturnType<typeof threadOf>, name = "b") {
  const key = keyOf(dead);
  await dead.keeper.leave();
  const { keeper } = threadOf(dead.storage, name);
  const opened = await keeper.open(key);
  return { ...opened, step: opened.checkpoint.snapshot.step };
}

test("keeps the run as it was, and says so once it lies there", async () => {
  const thread = threadOf();
  await thread.save(2);
  expect(thread.ofType("saved")).toMatchObject([{ runId: "run-1", step: 2 }]);
  const { checkpoint, damage } = await found(thread);
  expect(checkpoint).toEqual(checkpointOf(2));
  expect(damage).toBeNull();
});

test("is due after a second, then every ten, and later where saving takes long", async () => {
  const { keeper, time, ofType, save } = threadOf();
  time.ms = 999;
  expect(keeper.isDue()).toBe(false);
  time.ms = 1000;
  expect(keeper.isDue()).toBe(true);
  await save(2);
  time.ms = 10_999;
  expect(keeper.isDue()).toBe(false);
  time.ms = 11_000;
  expect(keeper.isDue()).toBe(true);
  const slow = checkpointOf(1).snapshot;
  const run: Run = {
    ...{ start: slow.config, begin: null, updates: [] },
    status: () => ({ step: 1, steps: 9 }),
    async snapshot() {
      time.ms += 1000;
      return slow;
    },
  };
  const { written } = await keeper.take("run-1", run, stopWatch);
  expect(keeper.isDue()).toBe(false);
  await written;
  time.ms += 49_999;
  expect(keeper.isDue()).toBe(false);
  time.ms += 1;
  expect(keeper.isDue()).toBe(true);
  // Neither a step nor a setting is new.
  const again = await keeper.take("run-1", run, stopWatch);
  await again.written;
  expect(ofType("saved")).toHaveLength(2);
});

test("writes the two slots in turn, so that a write cut short leaves the save before it", async () => {
  const thread = threadOf();
  const { write } = thread.storage;
  await thread.save(1);
  await thread.save(2);
  thread.storage.write = (label, bytes, owner) =>
    write(label, bytes.slice(0, bytes.length / 2), owner);
  await thread.save(3);
  const { step, damage } = await found(thread);
  expect(step).toBe(2);
  expect(damage).toMatch(/must go on for \d+ bytes/);
});

test("a run that goes on from the older slot fills the damaged one", async () => {
  const thread = threadOf();
  await thread.save(1);
  await thread.save(2);
  const key = keyOf(thread);
  const labels = await thread.storage.labels();
  const newest = labels.find(({ step }) => step === 2)!;
  await thread.storage.write(newest, new Uint8Array(9), newest.owner);
  await thread.keeper.leave();
  const second = threadOf(thread.storage, "b");
  const { adopt } = await second.keeper.open(key);
  adopt();
  await second.save(4);
  expect((await second.storage.labels()).map(({ step }) => step)).toEqual([
    1, 4,
  ]);
  expect((await found(second, "c")).damage).toBeNull();
});

test("decides by the count of saves which is newer, whatever the clock says", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const thread = threadOf();
  vi.setSystemTime(2_000_000);
  await thread.save(1);
  vi.setSystemTime(1000);
  await thread.save(2);
  expect((await found(thread)).step).toBe(2);
});

test("a full disk is told once, costs no save that there is, and is forgiven", async () => {
  const thread = threadOf();
  const { write } = thread.storage;
  await thread.save(1);
  thread.storage.write = () => Promise.reject(new Error("QuotaExceededError"));
  await thread.save(2);
  await thread.save(3);
  expect(thread.ofType("notice").map(({ message }) => message)).toEqual([
    "This run is not kept: QuotaExceededError.",
  ]);
  thread.storage.write = write;
  await thread.save(4);
  expect((await found(thread)).step).toBe(4);
});

test("an evicted database is filled again", async () => {
  const thread = threadOf();
  await thread.save(1);
  await thread.storage.remove([keyOf(thread)]);
  await thread.save(2);
  expect((await found(thread)).step).toBe(2);
});

test("one thread has a run; the other is told, and may have it when the first has ended", async () => {
  const first = threadOf();
  await first.save(1);
  const key = keyOf(first);
  const second = threadOf(first.storage, "b");
  expect(await second.keeper.runs()).toMatchObject([
    { key, isElsewhere: true },
  ]);
  const elsewhere = { code: "run-elsewhere" };
  await expect(second.keeper.open(key)).rejects.toMatchObject(elsewhere);
  await expect(second.keeper.remove(key)).rejects.toMatchObject(elsewhere);
  // Nobody is offered the run that it trains.
  expect(await first.keeper.runs()).toEqual([]);
  await first.keeper.leave();
  expect(await second.keeper.runs()).toMatchObject([
    { key, isElsewhere: false, step: 1, steps: 600 },
  ]);
  const { adopt } = await second.keeper.open(key);
  adopt();
  await second.save(2);
  expect(keyOf(second)).toBe(key);
});

test("where there are no locks the last to take a run over has it", async () => {
  const storage = { ...memoryCheckpoints(), own: async () => () => {} };
  const first = threadOf(storage);
  await first.save(1);
  const second = threadOf(storage, "b");
  const { adopt } = await second.keeper.open(keyOf(first));
  adopt();
  await second.save(2);
  await first.save(3);
  expect(first.ofType("notice")).toMatchObject([
    {
      message:
        "This run is not kept: another tab has taken it over and goes on with it.",
    },
  ]);
  expect((await found(second, "c")).step).toBe(2);
});

test("keeps the three runs that were interrupted last", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const storage = memoryCheckpoints();
  for (let i = 1; i <= 5; i++) {
    vi.setSystemTime(1000 * i);
    const thread = threadOf(storage, `t${i}-`);
    await thread.save(i);
    await thread.keeper.leave();
  }
  const runs = await threadOf(storage, "z").keeper.runs();
  expect(runs.map(({ step }) => step)).toEqual([5, 4, 3]);
});

test("a reset forgets what was saved, and a run that diverged goes back one save at a time", async () => {
  const thread = threadOf();
  await thread.save(1);
  await thread.save(2);
  const key = keyOf(thread);
  const back = async () => {
    const opened = await thread.keeper.open(key);
    opened.adopt();
    return opened.checkpoint.snapshot.step;
  };
  expect(await back()).toBe(2);
  expect(await back()).toBe(1);
  await expect(back()).rejects.toMatchObject({ code: "run-missing" });
  // It went well for a while.
  await thread.save(5);
  expect(await back()).toBe(5);
  await thread.keeper.forget();
  expect(await thread.storage.labels()).toEqual([]);
  expect(await thread.storage.owned()).toEqual(new Set());
});

test("a save that the browser will not delete is left for others, and costs nothing else", async () => {
  const thread = threadOf();
  await thread.save(1);
  const key = keyOf(thread);
  thread.storage.remove = () => Promise.reject(new Error("UnknownError"));
  await thread.keeper.forget();
  expect(await thread.keeper.runs()).toMatchObject([
    { key, isElsewhere: false },
  ]);
});

test("does not replace a good state by one that holds a NaN, and names the tensor", async () => {
  const thread = threadOf();
  await thread.save(1);
  const { snapshot } = checkpointOf(2);
  snapshot.trainer.head["linear.weight"]!.values[3] = NaN;
  const saving = thread.save(2, snapshot);
  await expect(saving).rejects.toBeInstanceOf(EngineError);
  await expect(saving).rejects.toThrow(
    "train: the head's 'linear.weight' must be finite, got NaN after step 2",
  );
  expect((await found(thread)).step).toBe(1);
});

test("brings the page's panels back with the run", async () => {
  const thread = threadOf();
  await thread.keeper.keepPanels("too early");
  await thread.save(1);
  expect((await thread.storage.panels(keyOf(thread))) ?? null).toBeNull();
  await thread.keeper.keepPanels({ frames: [1, 2] });
  expect((await found(thread)).panels).toEqual({ frames: [1, 2] });
});
