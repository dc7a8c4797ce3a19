/** The runs that this browser keeps: their summaries in memory, their bodies read when one is asked for. Knows no React and no engine. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { NotebookStorage } from "./notebookStorage.ts";
import { readBody, readSummary } from "./readRun.ts";
import type { RunBody, RunSummary } from "./runRecord.ts";

/** More than a hundred runs with their replays, and far less than browsers allow a site. */
const LIMIT_BYTES = 250e6;
/** As many as there are colours that can be told apart. */
export const MOST_CHOSEN = 6;

/** Why runs are not kept. */
export type NotebookProblem =
  | { kind: "full" }
  /** The browser refused; its reason. */
  | { kind: "refused"; reason: string }
  /** The browser keeps nothing at all: runs last as long as the page. */
  | { kind: "fleeting" };

export type NotebookState = {
  /** Null until they have been read; the newest first. */
  runs: readonly RunSummary[] | null;
  /** The run that is being written now. */
  currentId: string | null;
  /** Runs to be drawn over each other, each in its own place, which is its colour; null where there is none. */
  chosen: readonly (string | null)[];
  bytes: number;
  limitBytes: number;
  problem: NotebookProblem | null;
};

export type RunEdit = Partial<Pick<RunSummary, "name" | "note" | "isHidden">>;

export type Notebook = StoreApi<NotebookState> & {
  /** Reads the summaries anew. Never throws: what cannot be read again is shown as it was, and `problem` says why. */
  refresh(): Promise<void>;
  /** Keeps a run, or its newer state. What was edited by hand stays. Never throws: `problem` says why it is not kept. */
  put(summary: RunSummary, body: RunBody): Promise<"kept" | "full" | "refused">;
  /** Null where there is none, or one that cannot be read. */
  body(id: string): Promise<RunBody | null>;
  /** Neither this nor `remove` throws; `problem` says what went wrong. */
  edit(id: string, edit: RunEdit): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Draws a run or no longer; does nothing where all places are taken. */
  choose(id: string, isChosen: boolean): void;
  setCurrent(id: string | null): void;
  dismissProblem(): void;
};

export type NotebookOptions = {
  limitBytes?: number;
  /** The storage lasts as long as the page. */
  isFleeting?: boolean;
  /** As they were remembered; null: the newest runs are chosen when they are known. */
  chosen?: readonly string[] | null;
  rememberChosen?: (ids: readonly string[]) => void;
};

/** Runs that are drawn where nobody has chosen any. */
const INITIALLY_CHOSEN = 2;

export function createNotebook(
  storage: NotebookStorage,
  options: NotebookOptions = {},
): Notebook {
  const { limitBytes = LIMIT_BYTES, isFleeting = false } = options;
  const noPlaces = Array.from({ length: MOST_CHOSEN }, () => null);
  let isChoiceMade = Boolean(options.chosen);
  const store = createStore<NotebookState>(() => ({
    runs: null,
    currentId: null,
    chosen: noPlaces.map((_, i) => options.chosen?.[i] ?? null),
    bytes: 0,
    limitBytes,
    problem: null,
  }));
  const { getState, setState } = store;
  /** The same reason is not given twice. */
  const said = new Set<string>();
  let refreshing: Promise<void> | null = null;

  function setRuns(runs: readonly RunSummary[]): void {
    const sorted = runs.toSorted(
      (a, b) => b.startedAt - a.startedAt || b.number - a.number,
    );
    const ids = new Set(sorted.map(({ id }) => id));
    setState(({ chosen }) => ({
      runs: sorted,
      bytes: sorted.reduce((sum, { bytes }) => sum + bytes, 0),
      chosen: chosen.map((id) => (id !== null && ids.has(id) ? id : null)),
    }));
    if (!isChoiceMade) chooseNewest();
  }

  function chooseNewest(): void {
    const newest = (getState().runs ?? [])
      .filter(({ isHidden }) => !isHidden)
      .slice(0, INITIALLY_CHOSEN)
      .map(({ id }) => id);
    const kept = getState().chosen.map((id) =>
      id !== null && newest.includes(id) ? id : null,
    );
    for (const id of newest) {
      if (!kept.includes(id)) kept[kept.indexOf(null)] = id;
    }
    setState({ chosen: kept });
  }

  function say(problem: NotebookProblem): void {
    const key = JSON.stringify(problem);
    if (said.has(key)) return;
    said.add(key);
    setState({ problem });
  }

  /** Of what was asked for by hand, each time. */
  function sayAgain(problem: NotebookProblem): void {
    said.add(JSON.stringify(problem));
    setState({ problem });
  }

  /** Puts a summary in the place of the one of the same run. */
  function replace(summary: RunSummary): void {
    const others = (getState().runs ?? []).filter(
      ({ id }) => id !== summary.id,
    );
    setRuns([...others, summary]);
  }

  async function readSummaries(): Promise<void> {
    try {
      const stored = await storage.summaries();
      setRuns(stored.flatMap((each) => readSummary(each) ?? []));
    } catch (cause) {
      say({ kind: "refused", reason: reasonOf(cause) });
      if (!getState().runs) setState({ runs: [] });
    }
  }

  function refresh(): Promise<void> {
    refreshing ??= readSummaries().finally(() => (refreshing = null));
    return refreshing;
  }

  storage.watch(() => void refresh());

  return {
    ...store,
    refresh,
    async put(summary, body) {
      const { runs, bytes } = getState();
      const before = runs?.find(({ id }) => id === summary.id);
      if (bytes - (before?.bytes ?? 0) + summary.bytes > limitBytes) {
        say({ kind: "full" });
        return "full";
      }
      const edited = before
        ? { name: before.name, note: before.note, isHidden: before.isHidden }
        : {};
      const kept = { ...summary, ...edited };
      try {
        await storage.write(kept, body);
      } catch (cause) {
        say({ kind: "refused", reason: reasonOf(cause) });
        return "refused";
      }
      if (isFleeting) say({ kind: "fleeting" });
      // Somebody may have typed a name meanwhile.
      const now = getState().runs?.find(({ id }) => id === summary.id);
      replace(
        now
          ? {
              ...kept,
              name: now.name,
              note: now.note,
              isHidden: now.isHidden,
            }
          : kept,
      );
      return "kept";
    },
    async body(id) {
      return readBody(await storage.body(id));
    },
    async edit(id, edit) {
      const before = getState().runs?.find((run) => run.id === id);
      if (!before) return;
      const edited = { ...before, ...edit };
      replace(edited);
      try {
        await storage.write(edited, null);
      } catch (cause) {
        sayAgain({ kind: "refused", reason: reasonOf(cause) });
      }
    },
    async remove(ids) {
      try {
        await storage.remove(ids);
      } catch (cause) {
        sayAgain({ kind: "refused", reason: reasonOf(cause) });
        return;
      }
      setRuns((getState().runs ?? []).filter(({ id }) => !ids.includes(id)));
      const { problem } = getState();
      if (problem?.kind === "full") setState({ problem: null });
      said.delete(JSON.stringify({ kind: "full" }));
    },
    choose(id, isChosen) {
      const { chosen } = getState();
      const place = chosen.indexOf(isChosen ? null : id);
      if (place < 0 || (isChosen && chosen.includes(id))) return;
      isChoiceMade = true;
      const next = chosen.with(place, isChosen ? id : null);
      setState({ chosen: next });
      options.rememberChosen?.(next.filter((each) => each !== null));
    },
    setCurrent: (currentId) => setState({ currentId }),
    dismissProblem: () => setState({ problem: null }),
  };
}

const reasonOf = (cause: unknown) =>
  cause instanceof Error ? cause.message : String(cause);
