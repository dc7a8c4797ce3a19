import { expect, test } from "vitest";
import type { ImportMessage, ImportRequest } from "../../protocol/importing.ts";
import { createImportClient, type ImportWorker } from "./importClient.ts";

/** Workers that answer when they are told to. */
function fakeWorkers() {
  const started: {
    asked: ImportRequest[];
    isEnded: boolean;
    say: (message: ImportMessage) => void;
    crash: (message: string) => void;
  }[] = [];
  const start = (): ImportWorker => {
    const listeners = new Map<string, (event: unknown) => void>();
    const mine: (typeof started)[number] = {
      asked: [],
      isEnded: false,
      say: (data) => listeners.get("message")?.({ data }),
      crash: (message) => listeners.get("error")?.({ message }),
    };
    started.push(mine);
    return {
      postMessage: (request: ImportRequest) => mine.asked.push(request),
      terminate: () => (mine.isEnded = true),
      addEventListener: (type: string, listener: (event: unknown) => void) =>
        listeners.set(type, listener),
    } as unknown as ImportWorker;
  };
  return { started, client: createImportClient(start) };
}

test("starts no worker before it is asked, answers by id, and tells progress", async () => {
  const { started, client } = fakeWorkers();
  expect(started).toHaveLength(0);
  const told: number[] = [];
  const kept = client.request({ type: "keep" }, (done) => told.push(done));
  const listed = client.request({ type: "list" });
  const [worker] = started;
  expect(started).toHaveLength(1);
  const [keep, list] = worker!.asked;
  worker!.say({ type: "progress", done: 3, total: 9 });
  worker!.say({ type: "reply", id: list!.id, ok: true, result: [] });
  const error = { code: "import-too-large", message: "no room" } as const;
  worker!.say({ type: "reply", id: keep!.id, ok: false, error });
  expect(await listed).toEqual([]);
  await expect(kept).rejects.toMatchObject(error);
  expect(told).toEqual([3]);
});

test("ends the worker to give up, and begins anew with the next request", async () => {
  const { started, client } = fakeWorkers();
  const given = expect(client.request({ type: "keep" })).rejects.toMatchObject({
    code: "worker-died",
    message: "import: given up",
  });
  client.cancel();
  await given;
  expect(started[0]!.isEnded).toBe(true);
  const crashed = expect(client.request({ type: "list" })).rejects.toThrow(
    "got out of memory",
  );
  expect(started).toHaveLength(2);
  // What an ended worker still says is nobody's.
  started[0]!.crash("late");
  started[1]!.crash("out of memory");
  await crashed;
});
