/** Writes every run of the page into the notebook, from its first step on. Knows no React. */
import { beginningOf } from "../../protocol/beginning.ts";
import type { RunConfig } from "../../protocol/config.ts";
import type { RunStore, RunView } from "../runStore.ts";
import type { SettingsStore } from "../settingsStore.ts";
import type { Notebook } from "./notebook.ts";
import { runName } from "./runNames.ts";
import {
  keyMeasures,
  runBody,
  runChanges,
  storedBytes,
  type RunEnd,
  type RunSummary,
} from "./runRecord.ts";

/** Between two writes of a run under way; what a crash can cost. */
export const WRITE_INTERVAL_MS = 5000;

export type RecorderOptions = {
  run: Pick<RunStore, "getState" | "subscribe" | "peek" | "history">;
  settings: Pick<SettingsStore, "getState">;
  notebook: Notebook;
  /** What the present run began with; null before there is one, and while a saved one is being loaded. */
  beganWith: () => RunConfig | null;
  /** What the engine computes on; empty while it is not known. */
  backend: () => string;
  now?: () => number;
  newId?: () => string;
};

/** What of a summary stays the same, over a reload as well. */
const STABLE = [
  ...(["id", "name", "number", "startedAt", "since"] as const),
  ...(["config", "presetId"] as const),
] as const;
type Begun = Pick<RunSummary, (typeof STABLE)[number]>;

/** Starts to write; returns the way to stop. */
export function startRecorder(options: RecorderOptions): () => void {
  const { run, settings, notebook, backend, beganWith } = options;
  const { now = () => Date.now(), newId = randomId } = options;

  let runId = "";
  let begun: Begun | null = null;
  /** The furthest step seen of it. */
  let lastStep = 0;
  let written: RunView | null = null;
  let writtenAt = -Infinity;
  let isWriting = false;
  /** This run is not tried any more. */
  let isGivenUp = false;

  function follow({ status }: RunView): void {
    if (runId !== status.runId || status.step < lastStep) {
      ({ runId } = status);
      begun = null;
      written = null;
      isGivenUp = false;
      notebook.setCurrent(null);
    }
    lastStep = status.step;
  }

  /** The line of a run that is here again as it was saved under this key. */
  function knownLine(savedKey: string | undefined): Begun | null {
    const { runs } = notebook.getState();
    const line = runs?.find((each) => each.savedKey === savedKey);
    return savedKey !== undefined && line ? pick(line, STABLE) : null;
  }

  /** A new line of the notebook; the run before it is the latest that was begun. */
  function newLine(config: RunConfig): Begun {
    const { runs } = notebook.getState();
    const before = runs?.[0];
    const number = 1 + Math.max(0, ...(runs ?? []).map((each) => each.number));
    const { presetId } = settings.getState();
    return {
      ...{ id: newId(), number, startedAt: now(), config, presetId },
      name: runName(config, number),
      since: before?.config
        ? {
            id: before.id,
            name: before.name,
            changes: runChanges(before.config, config),
          }
        : null,
    };
  }

  function isDue(view: RunView): boolean {
    if (!written) return true;
    if (view.status.state !== written.status.state) return true;
    if (view.result !== written.result) return true;
    // By it a later visit finds the line again.
    if (view.saved?.key !== written.saved?.key) return true;
    const isChanged =
      view.status.step !== written.status.step ||
      view.evaluations !== written.evaluations ||
      view.scores !== written.scores ||
      view.updates !== written.updates;
    return isChanged && now() - writtenAt >= WRITE_INTERVAL_MS;
  }

  async function write(): Promise<void> {
    const view = run.peek();
    follow(view);
    const config = beganWith();
    const isUnderWay = config !== null && view.status.step > 0;
    if (!isUnderWay || isWriting || isGivenUp || !isDue(view)) return;
    isWriting = true;
    try {
      if (!begun) {
        // Another page may have begun runs meanwhile.
        await notebook.refresh();
        // And this one another.
        if (run.peek().status.runId !== view.status.runId) return;
        begun = knownLine(view.saved?.key) ?? newLine(config);
        notebook.setCurrent(begun.id);
      }
      const mine = begun;
      written = view;
      writtenAt = now();
      const { summary, body } = record(mine, view);
      const outcome = await notebook.put(summary, body);
      if (outcome === "refused" && begun === mine) isGivenUp = true;
    } finally {
      isWriting = false;
    }
    // The run may have come to its end meanwhile.
    await write();
  }

  function record(mine: Begun, view: RunView) {
    const { status, updates } = view;
    // Too large to be written every few seconds.
    const history = status.state === "running" ? null : run.history();
    const body = runBody(mine.id, view, history);
    const summary: RunSummary = {
      ...{ format: 1, ...mine, note: "", isHidden: false },
      updatedAt: now(),
      end: endOf(view),
      step: status.step,
      steps: status.steps,
      backend: backend(),
      savedKey: view.saved?.key ?? null,
      updatedPaths: [...new Set(updates.map(({ path }) => path))],
      begin: beginningOf(updates),
      measures: keyMeasures(view),
      bytes: 0,
    };
    summary.bytes = storedBytes(summary) + storedBytes(body);
    return { summary, body };
  }

  const tick = () => {
    // What the notebook cannot keep it says itself.
    void write();
  };
  const stopListening = run.subscribe(tick);
  // A hidden page is told nothing, and its run goes on.
  const timer = setInterval(tick, WRITE_INTERVAL_MS);
  tick();
  return () => {
    stopListening();
    clearInterval(timer);
  };
}

const pick = <T extends object, K extends keyof T>(
  from: T,
  keys: readonly K[],
): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;

function endOf({ status, result }: RunView): RunEnd {
  if (status.state === "failed") return "failed";
  return result || status.state === "finished" ? "finished" : "unfinished";
}

/** Differs between the pages of a browser, which may begin runs in the same millisecond. */
function randomId(): string {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${Date.now().toString(36)}-${word.toString(36)}`;
}
