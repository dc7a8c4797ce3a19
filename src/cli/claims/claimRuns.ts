/** Finished runs of a plan on disk: its own, and those of arenas that are to count as well. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { RunConfig } from "../../protocol/config.ts";
import { parseConfig } from "../../protocol/config.ts";
import { configDifference } from "../../protocol/configPaths.ts";
import type { LowDataResult } from "../../protocol/lowData.ts";
import type { RunResult } from "../../protocol/results.ts";
import { readRunFile } from "../runFile.ts";
import type { ClaimTask } from "./claimPlan.ts";

/** What a task came to. */
export type ClaimRun =
  | { kind: "run"; result: RunResult }
  | { kind: "low-data"; result: LowDataResult };

/**
 * @param out Folder of the plan.
 * @param reuse Folders whose `runs/` are looked through, file by file, for configs of the plan.
 */
export function openClaimRuns(out: string, reuse: readonly string[]) {
  const elsewhere = reuse.flatMap((folder) => {
    const runs = path.join(folder, "runs");
    const files = existsSync(runs) ? readdirSync(runs) : [];
    return files
      .filter((name) => name.endsWith(".json"))
      .map((name) => path.join(runs, name));
  });
  /** Method and seed of each file elsewhere, so that few have to be read in full more than once. */
  const known = new Map<string, { file: string; config: RunConfig }[]>();
  const groupOf = ({ method, seed }: RunConfig) => `${method.id}-${seed}`;
  for (const file of elsewhere) {
    const config = configIn(file);
    if (!config) continue;
    const members = known.get(groupOf(config)) ?? [];
    members.push({ file, config });
    known.set(groupOf(config), members);
  }

  const fileOf = ({ name }: Pick<ClaimTask, "name">) =>
    path.join(out, "runs", `${name}.json`);

  return {
    fileOf,

    /** @param say Told why a file is not taken. */
    read(task: ClaimTask, say: (text: string) => void): ClaimRun | null {
      const file = fileOf(task);
      if (task.labelsPerClass) return readLowData(file, task, say);
      const own = readRunFile(file, task.config);
      if (own && "result" in own) return slim(own.result);
      if (own) say(`${task.name}.json ${own.unfit}: it is run again`);
      const other = known
        .get(groupOf(task.config))
        ?.find(({ config }) => isSame(config, task.config));
      const found = other && readRunFile(other.file, task.config);
      return found && "result" in found ? slim(found.result) : null;
    },
  };
}

/** Without the losses of every step: hundreds of runs are held at a time. */
function slim(result: RunResult): ClaimRun {
  const history = result.history.filter(({ evaluation }) => evaluation);
  return { kind: "run", result: { ...result, history } };
}

function readLowData(
  file: string,
  { name, config, labelsPerClass }: ClaimTask,
  say: (text: string) => void,
): ClaimRun | null {
  if (!existsSync(file)) return null;
  const result = readJson(file) as Partial<LowDataResult> | null;
  const parsed = parseConfig(result?.config);
  const isFit =
    result?.kind === "low-data" &&
    parsed.ok &&
    isSame(parsed.config, config) &&
    labelsPerClass?.join() ===
      result.scores?.map((score) => score.labelsPerClass).join();
  if (isFit) return { kind: "low-data", result: result as LowDataResult };
  say(`${name}.json is of other settings: it is run again`);
  return null;
}

const isSame = (a: RunConfig, b: RunConfig) =>
  Object.keys(configDifference(a, b)).length === 0;

function configIn(file: string): RunConfig | null {
  const parsed = parseConfig(
    (readJson(file) as Partial<RunResult> | null)?.config,
  );
  return parsed.ok ? parsed.config : null;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
