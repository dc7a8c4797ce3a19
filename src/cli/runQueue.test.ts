import { expect, test } from "vitest";
import { runQueue, type Worker } from "./runQueue.ts";

type Task = { name: string; group: string };

const tasks = (...names: string[]): Task[] =>
  names.map((name) => ({ name, group: name[0]! }));

/** Runs tasks on workers that note what they did; `failing` ones reject, `deadly` ones end their worker too. */
async function queued(
  all: readonly Task[],
  jobs: number,
  { failing = [], deadly = [] }: { failing?: string[]; deadly?: string[] } = {},
) {
  const workers: { did: string[]; isEnded: boolean }[] = [];
  let busy = 0;
  let mostBusy = 0;
  const done: string[] = [];
  const failed: [string, string][] = [];
  const start = (): Worker<Task> => {
    const log = { did: [] as string[], isEnded: false };
    workers.push(log);
    let isOver = false;
    return {
      get isOver() {
        return isOver;
      },
      async run({ name }) {
        log.did.push(name);
        mostBusy = Math.max(mostBusy, ++busy);
        await new Promise((resolve) => setImmediate(resolve));
        busy--;
        isOver = deadly.includes(name);
        if (isOver || failing.includes(name)) throw new Error(`no ${name}`);
      },
      end: () => (log.isEnded = true),
    };
  };
  await runQueue(all, {
    ...{ jobs, start },
    groupOf: ({ group }) => group,
    onDone: ({ name }) => done.push(name),
    onFailed: ({ name }, cause) => failed.push([name, String(cause)]),
  });
  return { workers, mostBusy, done, failed };
}

test("runs every task once, as many at a time as asked, and ends its workers", async () => {
  const all = tasks("a1", "a2", "a3", "b1", "b2", "c1", "c2");
  const { workers, mostBusy, done, failed } = await queued(all, 2);
  expect(done.toSorted()).toEqual(all.map(({ name }) => name));
  expect(failed).toEqual([]);
  expect(mostBusy).toBe(2);
  expect(workers).toHaveLength(2);
  expect(workers.every(({ isEnded }) => isEnded)).toBe(true);
});

test("keeps a group with one worker as long as there are groups for all", async () => {
  const all = tasks("a1", "a2", "a3", "b1", "b2", "b3");
  const { workers } = await queued(all, 2);
  expect(workers.map(({ did }) => did)).toEqual([
    ["a1", "a2", "a3"],
    ["b1", "b2", "b3"],
  ]);
});

test("lets an idle worker help with another's group", async () => {
  const { mostBusy, done } = await queued(tasks("a1", "a2", "a3", "a4"), 2);
  expect(mostBusy).toBe(2);
  expect(done).toHaveLength(4);
});

test("goes on after a task that fails, on the same worker", async () => {
  const all = tasks("a1", "a2", "a3");
  const { workers, done, failed } = await queued(all, 1, { failing: ["a2"] });
  expect(done).toEqual(["a1", "a3"]);
  expect(failed).toEqual([["a2", "Error: no a2"]]);
  expect(workers).toHaveLength(1);
});

test("replaces a worker that ends by itself", async () => {
  const all = tasks("a1", "a2", "a3");
  const { workers, done, failed } = await queued(all, 1, { deadly: ["a1"] });
  expect(done).toEqual(["a2", "a3"]);
  expect(failed.map(([name]) => name)).toEqual(["a1"]);
  expect(workers).toHaveLength(2);
});

test("starts nothing when there is nothing to do", async () => {
  expect((await queued([], 2)).workers).toEqual([]);
});
