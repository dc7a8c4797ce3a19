/** `lab arena`: several methods on the same seeds, each finished run a file, and a table of them all. */
import path from "node:path";
import { arenaRows, arenaSummary } from "../engine/arenaSummary.ts";
import type { ArenaResult, ArenaRun } from "../protocol/arena.ts";
import type { PlannedRun } from "../protocol/arenaRuns.ts";
import type { ArenaPlan } from "./arenaPlan.ts";
import { arenaMarkdown } from "./arenaMarkdown.ts";
import type { ArenaTask } from "./arenaWorker.ts";
import { statusLine } from "./progressLine.ts";
import { readRunFile, writeWhole } from "./runFile.ts";
import { runQueue, type Worker } from "./runQueue.ts";

/**
 * Runs what is not there yet, and writes `arena.json` and `arena.md` after every run.
 *
 * @param startWorker Given where to say what it is at.
 * @returns The arena as it is on disk; `failures` says which runs are missing and why.
 */
export async function runArena(
  plan: ArenaPlan,
  startWorker: (onProgress: (text: string) => void) => Worker<ArenaTask>,
): Promise<ArenaResult> {
  const line = statusLine();
  const found = new Map<PlannedRun, ArenaRun>();
  const failures: ArenaResult["failures"] = [];
  const fileOf = ({ name }: PlannedRun) =>
    path.join(plan.out, "runs", `${name}.json`);

  function read(run: PlannedRun): boolean {
    const stored = readRunFile(fileOf(run), run.config);
    if (stored && "unfit" in stored) {
      line.say(`${run.name}.json ${stored.unfit}: it is run again`);
    }
    if (!stored || "unfit" in stored) return false;
    found.set(run, { factor: run.factor, result: stored.result });
    return true;
  }

  function write(): ArenaResult {
    const { preset, config, methods, seeds, factor, reference } = plan;
    const finished = plan.runs.flatMap((run) => found.get(run) ?? []);
    const rows = arenaRows(finished);
    const arena: ArenaResult = {
      ...{ format: 1, preset, config, methods, seeds, factor, reference },
      ...{ planned: plan.runs.length, failures, rows },
      summary: arenaSummary(rows, reference),
    };
    writeWhole(
      path.join(plan.out, "arena.json"),
      `${JSON.stringify(arena, null, 1)}\n`,
    );
    writeWhole(path.join(plan.out, "arena.md"), arenaMarkdown(arena));
    return arena;
  }

  const tasks = plan.runs
    .filter((run) => !read(run))
    .map((run) => ({ ...run, preset: plan.preset, file: fileOf(run), run }));
  line.say(
    `${plan.runs.length} runs, ${plan.runs.length - tasks.length} there already, ${Math.min(plan.jobs, tasks.length)} at a time`,
  );
  write();

  const started = performance.now();
  const at = new Map<number, string>();
  let workers = 0;
  let ended = 0;
  function showProgress(): void {
    const working = [...at.values()].filter(Boolean);
    line.show(
      `${plan.runs.length - tasks.length + ended} of ${plan.runs.length}; ${working.join(" | ")}`,
    );
  }
  const remaining = () => {
    const ms = (performance.now() - started) / ended;
    return `about ${Math.ceil((ms * (tasks.length - ended)) / 60_000)} min left`;
  };
  await runQueue(tasks, {
    jobs: plan.jobs,
    groupOf: ({ seed, factor }) => JSON.stringify([seed, factor]),
    start() {
      const id = workers++;
      let name = "";
      const worker = startWorker((text) => {
        at.set(id, text && `${name}: ${text}`);
        if (text) showProgress();
      });
      return {
        get isOver() {
          return worker.isOver;
        },
        run({ run: _run, ...task }) {
          name = task.name;
          return worker.run(task);
        },
        end: () => worker.end(),
      };
    },
    onDone({ name, run }) {
      ended++;
      if (!read(run)) {
        failures.push(failureOf(run, "its result cannot be read"));
        return;
      }
      const { final, timing } = found.get(run)!.result;
      line.say(
        `${name}: kNN ${final.student.knn.accuracy.toFixed(3)}, angle error ${final.student.angles.meanErrorDegrees.toFixed(1)} degrees, ${Math.round(timing.totalMs / 1000)} s; ${remaining()}`,
      );
      write();
    },
    onFailed({ name, run }, cause) {
      ended++;
      const message = cause instanceof Error ? cause.message : String(cause);
      failures.push(failureOf(run, message));
      line.say(`${name} failed: ${message}`);
      write();
    },
  });
  line.end();
  return write();
}

const failureOf = ({ method, seed, factor }: PlannedRun, message: string) => ({
  ...{ method, seed, factor, message },
});
