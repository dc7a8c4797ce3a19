import { expect, test, vi } from "vitest";
import { createNotebook, type NotebookOptions } from "./notebook.ts";
import {
  createMemoryNotebook,
  type NotebookStorage,
} from "./notebookStorage.ts";
import { keptRun } from "./runs.fixture.ts";

async function notebookOf(
  numbers: readonly number[],
  options: NotebookOptions = {},
  storage: NotebookStorage = createMemoryNotebook(),
) {
  for (const number of numbers) {
    const { summary, body } = keptRun(number);
    await storage.write(summary, body);
  }
  const notebook = createNotebook(storage, options);
  await notebook.refresh();
  return { notebook, storage };
}

const numbersOf = ({
  getState,
}: Awaited<ReturnType<typeof notebookOf>>["notebook"]) =>
  getState().runs?.map(({ number }) => number);

test("lists a hundred runs, the newest first, without reading a body", async () => {
  const storage = createMemoryNotebook();
  const body = vi.spyOn(storage, "body");
  const numbers = Array.from({ length: 100 }, (_, i) => i + 1);
  const { notebook } = await notebookOf(numbers, {}, storage);
  expect(numbersOf(notebook)).toEqual(numbers.toReversed());
  expect(notebook.getState().bytes).toBeGreaterThan(100 * 5000);
  expect(body).not.toHaveBeenCalled();
  expect((await notebook.body("id-7"))?.id).toBe("id-7");
  expect(body).toHaveBeenCalledTimes(1);
});

test("draws the two newest until somebody chooses, then what was chosen, each in its own place", async () => {
  const rememberChosen = vi.fn();
  const { notebook, storage } = await notebookOf([1, 2, 3], { rememberChosen });
  const chosen = () => notebook.getState().chosen;
  expect(chosen().slice(0, 3)).toEqual(["id-3", "id-2", null]);
  const { summary, body } = keptRun(4);
  await notebook.put(summary, body);
  // The one that stays keeps its place.
  expect(chosen().slice(0, 3)).toEqual(["id-3", "id-4", null]);
  notebook.choose("id-3", false);
  expect(chosen().slice(0, 3)).toEqual([null, "id-4", null]);
  notebook.choose("id-1", true);
  expect(chosen().slice(0, 3)).toEqual(["id-1", "id-4", null]);
  expect(rememberChosen).toHaveBeenLastCalledWith(["id-1", "id-4"]);
  const again = createNotebook(storage, { chosen: ["id-1", "gone"] });
  await again.refresh();
  expect(again.getState().chosen.slice(0, 2)).toEqual(["id-1", null]);
});

test("draws no more than six", async () => {
  const { notebook } = await notebookOf([1, 2, 3, 4, 5, 6, 7, 8]);
  for (let i = 1; i <= 8; i++) notebook.choose(`id-${i}`, true);
  const { chosen } = notebook.getState();
  expect(chosen.filter((id) => id !== null)).toHaveLength(6);
  expect(chosen).toContain("id-4");
  expect(chosen).not.toContain("id-6");
});

test("a name, a note and a hidden run survive the run's next state and a reload", async () => {
  const { notebook, storage } = await notebookOf([1]);
  await notebook.edit("id-1", {
    ...{ name: "the good one", note: "wide", isHidden: true },
  });
  const { summary, body } = keptRun(1, { step: 15, id: "id-1" });
  await notebook.put(summary, body);
  const again = createNotebook(storage);
  await again.refresh();
  expect(again.getState().runs).toMatchObject([
    { name: "the good one", note: "wide", isHidden: true, step: 15 },
  ]);
});

test("deletes only what it is told to, bodies included", async () => {
  const { notebook, storage } = await notebookOf([1, 2, 3]);
  await notebook.remove(["id-1", "id-3"]);
  expect(numbersOf(notebook)).toEqual([2]);
  expect(await storage.body("id-1")).toBeUndefined();
  expect(notebook.getState().chosen.filter(Boolean)).toEqual(["id-2"]);
});

test("when it is full it deletes nothing, keeps no new run, says so once, and goes on when there is room", async () => {
  const { bytes } = keptRun(1).summary;
  const { notebook, storage } = await notebookOf([1, 2], {
    limitBytes: 2.5 * bytes,
  });
  const third = keptRun(3);
  expect(await notebook.put(third.summary, third.body)).toBe("full");
  expect(numbersOf(notebook)).toEqual([2, 1]);
  expect(await storage.summaries()).toHaveLength(2);
  expect(notebook.getState().problem).toEqual({ kind: "full" });
  notebook.dismissProblem();
  expect(await notebook.put(third.summary, third.body)).toBe("full");
  expect(notebook.getState().problem).toBeNull();
  // A run that is kept already may go on.
  const second = keptRun(2);
  expect(await notebook.put(second.summary, second.body)).toBe("kept");
  await notebook.remove(["id-1"]);
  expect(await notebook.put(third.summary, third.body)).toBe("kept");
  expect(numbersOf(notebook)).toEqual([3, 2]);
});

test("says once that the browser refuses, with its reason, and never throws", async () => {
  const storage: NotebookStorage = {
    ...createMemoryNotebook(),
    write: () => Promise.reject(new Error("QuotaExceededError")),
  };
  const notebook = createNotebook(storage);
  const { summary, body } = keptRun(1);
  expect(await notebook.put(summary, body)).toBe("refused");
  expect(notebook.getState().problem).toEqual({
    ...{ kind: "refused", reason: "QuotaExceededError" },
  });
  notebook.dismissProblem();
  await notebook.put(summary, body);
  expect(notebook.getState().problem).toBeNull();
});

test("says once that runs last as long as the page, when the first is kept", async () => {
  const notebook = createNotebook(createMemoryNotebook(), { isFleeting: true });
  await notebook.refresh();
  expect(notebook.getState().problem).toBeNull();
  const { summary, body } = keptRun(1);
  await notebook.put(summary, body);
  expect(notebook.getState().problem).toEqual({ kind: "fleeting" });
});

test("is empty, and says why, where the browser does not let it read", async () => {
  const storage: NotebookStorage = {
    ...createMemoryNotebook(),
    summaries: () => Promise.reject(new Error("closed")),
  };
  const notebook = createNotebook(storage);
  await notebook.refresh();
  expect(notebook.getState()).toMatchObject({
    ...{ runs: [], problem: { kind: "refused", reason: "closed" } },
  });
});

test("keeps a run whose settings it can no longer read, and passes over what is no run", async () => {
  const storage = createMemoryNotebook();
  const { summary, body } = keptRun(1);
  await storage.write(
    { ...summary, config: { version: 0 } as unknown as null },
    body,
  );
  const stored = await storage.summaries();
  const odd = {
    ...storage,
    summaries: async () => [...stored, { id: 3 }, "x"],
  };
  const notebook = createNotebook(odd);
  await notebook.refresh();
  expect(notebook.getState().runs).toMatchObject([
    { id: "id-1", config: null },
  ]);
});

test("follows what another page of this browser changed", async () => {
  let tell = () => {};
  const storage = createMemoryNotebook();
  storage.watch = (listener) => (tell = listener);
  const { notebook } = await notebookOf([1], {}, storage);
  const { summary, body } = keptRun(2);
  await storage.write(summary, body);
  tell();
  await vi.waitFor(() => expect(numbersOf(notebook)).toEqual([2, 1]));
});
