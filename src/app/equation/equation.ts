/** The loss of one step as the sum that it is: every term with its weight and its value. Knows no React. */
import type { RunConfig } from "../../protocol/config.ts";
import { getPath } from "../../protocol/configPaths.ts";
import type { ConfigPath } from "../../protocol/fields.ts";
import type { MethodId } from "../../protocol/methods.ts";
import type { equation as t } from "../../texts/en/equation.ts";
import type {
  ConfigUpdate,
  Losses,
  StepMetrics,
} from "../../protocol/results.ts";

type TermName = keyof typeof t.terms;

export type LossTerm = Exclude<keyof Losses, "total">;

type TermPlan = {
  /** The loss that a run reports; null: only the total knows it. */
  loss: LossTerm | null;
  weight: ConfigPath;
  /** What the texts call it. */
  term: TermName;
};

export type EquationRow = TermPlan & {
  weightValue: number;
  /** Unweighted, and as it counts; null: several unreported terms share what is left. */
  value: number | null;
  part: number | null;
};

export type Equation = {
  step: number;
  total: number;
  rows: readonly EquationRow[];
  /** What all unreported terms make together, where there are several; 0 otherwise. */
  shared: number;
};

const plan = (
  loss: LossTerm | null,
  weight: ConfigPath,
  term: TermName,
): TermPlan => ({ loss, weight, term });

const FEATURE = "method.weights.feature";
const CLASS_TOKEN = "method.weights.classToken";

const COPYING: readonly TermPlan[] = [
  plan("feature", FEATURE, "feature"),
  plan("classToken", CLASS_TOKEN, "classToken"),
  plan(null, "method.weights.centred", "centred"),
  plan(null, "method.weights.gram", "studentGram"),
];
const COSPRESS: readonly TermPlan[] = [
  plan("global", "method.weights.global", "global"),
  plan("local", "method.weights.local", "local"),
  ...COPYING,
  plan(null, "method.weights.anchor", "anchor"),
];
const PREDICTING: readonly TermPlan[] = [
  plan("feature", FEATURE, "predictedFeature"),
  plan("classToken", CLASS_TOKEN, "predictedToken"),
];
const PROTEUS: readonly TermPlan[] = [
  ...PREDICTING,
  plan("local", "method.weights.patch", "hiddenPatches"),
];
const KD: readonly TermPlan[] = [
  plan("classToken", CLASS_TOKEN, "softened"),
  plan(null, "method.weights.label", "label"),
];
const relational = (term: TermName): readonly TermPlan[] => [
  plan("global", "method.weights.global", term),
];

/** `untrained` has none, and what `scratch` has bears no weight. */
const PLANS: Readonly<Record<MethodId, readonly TermPlan[]>> = {
  cospress: COSPRESS,
  svd: COPYING,
  pca: COPYING,
  gaussian: COPYING,
  orthonormal: COPYING,
  proteus: PROTEUS,
  mse: PREDICTING,
  vkd: PREDICTING,
  "rkd-distance": relational("rkdDistance"),
  "rkd-angle": relational("rkdAngle"),
  sp: relational("sp"),
  pkt: relational("pkt"),
  cka: relational("cka"),
  gram: relational("gram"),
  relational: relational("relational"),
  kd: KD,
  scratch: [],
  untrained: [],
};

/** A setting as it was for a step: a change made after step n holds from n + 1 on. */
export function settingAt(
  beganWith: RunConfig,
  updates: readonly ConfigUpdate[],
  path: ConfigPath,
  step: number,
): unknown {
  const last = updates.findLast(
    (update) => update.path === path && update.step < step,
  );
  return last ? last.value : getPath(beganWith, path);
}

/**
 * @param beganWith The run's config at step 0.
 * @param updates What was changed since.
 */
export function equationOf(
  beganWith: RunConfig,
  updates: readonly ConfigUpdate[],
  { step, losses }: StepMetrics,
): Equation {
  const { total } = losses;
  const plans = PLANS[beganWith.method.id].map((term) => ({
    ...term,
    weightValue: Number(settingAt(beganWith, updates, term.weight, step)),
  }));
  // A single term is the total, whatever factor its method brings.
  const only = plans.length === 1 ? plans[0] : undefined;
  if (only?.loss) {
    const row = { ...only, value: losses[only.loss], part: total };
    return { step, total, rows: [row], shared: 0 };
  }
  const reported = plans.flatMap((term) => {
    if (!term.loss) return [];
    const value = losses[term.loss];
    return [{ ...term, value, part: term.weightValue * value }];
  });
  const rest = reported.reduce((left, { part }) => left - part, total);
  const hidden = plans.filter(
    ({ loss, weightValue }) => !loss && weightValue > 0,
  );
  const isShared = hidden.length > 1;
  const unreported = hidden.map((term) => ({
    ...term,
    value: isShared ? null : rest / term.weightValue,
    part: isShared ? null : rest,
  }));
  return {
    ...{ step, total, rows: [...reported, ...unreported] },
    shared: isShared ? rest : 0,
  };
}
