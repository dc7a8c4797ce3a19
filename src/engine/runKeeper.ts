/**
 * Saves the run of this thread between two steps, and brings runs back.
 *
 * What a save costs the training loop is reading the weights and moments and copying them twice; hash and disk go on beside the next steps. The next save waits
 * `COST_RATIO` times as long as that took, and at least `INTERVAL_MS`, so that saving takes two per cent of a run at most. What is lost by a crash is the
 * steps since, which are made again with the same numbers.
 */
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { Event, SavedRun } from "../protocol/messages.ts";
import { noticeOf, type Notice } from "../protocol/notices.ts";
import type { ConfigUpdate } from "../protocol/results.ts";
import type { Beginning } from "./broughtStudent.ts";
import {
  readCheckpoint,
  requireFiniteState,
  writeCheckpoint,
  type Checkpoint,
} from "./checkpointFile.ts";
import {
  indexedCheckpoints,
  memoryCheckpoints,
  newestFirst,
  type CheckpointStorage,
  type SlotLabel,
} from "./checkpointStorage.ts";
import type { RunSnapshot } from "./run.ts";
import type { StopWatchState } from "./stopWatch.ts";

/** Between two saves of a run under way; what a crash can make a visitor wait for again. */
const INTERVAL_MS = 10_000;
const COST_RATIO = 50;
/** After which a run that has just begun is saved for the first time: from then on it can be found again. */
const FIRST_SAVE_MS = 1000;

/** A slot; a run of more is not kept. Both slots of the kept runs are at most this times two times `MOST_RUNS`. */
const MB = 2 ** 20;
const MOST_BYTES = 128 * MB;

/** Interrupted runs that wait for somebody to go on with them; the oldest goes when one more comes. */
const MOST_RUNS = 3;

/** What is saved of a run; `Run` is one. */
type KeptRun = {
  readonly start: RunConfig;
  readonly begin: Beginning | null;
  /** Another list after every change. */
  readonly updates: readonly ConfigUpdate[];
  status(): { step: number; steps: number };
  snapshot(): Promise<RunSnapshot>;
};

type Kept = {
  key: string;
  /** Of the newest slot; null before the first. */
  newest: SlotLabel | null;
  /** As it was when it was taken last. */
  taken: { step: number; updates: readonly ConfigUpdate[] } | null;
  /** Serial of the save that the run has been taken back to. */
  backAt: number | null;
  release: (() => void) | null;
  /** Says why it is not kept, once. */
  isRefused: boolean;
};

export type FoundRun = {
  checkpoint: Checkpoint;
  panels: unknown;
  /** What was wrong with a newer slot; null if the newest is whole. */
  damage: string | null;
  /** From here on it is the run of this thread; the one before it stays as it was saved. */
  adopt(): void;
  /** Lets go of it, unless it was adopted. */
  release(): void;
};

export type RunKeeperOptions = {
  storage: CheckpointStorage;
  /** Nothing outlives the thread. */
  isFleeting?: boolean;
  post: (event: Event) => void;
  backend: string;
  now?: () => number;
  newKey?: () => string;
};

export type RunKeeper = ReturnType<typeof createRunKeeper>;

/** Keeps runs in IndexedDB; where the browser forbids that, for as long as the thread lives. */
export async function openRunKeeper(
  options: Pick<RunKeeperOptions, "post" | "backend">,
): Promise<RunKeeper> {
  try {
    // Where `indexedDB` itself is missing, naming it throws.
    const storage = indexedCheckpoints(indexedDB, navigator.locks);
    await storage.labels();
    return createRunKeeper({ ...options, storage });
  } catch {
    const storage = memoryCheckpoints();
    return createRunKeeper({ ...options, storage, isFleeting: true });
  }
}

export function createRunKeeper({
  storage,
  isFleeting = false,
  post,
  backend,
  now = () => performance.now(),
  newKey = () => crypto.getRandomValues(new Uint32Array(2)).join("-"),
}: RunKeeperOptions) {
  /** Of this thread, beside every key: another thread that takes a run over writes under its own. */
  const owner = newKey();
  let kept = noRun();
  let writing: Promise<void> = Promise.resolve();
  let isWriting = false;
  let dueAt = now() + FIRST_SAVE_MS;

  function noRun(): Kept {
    return {
      ...{ key: newKey(), newest: null, taken: null, backAt: null },
      ...{ release: null, isRefused: false },
    };
  }

  /** Says once for each run why it is not kept. */
  function refuse(run: Kept, runId: string, notice: Notice): void {
    if (run.isRefused) return;
    run.isRefused = true;
    post({ type: "notice", runId, ...notice });
  }

  /** Another thread's runs stay, and those that were interrupted last. */
  async function makeRoom(key: string): Promise<void> {
    const owned = await storage.owned();
    const left = newestOfEach(await storage.labels()).filter(
      (label) => label.key !== key && !owned.has(label.key),
    );
    await storage.remove(left.slice(MOST_RUNS - 1).map((each) => each.key));
  }

  async function write(
    mine: Kept,
    runId: string,
    checkpoint: Checkpoint,
    steps: number,
  ): Promise<void> {
    if (mine !== kept) return;
    const bytes = await writeCheckpoint(checkpoint);
    if (bytes.length > MOST_BYTES) {
      refuse(
        mine,
        runId,
        noticeOf("tooLarge", Math.ceil(bytes.length / MB), MOST_BYTES / MB),
      );
      return;
    }
    if (!mine.release) {
      mine.release = await storage.own(mine.key);
      await makeRoom(mine.key);
    }
    const before = mine.newest;
    const label: SlotLabel = {
      key: mine.key,
      slot: before?.slot === 0 ? 1 : 0,
      serial: (before?.serial ?? 0) + 1,
      owner,
      ...{ step: checkpoint.snapshot.step, steps },
      ...{ bytes: bytes.length, savedAt: Date.now() },
      config: JSON.stringify(checkpoint.start),
    };
    await storage.write(label, bytes, before?.owner ?? null);
    mine.newest = label;
    mine.backAt = null;
    const { key, step, savedAt } = label;
    if (mine !== kept) return;
    post({
      ...{ type: "saved", runId, key, step, savedAt },
      bytes: bytes.length,
    });
    if (isFleeting) {
      refuse(mine, runId, noticeOf("keptNowhere"));
    }
  }

  /** Lets go of the run of this thread; what was saved of it stays. */
  async function leave(next: Kept = noRun()): Promise<void> {
    const old = kept;
    kept = next;
    dueAt = now() + FIRST_SAVE_MS;
    await writing;
    if (old.key !== next.key) old.release?.();
  }

  return {
    /** Whether it is time to save a run under way. */
    isDue: () => !isWriting && now() >= dueAt,

    /**
     * Takes the state of a run that stands between two steps; the run may go on as soon as this settles.
     *
     * @returns Settles when it lies on the disk, or when it has been said why not.
     * @throws {EngineError} `diverged`, if the state holds a number that is not finite; what was saved before stays.
     */
    async take(
      runId: string,
      run: KeptRun,
      stopWatch: StopWatchState,
    ): Promise<{ written: Promise<void> }> {
      const mine = kept;
      const { step, steps } = run.status();
      const { start, begin, updates } = run;
      // Of step 0 there is nothing that the settings, and the files that it began with, do not say.
      if (step === 0) return { written: Promise.resolve() };
      if (mine.taken?.step === step && mine.taken.updates === updates) {
        return { written: writing };
      }
      const startedAt = now();
      isWriting = true;
      let blockedMs = 0;
      const wait = () => {
        isWriting = false;
        dueAt = now() + Math.max(INTERVAL_MS, COST_RATIO * blockedMs);
      };
      try {
        const snapshot = await run.snapshot();
        requireFiniteState(snapshot);
        mine.taken = { step, updates };
        const checkpoint = { start, begin, snapshot, stopWatch, backend };
        const before = writing;
        writing = before
          .then(() => write(mine, runId, checkpoint, steps))
          .catch((cause: unknown) => {
            mine.taken = null;
            refuse(mine, runId, noticeOf("notKept", reasonOf(cause)));
          })
          .finally(wait);
        blockedMs = now() - startedAt;
      } catch (cause) {
        wait();
        throw cause;
      }
      return { written: writing };
    },

    /** Keeps what the page shows of the present run, if the run itself is kept. */
    async keepPanels(panels: unknown): Promise<void> {
      if (kept.newest) await storage.writePanels(kept.key, panels);
    },

    /** The run of this thread begins anew, or is no more: what was saved of it goes. Never rejects. */
    async forget(): Promise<void> {
      const old = kept;
      kept = noRun();
      dueAt = now() + FIRST_SAVE_MS;
      await writing;
      try {
        if (old.newest) await storage.remove([old.key]);
      } catch {
        // No reason for the run to fail: what is left is offered among the saved runs, and can be deleted there.
      }
      old.release?.();
    },

    leave,

    /** Runs that can be gone on with, newest first, and those that other threads have. The run of this thread is not among them. */
    async runs(): Promise<SavedRun[]> {
      const owned = await storage.owned();
      return newestOfEach(await storage.labels())
        .filter(({ key }) => key !== kept.key)
        .map(({ key, step, steps, savedAt, config }) => ({
          ...{ key, step, steps, savedAt, config },
          isElsewhere: owned.has(key),
        }));
    },

    async remove(key: string): Promise<void> {
      if (key !== kept.key && (await storage.owned()).has(key)) {
        throw elsewhere("forget-run");
      }
      await storage.remove([key]);
    },

    /**
     * Takes a saved run for this thread, and reads its newest whole slot. Of this thread's own run that goes back one save more at each call,
     * unless it was saved again in between.
     *
     * @throws {EngineError} `run-elsewhere`, or `run-missing` where there is no such slot.
     */
    async open(key: string): Promise<FoundRun> {
      await writing;
      const own = kept.key === key ? kept : null;
      const release = own?.release ?? (await storage.own(key));
      if (!release) throw elsewhere("restore");
      const isBefore = ({ serial }: SlotLabel) =>
        serial < (own?.backAt ?? Infinity);
      const letGo = () => {
        if (kept.key !== key) release();
      };
      try {
        const { label, ...found } = await readNewest(storage, key, isBefore);
        const backAt = own ? label.serial : null;
        const opened = { ...noRun(), key, newest: label, release, backAt };
        return {
          ...found,
          panels: await storage.panels(key),
          adopt: () => void leave(opened),
          release: letGo,
        };
      } catch (cause) {
        letGo();
        throw cause;
      }
    },
  };
}

/** In words that go on after "not kept:". */
function reasonOf(cause: unknown): string {
  if (cause instanceof EngineError && cause.code === "run-elsewhere") {
    return "another tab has taken it over and goes on with it.";
  }
  return `${cause instanceof Error ? cause.message : String(cause)}.`;
}

const elsewhere = (command: string) =>
  new EngineError(
    "run-elsewhere",
    `${command}: the run must not be another page's, got one that is open there`,
  );

async function readNewest(
  storage: CheckpointStorage,
  key: string,
  isWanted: (label: SlotLabel) => boolean,
) {
  const damages: string[] = [];
  const ofRun = (await storage.labels()).filter(
    (label) => label.key === key && isWanted(label),
  );
  for (const label of newestFirst(ofRun)) {
    try {
      const bytes = await storage.read(label);
      if (!bytes) throw new RangeError("read: the slot must be there");
      const checkpoint = await readCheckpoint(bytes);
      const [damage = null] = damages;
      return { checkpoint, damage, label };
    } catch (cause) {
      damages.push(cause instanceof Error ? cause.message : String(cause));
    }
  }
  throw new EngineError(
    "run-missing",
    `restore: a whole checkpoint must be kept, got ${damages.join("; ") || "none"}`,
  );
}

/** One for each run, the latest first. */
function newestOfEach(labels: readonly SlotLabel[]): SlotLabel[] {
  const newest = newestFirst(labels).filter(
    ({ key }, i, all) => all.findIndex((each) => each.key === key) === i,
  );
  return newest.toSorted((a, b) => b.savedAt - a.savedAt);
}
