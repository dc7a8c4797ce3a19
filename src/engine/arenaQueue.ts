/** The runs of an arena, one after the other: each begins with nothing on the backend and leaves nothing there. */
import type { ReadFile } from "../data/readFile.ts";
import type { PlannedRun } from "../protocol/arenaRuns.ts";
import { EngineError, toWireError } from "../protocol/engineError.ts";
import type { BackendReport, Event } from "../protocol/messages.ts";
import type { PackIndex } from "../protocol/packs.ts";
import type { RunResult } from "../protocol/results.ts";
import { requireSense } from "./badConfig.ts";
import { Interrupted, pauseUnless } from "./interruptible.ts";
import type { Packs } from "./packs.ts";
import { createRun, type Run } from "./run.ts";
import type { RunMemory } from "./runMemory.ts";

/** Often enough to follow, seldom enough to cost nothing. */
const PROGRESS_INTERVAL_MS = 200;

export type ArenaQueueOptions = {
  arenaId: string;
  /** Trained in this order; those of one seed side by side share most. */
  runs: readonly PlannedRun[];
  report: BackendReport;
  packs: Packs;
  readFile: ReadFile;
  post: (event: Event) => void;
  /** What the runs share. */
  memory: RunMemory;
  /** Awaited before the first run: ends what else the thread is at. */
  before: () => Promise<void>;
};

export type ArenaQueue = {
  readonly arenaId: string;
  /** Gives up the run that is under way, and those behind it; settles when nothing of them is left. */
  stop(): Promise<void>;
  /** Settles at the end, whatever became of the runs. */
  readonly done: Promise<void>;
};

/**
 * @throws {EngineError} If there is no run, if two have one name, or if one makes no sense.
 */
export function checkArenaRuns(
  runs: readonly PlannedRun[],
  present: PackIndex,
): void {
  if (runs.length === 0) {
    throw new EngineError(
      "bad-command",
      "arena: 'runs' must hold at least one run, got none",
    );
  }
  const names = runs.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new EngineError(
      "bad-command",
      `arena: names of runs must differ, got ${twice} twice`,
    );
  }
  for (const { name, config } of runs) {
    requireSense(`arena: ${name}`, config, present);
  }
}

/** Starts at once. What a run comes to is posted; a run that fails is posted as that, and the next one begins. */
export function startArenaQueue(options: ArenaQueueOptions): ArenaQueue {
  const { arenaId, runs, post } = options;
  let isStopped = false;
  const pause = pauseUnless(() => isStopped);

  async function train(
    planned: PlannedRun,
    hear: (event: Event) => void,
  ): Promise<RunResult> {
    const { name, config } = planned;
    const { report, packs, readFile, memory } = options;
    let run: Run | null = null;
    try {
      await pause();
      run = await createRun({
        runId: `${arenaId}/${name}`,
        ...{ config, report, packs, readFile, memory, pause },
        post: hear,
      });
      run.resumeClock();
      while (!run.isDone()) {
        await run.step();
        await run.showProgress(pause);
        await pause();
      }
      await run.settle();
      await run.finish(pause);
      return run.result()!;
    } finally {
      run?.dispose();
    }
  }

  async function work(): Promise<void> {
    await options.before();
    for (const [done, planned] of runs.entries()) {
      const { name, config } = planned;
      const hear = progressOf((at) =>
        post({
          type: "arena-progress",
          ...{ arenaId, name, done, planned: runs.length },
          ...{ steps: config.optimiser.steps, ...at },
        }),
      );
      try {
        const result = await train(planned, hear);
        post({ type: "arena-run", arenaId, name, result });
      } catch (cause) {
        if (cause instanceof Interrupted) break;
        const error = toWireError(cause);
        post({ type: "arena-run-failed", arenaId, name, error });
      }
    }
    post({ type: "arena-over", arenaId, isStopped });
  }

  const done = work();
  return {
    arenaId,
    done,
    stop() {
      isStopped = true;
      return done;
    },
  };
}

/** Makes of a run's own events how far it is: a step, or a task before or after training. */
function progressOf(
  show: (at: { step: number; label: string | null }) => void,
): (event: Event) => void {
  let step = 0;
  let last = -Infinity;
  show({ step, label: null });
  return (event) => {
    if (event.type === "status") step = event.step;
    else if (event.type !== "progress") return;
    const now = performance.now();
    if (now - last < PROGRESS_INTERVAL_MS) return;
    last = now;
    const share =
      event.type === "progress" && event.total > 0
        ? ` ${Math.round((100 * event.done) / event.total)} %`
        : "";
    show({
      step,
      label: event.type === "progress" ? `${event.label}${share}` : null,
    });
  };
}
