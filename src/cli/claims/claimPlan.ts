/** Which runs the claims rest on: one for each config, however many claims share it. */
import { parseArgs } from "node:util";
import type { ArenaFactor } from "../../protocol/arena.ts";
import {
  planRuns,
  seedsFrom,
  type PlannedRun,
} from "../../protocol/arenaRuns.ts";
import {
  CLAIMS,
  claimSettings,
  LOW_DATA,
  type Claim,
  type ClaimArena,
} from "../../protocol/claims.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { configDifference } from "../../protocol/configPaths.ts";
import type { BackendChoice } from "../../protocol/messages.ts";
import type { MethodId } from "../../protocol/methods.ts";
import { DEFAULT_PRESET, presetById } from "../../protocol/presets.ts";
import { readCount, readJobs } from "../arenaPlan.ts";
import {
  asUsage,
  changedConfig,
  methodAssignment,
  readAssignments,
  readBackend,
} from "../settings.ts";

const SEEDS = 3;
const MOST_SEEDS = 100;

/** A run that a claim rests on; `labelsPerClass` where the student is then given labels. */
export type ClaimTask = PlannedRun & {
  labelsPerClass: readonly number[] | null;
};

export type ClaimPlan = {
  preset: string;
  /** What all runs have in common. */
  config: RunConfig;
  seeds: number[];
  claims: readonly Claim[];
  backend: BackendChoice;
  jobs: number;
  out: string;
  /** Folders of arenas whose finished runs count as well. */
  reuse: string[];
  /** Writes what there is, and trains nothing. */
  reportOnly: boolean;
  /** Each config once. */
  tasks: ClaimTask[];
  /** Tasks of an arena, in the order of its plan. */
  ofArena: ReadonlyMap<ClaimArena, readonly ClaimTask[]>;
  /** Tasks of claim 8; empty where it is not asked for. */
  lowData: readonly ClaimTask[];
};

/**
 * @param cores That this machine has.
 * @throws {UsageError} If the arguments make no plan; settings that do not fit each other are for `checkConfig`.
 */
export function planClaims(args: string[], cores: number): ClaimPlan {
  return asUsage(() => {
    const { values } = parseArgs({
      args,
      options: {
        preset: { type: "string", default: DEFAULT_PRESET },
        only: { type: "string" },
        seeds: { type: "string", default: String(SEEDS) },
        set: { type: "string", multiple: true, default: [] },
        reuse: { type: "string", multiple: true, default: [] },
        "report-only": { type: "boolean", default: false },
        jobs: { type: "string" },
        backend: { type: "string" },
        out: { type: "string" },
      },
    });
    const claims = readClaims(values.only);
    const assignments = readAssignments("--set", values.set);
    if (assignments.some(([path]) => path === "method.id")) {
      throw new RangeError(
        "--set: method.id is decided by each claim, got it as a setting",
      );
    }
    if (values.out === undefined) {
      throw new RangeError("--out: must name a folder, got nothing");
    }
    const { config: start } = presetById(values.preset);
    const configOf = (
      method: MethodId,
      seed: number | undefined,
      settings: readonly (readonly [string, unknown])[],
      measures: "full" | "basic" = "full",
    ) =>
      changedConfig(
        start,
        [
          ["evaluation.measures", measures],
          methodAssignment(method),
          ...assignments,
          ...settings,
        ],
        seed === undefined ? {} : { seed },
      );
    const config = configOf("cospress", undefined, []);
    const count = readCount("--seeds", values.seeds, MOST_SEEDS);
    const seeds = seedsFrom(config.seed, count);

    const tasks = new Map<string, ClaimTask>();
    /** The task of that config, whoever planned it first; its name says how it differs from the method's plain run. */
    function shared(
      run: PlannedRun,
      labelsPerClass: ClaimTask["labelsPerClass"],
    ): ClaimTask {
      const key = JSON.stringify([run.config, labelsPerClass]);
      const known = tasks.get(key);
      if (known) return known;
      const plain = configOf(run.method, run.seed, []);
      const name = taskName(run, configDifference(plain, run.config));
      const task = {
        ...{ ...run, labelsPerClass },
        name: labelsPerClass ? `low-data-${name}` : name,
      };
      tasks.set(key, task);
      return task;
    }

    const { steps } = config.optimiser;
    const ofArena = new Map<ClaimArena, readonly ClaimTask[]>();
    for (const arena of claims.flatMap(({ arenas }) => arenas)) {
      const runs = planRuns({
        ...{ methods: arena.methods, seeds, factor: arena.factor },
        configOf: (method, seed, factor: ArenaFactor | null) =>
          configOf(method, seed, claimSettings(arena, method, steps, factor)),
      });
      ofArena.set(
        arena,
        runs.map((run) => shared(run, null)),
      );
    }
    const lowData = claims.some(({ beside }) => beside === "low-data")
      ? seeds.flatMap((seed) =>
          lowDataSettings().map(({ method, settings }) => {
            const task = {
              ...{ name: "", method, seed, factor: null },
              config: configOf(method, seed, settings, "basic"),
            };
            return shared(task, LOW_DATA.labelsPerClass);
          }),
        )
      : [];
    return {
      ...{ preset: values.preset, config, seeds, claims, ofArena, lowData },
      tasks: [...tasks.values()].sort((a, b) => a.seed - b.seed),
      backend: readBackend(values.backend),
      jobs: readJobs(values.jobs, cores),
      ...{ out: values.out, reuse: values.reuse },
      reportOnly: values["report-only"],
    };
  });
}

/** Students of claim 8: the baseline, then each method on each number of images. */
function lowDataSettings(): {
  method: MethodId;
  settings: [string, unknown][];
}[] {
  const common: [string, unknown][] = [
    ["evaluation.corruptedImages", 0],
    ["evaluation.split", "test"],
  ];
  const [fewest] = LOW_DATA.images;
  return [
    {
      method: "scratch",
      settings: [...common, ["data.images", fewest]],
    },
    ...LOW_DATA.images.flatMap((images) =>
      LOW_DATA.methods.map((method) => ({
        method,
        settings: [...common, ["data.images", images] as [string, unknown]],
      })),
    ),
  ];
}

/** Method, seed, and every setting that differs from the plain run: a file name on every system. */
function taskName(
  { method, seed }: PlannedRun,
  difference: Record<string, unknown>,
): string {
  const parts = Object.entries(difference).map(([path, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return `-${path}=${encodeURIComponent(text).replaceAll("*", "%2A")}`;
  });
  return `${method}-${seed}${parts.join("")}`;
}

/** @throws {RangeError} If a number is no claim's. */
function readClaims(text: string | undefined): readonly Claim[] {
  if (text === undefined) return CLAIMS;
  const ids = text.split(",").map(Number);
  const unknown = ids.find((id) => !CLAIMS.some((claim) => claim.id === id));
  if (unknown !== undefined) {
    throw new RangeError(
      `--only: must be numbers from 1 to ${CLAIMS.length}, got ${text}`,
    );
  }
  return CLAIMS.filter(({ id }) => ids.includes(id));
}
