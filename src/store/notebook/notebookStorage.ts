/**
 * The notebook's tables in IndexedDB: summaries and bodies apart, so that a list of runs reads no body.
 * In a database of its own: the arena's may be emptied when its format changes, since its runs can be trained again; nothing here may.
 */
import { settled, settledChange } from "../indexedRequests.ts";
import type { RunBody, RunSummary } from "./runRecord.ts";

/** What it cannot do it rejects with. */
export type NotebookStorage = {
  /** As they were stored, whatever version of the lab did that. */
  summaries(): Promise<unknown[]>;
  body(id: string): Promise<unknown>;
  /** `body` null: the summary alone. */
  write(summary: RunSummary, body: RunBody | null): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Calls back when another page of this browser has changed something. */
  watch(listener: () => void): void;
};

const DATABASE = "cospress-lab-notebook";
/** Rises when a table is added. */
const VERSION = 1;
const SUMMARIES = "summaries";
const BODIES = "bodies";

/** @throws {Error} If the browser keeps nothing here, as in some private windows. */
export async function openNotebookStorage(
  factory: IDBFactory,
): Promise<NotebookStorage> {
  const opening = factory.open(DATABASE, VERSION);
  opening.onupgradeneeded = () => {
    const { result: database } = opening;
    const has = (name: string) => database.objectStoreNames.contains(name);
    if (!has(SUMMARIES)) {
      database.createObjectStore(SUMMARIES, { keyPath: "id" });
    }
    if (!has(BODIES)) database.createObjectStore(BODIES, { keyPath: "id" });
  };
  const database = await settled(opening);
  // Another tab with a newer version may then go ahead.
  database.onversionchange = () => database.close();
  const channel =
    typeof BroadcastChannel === "undefined"
      ? null
      : new BroadcastChannel(DATABASE);

  /** Both tables or neither. */
  async function change(
    work: (summaries: IDBObjectStore, bodies: IDBObjectStore) => void,
  ): Promise<void> {
    const transaction = database.transaction([SUMMARIES, BODIES], "readwrite");
    work(transaction.objectStore(SUMMARIES), transaction.objectStore(BODIES));
    await settledChange(transaction);
    channel?.postMessage("changed");
  }

  const table = (name: string) => database.transaction(name).objectStore(name);

  return {
    summaries: () => settled<unknown[]>(table(SUMMARIES).getAll()),
    body: (id) => settled<unknown>(table(BODIES).get(id)),
    write: (summary, body) =>
      change((summaries, bodies) => {
        summaries.put(summary);
        if (body) bodies.put(body);
      }),
    remove: (ids) =>
      change((summaries, bodies) => {
        for (const id of ids) {
          summaries.delete(id);
          bodies.delete(id);
        }
      }),
    watch: (listener) => channel?.addEventListener("message", listener),
  };
}

/** For as long as the page is open; where the browser forbids to keep anything. */
export function createMemoryNotebook(): NotebookStorage {
  const summaries = new Map<string, RunSummary>();
  const bodies = new Map<string, RunBody>();
  return {
    summaries: async () => [...summaries.values()],
    body: async (id) => bodies.get(id),
    async write(summary, body) {
      summaries.set(summary.id, summary);
      if (body) bodies.set(summary.id, body);
    },
    async remove(ids) {
      for (const id of ids) {
        summaries.delete(id);
        bodies.delete(id);
      }
    },
    watch() {},
  };
}
