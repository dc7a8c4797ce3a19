/** Which runs an arena consists of. */
import { parseArgs } from "node:util";
import type { ArenaFactor, ArenaMethod } from "../protocol/arena.ts";
import {
  planRuns,
  readFactorValues,
  seedsFrom,
  type PlannedRun,
} from "../protocol/arenaRuns.ts";
import type { RunConfig } from "../protocol/config.ts";
import { getPath, parsePathValue } from "../protocol/configPaths.ts";
import type { BackendChoice } from "../protocol/messages.ts";
import { METHOD_IDS, type MethodId } from "../protocol/methods.ts";
import { DEFAULT_PRESET, presetById } from "../protocol/presets.ts";
import {
  asUsage,
  changedConfig,
  methodAssignment,
  readAssignments,
  readBackend,
} from "./settings.ts";

/** Seeds that an interval is given for, unless told otherwise. */
const SEEDS = 5;
const MOST_SEEDS = 100;

/** Each process holds a teacher and its tokens, up to a gigabyte; and a desktop has other things to do. */
const MOST_JOBS_UNASKED = 2;

export type ArenaPlan = {
  preset: string;
  /** Of the reference's first seed, or the first method's; what all runs have in common is the rest of it. */
  config: RunConfig;
  /** Methods that are trained, in the order given. */
  methods: MethodId[];
  seeds: number[];
  factor: { path: string; values: unknown[] } | null;
  reference: ArenaMethod;
  backend: BackendChoice;
  /** Processes at a time. */
  jobs: number;
  out: string;
  runs: PlannedRun[];
};

/**
 * @param cores That this machine has.
 * @throws {UsageError} If the arguments do not make an arena; settings that do not fit each other are for `checkConfig`.
 */
export function planArena(args: string[], cores: number): ArenaPlan {
  return asUsage(() => {
    const { values } = parseArgs({
      args,
      options: {
        preset: { type: "string", default: DEFAULT_PRESET },
        methods: { type: "string" },
        seeds: { type: "string", default: String(SEEDS) },
        set: { type: "string", multiple: true, default: [] },
        steps: { type: "string" },
        factor: { type: "string" },
        reference: { type: "string" },
        jobs: { type: "string" },
        backend: { type: "string" },
        out: { type: "string" },
      },
    });
    const methods = readMethods(values.methods);
    const count = readCount("--seeds", values.seeds, MOST_SEEDS);
    const jobs = readJobs(values.jobs, cores);
    const factor = readFactor(values.factor);
    const reference = readReference(values.reference, methods);
    if (values.out === undefined)
      throw new RangeError("--out: must name a folder, got nothing");

    const assignments = readAssignments("--set", values.set);
    if (assignments.some(([path]) => path === "method.id")) {
      throw new RangeError("--set: method.id is what --methods is for");
    }
    const { config: start } = presetById(values.preset);
    const steps =
      values.steps === undefined ? {} : { steps: parsePathValue(values.steps) };
    const configOf = (
      method: MethodId,
      seed?: number,
      changed?: ArenaFactor | null,
    ) =>
      changedConfig(
        start,
        [
          ["evaluation.measures", "full"],
          methodAssignment(method),
          ...assignments,
          ...(changed ? [[changed.path, changed.value] as const] : []),
        ],
        { ...steps, ...(seed !== undefined && { seed }) },
      );
    const firstMethod = methods.find((id) => id === reference) ?? methods[0]!;
    const config = configOf(firstMethod);
    const seeds = seedsFrom(config.seed, count);
    const runs = planRuns({ methods, seeds, factor, configOf });
    return {
      ...{ preset: values.preset, config, methods, seeds, factor, reference },
      ...{ backend: readBackend(values.backend), jobs, out: values.out, runs },
    };
  });
}

/** The untrained student has a row anyway, and needs no run. */
function readMethods(text: string | undefined): MethodId[] {
  const known = METHOD_IDS as readonly string[];
  if (text === undefined) {
    throw new RangeError(
      `--methods: must name methods, separated by commas, or all; got nothing; known: ${known.join(", ")}`,
    );
  }
  const names = text === "all" ? [...known] : text.split(",");
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `--methods: must be of ${known.join(", ")}, got '${unknown}'`,
    );
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new RangeError(`--methods: must differ, got ${twice} twice`);
  }
  const trained = names.filter((name) => name !== "untrained");
  if (trained.length === 0) {
    throw new RangeError(
      "--methods: must name a method that trains, got untrained alone",
    );
  }
  return trained as MethodId[];
}

function readReference(
  text: string | undefined,
  methods: readonly MethodId[],
): ArenaMethod {
  const known: ArenaMethod[] = [...methods, "teacher", "untrained"];
  if (text === undefined) {
    return methods.find((id) => id === "cospress") ?? methods[0]!;
  }
  const found = known.find((id) => id === text);
  if (!found) {
    throw new RangeError(
      `--reference: must be one of ${known.join(", ")}, got ${text}`,
    );
  }
  return found;
}

/** Processes at a time. */
export function readJobs(text: string | undefined, cores: number): number {
  return text === undefined
    ? Math.max(1, Math.min(cores, MOST_JOBS_UNASKED))
    : readCount("--jobs", text, 1024);
}

/** @throws {RangeError} If it is no whole number from 1 to `most`. */
export function readCount(option: string, text: string, most: number): number {
  const count = Number(text);
  if (!(Number.isInteger(count) && count >= 1 && count <= most)) {
    throw new RangeError(
      `${option}: must be a whole number from 1 to ${most}, got ${text}`,
    );
  }
  return count;
}

/** `path=v1,v2` */
function readFactor(
  text: string | undefined,
): { path: string; values: unknown[] } | null {
  if (text === undefined) return null;
  const at = text.indexOf("=");
  if (at < 1)
    throw new RangeError(`--factor: must be path=value,value, got ${text}`);
  const path = text.slice(0, at);
  if (path === "seed" || path === "method.id") {
    throw new RangeError(
      `--factor: ${path} is what --${path === "seed" ? "seeds" : "methods"} is for`,
    );
  }
  // Refuses a path that there is not.
  getPath(presetById(DEFAULT_PRESET).config, path);
  return { path, values: readFactorValues(text.slice(at + 1)) };
}
