/** Runs in IndexedDB: labels and results in tables of their own, so that counting reads no result. */
import { settled, settledChange } from "./indexedRequests.ts";
import type { ShelfLabel, ShelfStorage } from "./resultShelf.ts";

const DATABASE = "cospress-lab";
/** Rises when what is stored can no longer be read. */
const VERSION = 1;
const LABELS = "run-labels";
const RESULTS = "run-results";

/** @throws {Error} If the browser keeps nothing here, as in some private windows. */
export async function openIndexedStorage(
  factory: IDBFactory,
): Promise<ShelfStorage> {
  const opening = factory.open(DATABASE, VERSION);
  opening.onupgradeneeded = () => {
    const { result: database } = opening;
    for (const name of database.objectStoreNames) {
      database.deleteObjectStore(name);
    }
    database.createObjectStore(LABELS, { keyPath: "key" });
    database.createObjectStore(RESULTS);
  };
  const database = await settled(opening);
  // Another tab with a newer version may then go ahead.
  database.onversionchange = () => database.close();

  /** Both tables or neither. */
  async function change(
    work: (labels: IDBObjectStore, results: IDBObjectStore) => void,
  ): Promise<void> {
    const transaction = database.transaction([LABELS, RESULTS], "readwrite");
    work(transaction.objectStore(LABELS), transaction.objectStore(RESULTS));
    await settledChange(transaction);
  }

  const table = (name: string) => database.transaction(name).objectStore(name);

  return {
    labels: () => settled(table(LABELS).getAll() as IDBRequest<ShelfLabel[]>),
    read: (key) => settled<unknown>(table(RESULTS).get(key)),
    write: (label, result) =>
      change((labels, results) => {
        labels.put(label);
        results.put(result, label.key);
      }),
    remove: (keys) =>
      change((labels, results) => {
        for (const key of keys) {
          labels.delete(key);
          results.delete(key);
        }
      }),
  };
}
