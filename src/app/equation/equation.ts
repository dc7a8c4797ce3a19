/** The loss of one step as the sum that it is: every term with its weight and its value. Knows no React. */
import type { RunConfig } from "../../protocol/config.ts";
import { getPath } from "../../protocol/configPaths.ts";
import type { ConfigPath } from "../../protocol/fields.ts";
import type { MethodId } from "../../protocol/methods.ts";
import type {
  ConfigUpdate,
  Losses,
  StepMetrics,
} from "../../protocol/results.ts";

export type LossTerm = Exclude<keyof Losses, "total">;

type TermPlan = {
  /** The loss that a run reports; null: only the total knows it. */
  loss: LossTerm | null;
  weight: ConfigPath;
  name: string;
  formula: string;
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
  name: string,
  formula: string,
): TermPlan => ({ ...{ loss, weight, name, formula } });

const FEATURE = "method.weights.feature";
const CLASS_TOKEN = "method.weights.classToken";

const COPYING: readonly TermPlan[] = [
  plan("feature", FEATURE, "feature", "mean_b [1 − cos(vec S_b, vec H_b)]"),
  plan("classToken", CLASS_TOKEN, "class token", "mean_b [1 − cos(s_b, h_b)]"),
  plan(
    null,
    "method.weights.centred",
    "centred",
    "feature + class token of S − mean S, H − mean H",
  ),
  plan(null, "method.weights.gram", "Gram", "mean_i≠j (c^s_ij − c^t_ij)²"),
];
const COSPRESS: readonly TermPlan[] = [
  plan(
    "global",
    "method.weights.global",
    "global",
    "mean_τ KL(P_τ ‖ Q_τ), class tokens of the batch",
  ),
  plan(
    "local",
    "method.weights.local",
    "local",
    "mean_τ KL(P_τ ‖ Q_τ), tokens of each image",
  ),
  ...COPYING,
  plan(null, "method.weights.anchor", "anchor", "mean_i≠j (c^h_ij − c^t_ij)²"),
];
const PREDICTING: readonly TermPlan[] = [
  plan("feature", FEATURE, "feature", "mean (S W + b − T)², all tokens"),
  plan("classToken", CLASS_TOKEN, "class token", "mean (s W + b − t)²"),
];
const PROTEUS: readonly TermPlan[] = [
  ...PREDICTING,
  plan(
    "local",
    "method.weights.patch",
    "hidden patches",
    "mean (S′ W + b − T)² at patches hidden from the student",
  ),
];
const KD: readonly TermPlan[] = [
  plan(
    "classToken",
    CLASS_TOKEN,
    "softened",
    "T² KL(softmax(z_t / T) ‖ softmax(z_s / T))",
  ),
  plan(null, "method.weights.label", "label", "−log softmax(z_s)[label]"),
];
const relational = (formula: string): readonly TermPlan[] => [
  plan("global", "method.weights.global", "relation", formula),
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
  "rkd-distance": relational("25 · mean Huber(d^s_ij / d̄^s − d^t_ij / d̄^t)"),
  "rkd-angle": relational("50 · mean Huber(cos ∠^s_ijk − cos ∠^t_ijk)"),
  sp: relational("3000 · |G_t − G_s|² / n², rows of G at length 1"),
  pkt: relational("30000 · mean t log(t / s), t, s ∝ (cos + 1) / 2"),
  cka: relational("1 − CKA(S, T)"),
  gram: relational("mean_i≠j (c^s_ij − c^t_ij)²"),
  relational: relational("mean_i KL(p^t_i ‖ p^s_i) at one τ"),
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
