/** Which of the two networks a step updates: chosen beside Train, logged among the run's changes, so that a run can be repeated. */
import type { RunConfig } from "./config.ts";
import type { MethodId } from "./methods.ts";
import type { ConfigUpdate } from "./results.ts";

export const PARTS = ["both", "head", "student"] as const;
export type PartsMode = (typeof PARTS)[number];

/** Where the choice stands among a run's changes; no setting has this path. */
export const PARTS_PATH = "parts";

/** Methods with tensors of their own that learn along with the student. */
const LEARNED_HEADS: readonly MethodId[] = [
  "cospress",
  "proteus",
  "mse",
  "vkd",
  "kd",
  "scratch",
];

/** Whether there is a head to train by itself. CosPress' head learns no more once `headSteps` have trained it. */
export function hasLearnedHead({
  id,
  headSteps,
}: Pick<RunConfig["method"], "id" | "headSteps">): boolean {
  return LEARNED_HEADS.includes(id) && !(id === "cospress" && headSteps > 0);
}

/** What the step after `step` updates. */
export function partsAfter(
  updates: readonly ConfigUpdate[],
  step: number,
): PartsMode {
  const last = updates.findLast(
    (update) => update.path === PARTS_PATH && update.step <= step,
  );
  return PARTS.find((each) => each === last?.value) ?? "both";
}

/** `updates` with one more; a second change of the same thing at the same step takes the first one's place. */
export function withUpdate(
  updates: readonly ConfigUpdate[],
  update: ConfigUpdate,
): ConfigUpdate[] {
  const { step, path } = update;
  const others = updates.filter(
    (each) => each.step !== step || each.path !== path,
  );
  return [...others, update];
}

/** What a run's log begins with: nothing where both are trained. */
export function initialUpdates(parts: PartsMode): ConfigUpdate[] {
  return parts === "both" ? [] : [{ step: 0, path: PARTS_PATH, value: parts }];
}
