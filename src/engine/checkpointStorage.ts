/**
 * Where checkpoints lie: two slots for each run, in IndexedDB. Writing one leaves the other alone, so that whatever happens to a write, the save before it is whole.
 *
 * The database is opened for each operation: a browser that evicts it, or a visitor who clears it in mid-run, costs what was saved and not what comes.
 */
import { EngineError } from "../protocol/engineError.ts";
import { settled, settledChange } from "../store/indexedRequests.ts";

/** What is known of a slot without reading it. */
export type SlotLabel = {
  /** Names the run. */
  key: string;
  slot: 0 | 1;
  /** Counts the saves of a run: the greatest is the newest, whatever clocks say. */
  serial: number;
  /** Whoever wrote it; see `write`. */
  owner: string;
  step: number;
  steps: number;
  bytes: number;
  /** Milliseconds since 1970, by the clock of then. */
  savedAt: number;
  /** JSON of the settings that the run began with. */
  config: string;
};

/** What it cannot do it rejects with. */
export type CheckpointStorage = {
  /** Of all runs, in no order. */
  labels(): Promise<SlotLabel[]>;
  read(
    label: Pick<SlotLabel, "key" | "slot">,
  ): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Fills a slot, if the newest slot of the run is still that of `expectedOwner`, or there is none.
   *
   * @throws {EngineError} `run-elsewhere`, if another has taken the run over meanwhile.
   */
  write(
    label: SlotLabel,
    bytes: Uint8Array<ArrayBuffer>,
    expectedOwner: string | null,
  ): Promise<void>;
  /** What the page keeps with a run; undefined if nothing. */
  panels(key: string): Promise<unknown>;
  writePanels(key: string, panels: unknown): Promise<void>;
  /** Both slots and the panels. */
  remove(keys: readonly string[]): Promise<void>;
  /** Takes a run for this thread, until the function that comes back is called or the thread ends; null where another thread has it. */
  own(key: string): Promise<(() => void) | null>;
  /** Keys of the runs that some thread has. */
  owned(): Promise<ReadonlySet<string>>;
};

const DATABASE = "cospress-lab-checkpoints";
/** Rises when a table is added. */
const VERSION = 1;
const LABELS = "labels";
const SLOTS = "slots";
const PANELS = "panels";

const LOCK_PREFIX = "cospress-lab run ";

/** @param locks Web Locks; absent outside secure contexts, where `write` alone keeps two threads apart. */
export function indexedCheckpoints(
  factory: IDBFactory,
  locks: LockManager | undefined,
): CheckpointStorage {
  async function open(): Promise<IDBDatabase> {
    const opening = factory.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
      const { result: database } = opening;
      for (const name of [LABELS, SLOTS, PANELS]) {
        if (!database.objectStoreNames.contains(name)) {
          database.createObjectStore(name);
        }
      }
    };
    return settled(opening);
  }

  async function withDatabase<T>(
    work: (database: IDBDatabase) => Promise<T>,
  ): Promise<T> {
    const database = await open();
    try {
      return await work(database);
    } finally {
      database.close();
    }
  }

  const readOne = (table: string, id: IDBValidKey) =>
    withDatabase((database) =>
      settled<unknown>(database.transaction(table).objectStore(table).get(id)),
    );

  return {
    labels: () =>
      withDatabase((database) => {
        const table = database.transaction(LABELS).objectStore(LABELS);
        return settled(table.getAll() as IDBRequest<SlotLabel[]>);
      }),
    async read({ key, slot }) {
      const found = await readOne(SLOTS, [key, slot]);
      return found instanceof Uint8Array
        ? (found as Uint8Array<ArrayBuffer>)
        : null;
    },
    write: (label, bytes, expectedOwner) =>
      withDatabase(async (database) => {
        // `strict`: on the disk, and not in a cache that a loss of power empties.
        const transaction = database.transaction([LABELS, SLOTS], "readwrite", {
          durability: "strict",
        });
        const labels = transaction.objectStore(LABELS);
        const ofRun = IDBKeyRange.bound([label.key, 0], [label.key, 1]);
        const done = settledChange(transaction);
        // Else a refusal below would leave this one unheard.
        done.catch(() => {});
        requireOwner(
          await settled(labels.getAll(ofRun) as IDBRequest<SlotLabel[]>),
          expectedOwner,
        );
        labels.put(label, [label.key, label.slot]);
        transaction.objectStore(SLOTS).put(bytes, [label.key, label.slot]);
        await done;
      }),
    panels: (key) => readOne(PANELS, key),
    writePanels: (key, panels) =>
      withDatabase(async (database) => {
        const transaction = database.transaction(PANELS, "readwrite");
        transaction.objectStore(PANELS).put(panels, key);
        await settledChange(transaction);
      }),
    remove: (keys) =>
      withDatabase(async (database) => {
        const tables = [LABELS, SLOTS, PANELS];
        const transaction = database.transaction(tables, "readwrite");
        for (const key of keys) {
          for (const slot of [0, 1]) {
            transaction.objectStore(LABELS).delete([key, slot]);
            transaction.objectStore(SLOTS).delete([key, slot]);
          }
          transaction.objectStore(PANELS).delete(key);
        }
        await settledChange(transaction);
      }),
    async own(key) {
      if (!locks) return () => {};
      return new Promise((resolve, reject) => {
        locks
          .request(LOCK_PREFIX + key, { ifAvailable: true }, (lock) => {
            if (!lock) {
              resolve(null);
              return;
            }
            return new Promise<void>((release) => resolve(release));
          })
          .catch(reject);
      });
    },
    async owned() {
      const held = (await locks?.query())?.held ?? [];
      return new Set(
        held.flatMap(({ name }) =>
          name?.startsWith(LOCK_PREFIX) ? [name.slice(LOCK_PREFIX.length)] : [],
        ),
      );
    },
  };
}

/** @throws {EngineError} `run-elsewhere`. */
function requireOwner(
  ofRun: readonly SlotLabel[],
  expected: string | null,
): void {
  const owner = newestFirst(ofRun)[0]?.owner;
  // Nothing there: the browser may have evicted it.
  if (owner === undefined || owner === expected) return;
  throw new EngineError(
    "run-elsewhere",
    "save: the run must still be this page's, got one that another page has taken over",
  );
}

export function newestFirst(labels: readonly SlotLabel[]): SlotLabel[] {
  return labels.toSorted((a, b) => b.serial - a.serial);
}

/** For as long as the thread lives; where the browser keeps nothing, and in tests. */
export function memoryCheckpoints(): CheckpointStorage {
  const labels = new Map<string, SlotLabel>();
  const slots = new Map<string, Uint8Array<ArrayBuffer>>();
  const panels = new Map<string, unknown>();
  const owned = new Set<string>();
  const idOf = ({ key, slot }: Pick<SlotLabel, "key" | "slot">) =>
    `${key}/${slot}`;
  return {
    labels: async () => [...labels.values()],
    read: async (label) => slots.get(idOf(label))?.slice() ?? null,
    async write(label, bytes, expectedOwner) {
      const ofRun = [...labels.values()].filter(({ key }) => key === label.key);
      requireOwner(ofRun, expectedOwner);
      labels.set(idOf(label), label);
      slots.set(idOf(label), bytes.slice());
    },
    panels: async (key) => panels.get(key),
    async writePanels(key, value) {
      panels.set(key, value);
    },
    async remove(keys) {
      for (const key of keys) {
        for (const slot of [0, 1] as const) {
          labels.delete(idOf({ key, slot }));
          slots.delete(idOf({ key, slot }));
        }
        panels.delete(key);
      }
    },
    async own(key) {
      if (owned.has(key)) return null;
      owned.add(key);
      return () => owned.delete(key);
    },
    owned: async () => new Set(owned),
  };
}
