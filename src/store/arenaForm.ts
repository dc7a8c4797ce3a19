/** What a visitor chose to compare, and the runs that this makes. */
import type { ArenaFactor, ArenaMethod } from "../protocol/arena.ts";
import {
  planRuns,
  readFactorValues,
  seedsFrom,
  type PlannedRun,
} from "../protocol/arenaRuns.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import type { RunConfig } from "../protocol/config.ts";
import { getPath, setPath, valueIssue } from "../protocol/configPaths.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { CONFIG_FIELDS, fieldAt } from "../protocol/fields.ts";
import { METHOD_IDS, METHODS, type MethodId } from "../protocol/methods.ts";
import type { PackManifest } from "../protocol/packs.ts";
import type { OwnTeacher } from "../protocol/teachers.ts";
import { compare } from "../texts/en/compare.ts";

export type ArenaForm = {
  /** In the order of `METHODS`; the untrained student needs no run. */
  methods: readonly MethodId[];
  seeds: number;
  /** Dotted path of the setting that differs; empty: none. */
  factorPath: string;
  /** Its values as they were typed. */
  factorValues: string;
  reference: ArenaMethod;
};

export const MOST_SEEDS = 20;

const INITIAL_FORM: ArenaForm = {
  methods: ["cospress", "svd", "proteus", "mse", "scratch"],
  seeds: 5,
  factorPath: "",
  factorValues: "",
  reference: "cospress",
};

/** Methods that can be trained. */
export const ARENA_METHODS = METHODS.filter(({ id }) => id !== "untrained");

/** What methods and seeds are not, and what an arena decides by itself. */
const NO_FACTOR = ["version", "seed", "method.id", "evaluation.measures"];
export const FACTOR_FIELDS = CONFIG_FIELDS.filter(
  ({ path }) => !NO_FACTOR.includes(path),
);

export type FormPlan = {
  /** Of the reference's first seed, or the first method's. */
  config: RunConfig;
  methods: MethodId[];
  seeds: number[];
  factor: { path: string; values: unknown[] } | null;
  reference: ArenaMethod;
  runs: PlannedRun[];
};

/** With or without one method, in the usual order. */
export function withMethod(
  form: ArenaForm,
  id: MethodId,
  isChosen: boolean,
): ArenaForm {
  const methods = METHOD_IDS.filter((each) =>
    each === id ? isChosen : form.methods.includes(each),
  );
  const isReferenceGone =
    form.reference !== "teacher" &&
    form.reference !== "untrained" &&
    !methods.includes(form.reference);
  const reference = isReferenceGone
    ? (methods[0] ?? "untrained")
    : form.reference;
  return { ...form, methods, reference };
}

/**
 * The runs of a form, each with the full bench, on top of the settings of the page.
 *
 * @param base Settings in force; each method brings its own learning rate in proportion to theirs.
 * @param packs Null while they are not known, which leaves out the rules about them.
 * @returns Why there is no plan, in words for the visitor, where a choice makes no sense.
 */
export function planForm(
  form: ArenaForm,
  base: RunConfig,
  packs: readonly PackManifest[] | null,
  teachers: readonly OwnTeacher[] = [],
): { ok: true; plan: FormPlan } | { ok: false; reason: string } {
  const { seeds: count, reference } = form;
  const methods = [...form.methods];
  if (methods.length === 0) return refused(compare.form.noMethod);
  if (!(Number.isInteger(count) && count >= 1 && count <= MOST_SEEDS)) {
    return refused(compare.form.seedsRule(MOST_SEEDS));
  }
  const factor = readFactor(form, base);
  if (typeof factor === "string") return refused(factor);
  const full = setPath(base, "evaluation.measures", "full");
  const configOf = (
    method: MethodId,
    seed: number,
    changed: ArenaFactor | null,
  ) => {
    const config = { ...chooseMethod(full, method), seed };
    return changed ? setPath(config, changed.path, changed.value) : config;
  };
  const seeds = seedsFrom(base.seed, count);
  const runs = planRuns({ methods, seeds, factor, configOf });
  for (const run of runs) {
    const issue = checkConfig(run.config, packs, teachers)[0];
    if (!issue) continue;
    const label = fieldAt(issue.path)?.label ?? issue.path;
    return refused(`${run.name}: ${label} ${issue.message}.`);
  }
  const first = methods.find((id) => id === reference) ?? methods[0]!;
  const config = configOf(first, seeds[0]!, null);
  return {
    ok: true,
    plan: { config, methods, seeds, factor, reference, runs },
  };
}

const refused = (reason: string) => ({ ok: false as const, reason });

/** The factor, none, or in words why it cannot be. */
function readFactor(
  { factorPath: path, factorValues }: ArenaForm,
  base: RunConfig,
): FormPlan["factor"] | string {
  if (path === "") return null;
  const label = fieldAt(path)?.label ?? path;
  if (factorValues.trim() === "") {
    return compare.form.giveValues(label, JSON.stringify(getPath(base, path)));
  }
  let values: unknown[];
  try {
    values = readFactorValues(factorValues);
  } catch {
    return compare.form.differ(label);
  }
  for (const value of values) {
    const issue = valueIssue(base, path, value);
    if (issue) return `${label}: ${issue}.`;
  }
  return { path, values };
}

/** A form as it was stored; the initial one where it cannot be read. */
export function readForm(text: string | null): ArenaForm {
  let stored: Partial<ArenaForm> | null;
  try {
    stored = JSON.parse(text ?? "null") as Partial<ArenaForm> | null;
  } catch {
    stored = null;
  }
  if (!stored || !Array.isArray(stored.methods)) return INITIAL_FORM;
  const { seeds, factorPath, factorValues, reference } = stored;
  const wanted = stored.methods as readonly unknown[];
  const methods = ARENA_METHODS.map(({ id }) => id).filter((id) =>
    wanted.includes(id),
  );
  const references: ArenaMethod[] = [...methods, "teacher", "untrained"];
  const isFactor = FACTOR_FIELDS.some(({ path }) => path === factorPath);
  return {
    methods,
    seeds: typeof seeds === "number" ? seeds : INITIAL_FORM.seeds,
    factorPath: isFactor ? factorPath! : "",
    factorValues: typeof factorValues === "string" ? factorValues : "",
    reference:
      references.find((id) => id === reference) ?? methods[0] ?? "untrained",
  };
}
