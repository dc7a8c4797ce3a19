/** `lab claims`: runs what the claims rest on and is not there yet, and says what came of each. */
import path from "node:path";
import type { ClaimsResult } from "../../protocol/claimResults.ts";
import type { ArenaTask } from "../arenaWorker.ts";
import { statusLine } from "../progressLine.ts";
import { writeWhole } from "../runFile.ts";
import { runQueue, type Worker } from "../runQueue.ts";
import type { ClaimPlan, ClaimTask } from "./claimPlan.ts";
import { openClaimRuns, type ClaimRun } from "./claimRuns.ts";
import { claimOutcomes } from "./outcomes.ts";
import { claimsPage } from "./claimsPage.ts";

/** What failed, in words. */
export type ClaimFailure = { name: string; message: string };

/**
 * Writes `claims.json` and `claims.md` into the plan's folder, at the beginning and after every run.
 *
 * @param command The command line, for whoever wants the same.
 * @param startWorker Given where to say what it is at.
 */
export async function runClaims(
  plan: ClaimPlan,
  command: string,
  startWorker: (onProgress: (text: string) => void) => Worker<ArenaTask>,
): Promise<{ result: ClaimsResult; failures: ClaimFailure[] }> {
  const line = statusLine();
  const runs = openClaimRuns(plan.out, plan.reuse);
  const found = new Map<ClaimTask, ClaimRun>();
  const failures: ClaimFailure[] = [];

  function read(task: ClaimTask): boolean {
    const run = runs.read(task, line.say);
    if (run) found.set(task, run);
    return run !== null;
  }

  function write(): ClaimsResult {
    const { preset, config, seeds } = plan;
    const claims = claimOutcomes(plan, found);
    const result: ClaimsResult = {
      ...{ format: 1, preset, config, seeds, command, claims },
    };
    const write = (name: string, text: string) =>
      writeWhole(path.join(plan.out, name), text);
    write("claims.json", `${JSON.stringify(result, null, 1)}\n`);
    const how = "Generated from the files of `lab claims`.";
    write("claims.md", claimsPage(result, how));
    return result;
  }

  const missing = plan.tasks.filter((task) => !read(task));
  line.say(
    `${plan.tasks.length} runs, ${plan.tasks.length - missing.length} there already`,
  );
  write();
  const tasks = plan.reportOnly
    ? []
    : missing.map((task) => ({
        ...{ ...task, preset: plan.preset },
        ...{ file: runs.fileOf(task), task },
      }));
  const started = performance.now();
  let ended = 0;
  const remaining = () => {
    const ms = (performance.now() - started) / ended;
    return `about ${Math.ceil((ms * (tasks.length - ended)) / 60_000)} min left`;
  };
  const say = (text: string) =>
    line.say(`${ended} of ${tasks.length}; ${text}; ${remaining()}`);
  await runQueue(tasks, {
    jobs: plan.jobs,
    groupOf: ({ seed }) => String(seed),
    start() {
      let name = "";
      const worker = startWorker((text) => {
        if (text) line.show(`${ended} of ${tasks.length}; ${name}: ${text}`);
      });
      return {
        get isOver() {
          return worker.isOver;
        },
        run({ task: _task, ...rest }) {
          name = rest.name;
          return worker.run(rest);
        },
        end: () => worker.end(),
      };
    },
    onDone({ name, task }) {
      ended++;
      if (!read(task)) {
        failures.push({ name, message: "its result cannot be read" });
      }
      say(name);
      write();
    },
    onFailed({ name }, cause) {
      ended++;
      const message = cause instanceof Error ? cause.message : String(cause);
      failures.push({ name, message });
      say(`${name} failed: ${message}`);
      write();
    },
  });
  line.end();
  return { result: write(), failures };
}
