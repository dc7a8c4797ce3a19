import type {
  CorruptionErrors,
  RobustnessMeasures,
} from "../../protocol/measures.ts";

/**
 * Corruption errors beside a reference's, E_s an error at severity s:
 *
 *     CE = sum_s E_s / sum_s E_s(reference),   mCE = mean of CE over corruptions
 *     relative CE = sum_s (E_s - E_clean) / sum_s (E_s(reference) - E_clean(reference))
 *
 * mCE moves with the clean error alone; the relative one does not. ImageNet-C's reference is AlexNet, the lab's a student trained from scratch.
 *
 * Source: Hendrycks and Dietterich 2019, arXiv 1903.12261, section 4.2.
 *
 * @throws {RangeError} If there is no corruption, or the two do not hold the same corruptions and severities.
 */
export function robustness<Id extends string>(
  model: CorruptionErrors<Id>,
  reference: CorruptionErrors<Id>,
): RobustnessMeasures<Id> {
  const ids = Object.keys(model.corrupted) as Id[];
  if (ids.length === 0) {
    throw new RangeError("robustness: needs at least one corruption, got none");
  }
  const corruptionError = {} as Record<Id, number | null>;
  const relativeCorruptionError = {} as Record<Id, number | null>;
  let total = 0;
  let count = 0;
  for (const id of ids) {
    const own = model.corrupted[id];
    const other = reference.corrupted[id] as readonly number[] | undefined;
    if (own.length === 0 || other?.length !== own.length) {
      throw new RangeError(
        `robustness: model and reference must have the same severities of '${id}', at least one, got ${own.length} and ${other?.length ?? 0}`,
      );
    }
    const excess = (errors: readonly number[], clean: number) =>
      sum(errors) - errors.length * clean;
    corruptionError[id] = ratio(sum(own), sum(other));
    relativeCorruptionError[id] = ratio(
      excess(own, model.clean),
      excess(other, reference.clean),
    );
    total += sum(own);
    count += own.length;
  }
  return {
    corruptionError,
    relativeCorruptionError,
    mCe: meanOfKnown(Object.values(corruptionError)),
    relativeMCe: meanOfKnown(Object.values(relativeCorruptionError)),
    meanError: total / count,
  };
}

/** A reference that does not get worse gives no measure: the ratio would be infinite, or change its sign. */
function ratio(own: number, reference: number): number | null {
  return reference > ROUNDING ? own / reference : null;
}

/** Sums of five errors are exact to far less; one image in a million is far more. */
const ROUNDING = 1e-12;

function meanOfKnown(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? sum(known) / known.length : null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
