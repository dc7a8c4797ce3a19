/** Scores that reshape activations before the probe. Both are made for activations after a ReLU, and say so when they meet others. */
import { quantile } from "../detection.ts";
import { linearLogits, logSumExp } from "../probe/linearProbe.ts";
import type { Rows } from "../rows.ts";
import type { OodContext, PrepareScore } from "./oodContext.ts";
import { rowScores } from "./oodContext.ts";

/** ReAct's quantile of the bank's activations, and the share of activations that ASH drops: OpenOOD's defaults. */
const CLIP_QUANTILE = 0.9;
const DROPPED_SHARE = 0.9;

/**
 * Why these scores do not suit the bank; null when they do.
 *
 * ReAct cuts off unusually large activations and takes for granted that OOD shows in those and not in unusually negative ones; ASH sets what
 * it keeps to a sum over all activations, which is only a size when none is negative. Tokens after a LayerNorm are negative half of the time.
 */
export function unsuitedActivations({ bank }: OodContext): string | null {
  let negative = 0;
  for (const value of bank.values) if (value < 0) negative++;
  if (negative === 0) return null;
  const share = ((100 * negative) / bank.values.length).toFixed(0);
  return `needs activations that are never negative (after a ReLU), but ${share} % of the bank's are below 0`;
}

/** ReAct: energy of min(f, c), c the 90 % quantile of all of the bank's activations. Source: Sun et al. 2021, arXiv 2111.12797. */
export const rectified: PrepareScore = function* (context) {
  checkSuited("rectified", context);
  const limit = quantile(context.bank.values, CLIP_QUANTILE);
  yield context.bank.n;
  return reshapedEnergy(context, (f) => f.map((x) => Math.min(x, limit)));
};

/**
 * ASH-B: energy of f with its largest tenth set to sum(f) over their number, and the rest to 0; of equals the earlier are kept.
 *
 * Source: Djurisic et al. 2023, arXiv 2209.09858; openood/postprocessors/ash_postprocessor.py keeps d - round(0.9 d).
 */
export const shaped: PrepareScore = function* (context) {
  checkSuited("shaped", context);
  const { d } = context.bank;
  const kept = Math.max(1, d - Math.round(DROPPED_SHARE * d));
  yield 0;
  return reshapedEnergy(context, (f) => {
    const level = f.reduce((sum, x) => sum + x, 0) / kept;
    const out = new Float32Array(d);
    const order = Array.from(f.keys()).sort((a, b) => f[b]! - f[a]! || a - b);
    for (const k of order.slice(0, kept)) out[k] = level;
    return out;
  });
};

function reshapedEnergy(
  { classifier }: OodContext,
  reshape: (activations: Float32Array) => Float32Array,
) {
  const { classes, d } = classifier;
  return (queries: Rows) => {
    const values = new Float32Array(queries.n * d);
    for (let start = 0; start < values.length; start += d) {
      values.set(reshape(queries.values.subarray(start, start + d)), start);
    }
    const logits = linearLogits(classifier, { values, n: queries.n, d });
    return rowScores(queries.n, (i) =>
      logSumExp(logits.subarray(i * classes, (i + 1) * classes)),
    );
  };
}

function checkSuited(caller: string, context: OodContext): void {
  const reason = unsuitedActivations(context);
  if (reason) throw new RangeError(`${caller}: ${reason}`);
}
