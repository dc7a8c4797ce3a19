/**
 * The engine without a page: the same session, config and result in Node.
 *
 *     lab train --preset NAME [--set path=value ...] [--steps N] [--seed N] [--backend wasm|cpu|webgpu] --out DIR
 *     lab presets
 *
 * JSON goes to stdout, progress to stderr. Exit code 2: the command line is wrong; 1: the run failed.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chooseBackend } from "../engine/backend.ts";
import { createSession } from "../engine/session.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import { parsePathValue, setPath } from "../protocol/configPaths.ts";
import { checkConfig } from "../protocol/configRules.ts";
import {
  parseConfig,
  type ConfigIssue,
  type RunConfig,
} from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import {
  BACKENDS,
  type BackendChoice,
  type Event,
} from "../protocol/messages.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { DEFAULT_PRESET, presetById, PRESETS } from "../protocol/presets.ts";
import type { RunResult } from "../protocol/results.ts";
import { nodeReader } from "./nodeReader.ts";
import { startNodeGpu } from "./nodeGpu.ts";
import { progressLine } from "./progressLine.ts";

const USAGE = `usage: npm run --silent lab -- train --preset NAME [--set path=value ...] [--steps N] [--seed N] [--backend wasm|cpu|webgpu] --out DIR
       npm run --silent lab -- presets`;

/** The command line cannot be understood: exit code 2. */
class UsageError extends Error {}

type TrainArguments = {
  preset: string;
  config: RunConfig;
  backend: BackendChoice;
  out: string;
};

const root = projectRoot();
const readFile = nodeReader(path.join(root, "public"));

try {
  await main(process.argv.slice(2));
  // Dawn and WASM threads would keep Node waiting.
  process.exit(0);
} catch (cause) {
  const isUsage = cause instanceof UsageError;
  console.error(cause instanceof Error ? cause.message : String(cause));
  if (isUsage) console.error(USAGE);
  else if (!(cause instanceof EngineError) && cause instanceof Error)
    console.error(cause.stack);
  process.exit(isUsage ? 2 : 1);
}

async function main([command, ...rest]: string[]): Promise<void> {
  switch (command) {
    case "presets":
      return printPresets();
    case "train":
      return train(readArguments(rest));
    default:
      throw new UsageError(
        `lab: the command must be train or presets, got ${command ?? "nothing"}`,
      );
  }
}

async function presentPacks(): Promise<PackManifest[]> {
  const { loadPackIndex } = await import("../data/pack.ts");
  return (await loadPackIndex(readFile)).packs;
}

/** A preset is available when every pack it names is here. */
async function printPresets(): Promise<void> {
  const present = new Set((await presentPacks()).map(({ id }) => id));
  const listed = PRESETS.map(({ id, title, config }) => ({
    id,
    title,
    available: [config.data.pack, ...config.data.far].every((pack) =>
      present.has(pack),
    ),
    config,
  }));
  process.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
}

function readArguments(args: string[]): TrainArguments {
  const { values } = parsed(args);
  let config: RunConfig;
  try {
    config = presetById(values.preset).config;
    const assignments = values.set.map((assignment) => {
      const at = assignment.indexOf("=");
      if (at < 1)
        throw new RangeError(`--set: must be path=value, got ${assignment}`);
      return [
        assignment.slice(0, at),
        parsePathValue(assignment.slice(at + 1)),
      ] as const;
    });
    // The method first, for it brings its learning rate, which another --set may change again.
    const isMethod = ([path]: readonly [string, unknown]) =>
      path === "method.id";
    for (const [path, value] of [
      ...assignments.filter(isMethod),
      ...assignments.filter((assignment) => !isMethod(assignment)),
    ]) {
      const changed = setPath(config, path, value);
      config = isMethod([path, value])
        ? chooseMethod(config, changed.method.id)
        : changed;
    }
    if (values.steps !== undefined) {
      config = setPath(config, "optimiser.steps", parsePathValue(values.steps));
      // A short trial keeps its warm-up inside the run.
      const { steps, warmupSteps } = config.optimiser;
      if (warmupSteps >= steps)
        config = setPath(
          config,
          "optimiser.warmupSteps",
          Math.floor(steps / 2),
        );
    }
    if (values.seed !== undefined)
      config = setPath(config, "seed", parsePathValue(values.seed));
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? cause.message : String(cause),
    );
  }
  const checked = parseConfig(config);
  if (!checked.ok) throw new UsageError(describe(checked.issues));
  const backend = values.backend ?? "auto";
  if (
    backend !== "auto" &&
    !(BACKENDS as readonly string[]).includes(backend)
  ) {
    throw new UsageError(
      `--backend: must be ${BACKENDS.join(", ")} or auto, got ${backend}`,
    );
  }
  if (values.out === undefined)
    throw new UsageError("--out: must name a folder, got nothing");
  return {
    preset: values.preset,
    config: checked.config,
    backend: backend as BackendChoice,
    out: values.out,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        preset: { type: "string", default: DEFAULT_PRESET },
        set: { type: "string", multiple: true, default: [] },
        steps: { type: "string" },
        seed: { type: "string" },
        backend: { type: "string" },
        out: { type: "string" },
      },
    });
  } catch (cause) {
    throw new UsageError(
      cause instanceof Error ? cause.message : String(cause),
    );
  }
}

function describe(issues: readonly ConfigIssue[]): string {
  return issues.map(({ path, message }) => `${path}: ${message}`).join("\n");
}

async function train({
  preset,
  config,
  backend,
  out,
}: TrainArguments): Promise<void> {
  const issues = checkConfig(config, await presentPacks());
  if (issues.length > 0) throw new UsageError(describe(issues));
  mkdirSync(out, { recursive: true });
  if (backend === "webgpu") await startNodeGpu();
  const wasmFolder = `${path.join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist")}/`;
  const report = await chooseBackend(backend, wasmFolder);
  for (const { backend: name, reason } of report.passedOver) {
    console.error(`${name} passed over: ${reason}`);
  }
  console.error(`backend ${report.backend} (${report.adapter})`);
  const runId = "headless";
  const progress = progressLine();
  const finished = new Promise<RunResult>((resolve, reject) => {
    const post = (event: Event) => {
      progress.show(event);
      if (event.type === "notice") console.error(event.message);
      if (event.type === "finished") resolve(event.result);
      if (event.type === "failed") {
        reject(
          new EngineError(
            event.error.code,
            event.error.message,
            event.error.issues,
          ),
        );
      }
    };
    const session = createSession({ report, readFile, post });
    session
      .handle({ type: "prepare", runId, config })
      .then(() => session.handle({ type: "start", runId }))
      .catch(reject);
  });
  const result: RunResult = { ...(await finished), preset };
  progress.end();
  const file = path.join(out, "result.json");
  writeFileSync(file, `${JSON.stringify(result, null, 1)}\n`);
  const { history: _history, ...summary } = result;
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  console.error(`wrote ${file}`);
}

/** The folder of package.json, wherever this bundle lies below it. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error(
        "projectRoot: package.json must lie above this file, found none",
      );
    folder = parent;
  }
  return folder;
}
