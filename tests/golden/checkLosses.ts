import { pairwiseCosine, type VectorSets } from "../../src/cospress/affinities.ts";
import { proteusLosses, type ProteusHeads } from "../../src/cospress/baselines/proteus.ts";
import { classTokenLoss, featureLoss } from "../../src/cospress/featureLoss.ts";
import * as tf from "../../src/tensor/tf.ts";
import { choice } from "../../src/engine/golden/checkCosPress.ts";
import {
  compareArray,
  compareNumber,
  toleranceFor,
  type Checker,
  type Comparison,
} from "../../src/engine/golden/comparison.ts";
import {
  array,
  floats,
  list,
  number,
  numbers,
  record,
  tensor,
  text,
  transposed,
} from "../../src/engine/golden/goldenFile.ts";
import { gradientsOf } from "../../src/engine/golden/gradients.ts";

/** The flattened cosine loss, value and both gradients. */
export const checkCosineLoss: Checker = async ({ content }, relative) => {
  const comparisons: Comparison[] = [];
  for (const entry of list(content, "cases")) {
    const name = text(entry, "name");
    const predictions = tensor(array(entry, "predictions"));
    const targets = tensor(array(entry, "targets"));
    const loss = (detachTarget: boolean) => (x?: tf.Tensor, y?: tf.Tensor) => {
      const how = { metric: "cosine", detachTarget, centred: false } as const;
      return predictions.rank === 2
        ? classTokenLoss(x as tf.Tensor2D, y as tf.Tensor2D, how)
        : featureLoss(x as tf.Tensor3D, y as tf.Tensor3D, how);
    };
    const [value] = await loss(false)(predictions, targets).data();
    const [dPredictions, dTargets] = gradientsOf(loss(false), [predictions, targets]);
    const [detached] = gradientsOf((x) => loss(true)(x, targets), [predictions]);
    const [errorPredictions, errorTargets] = numbers(entry, "max_abs_diff_authors_f32_vs_f64");
    const expected = array(entry, "d_predictions");
    comparisons.push(
      compareNumber(
        `${name}.loss_f64`,
        number(entry, "loss_f64"),
        value!,
        relative,
        number(entry, "loss_f32"),
      ),
      await compareArray(`${name}.d_predictions`, expected, dPredictions, relative, errorPredictions),
      await compareArray(`${name}.d_predictions (detached target)`, expected, detached, relative, errorPredictions),
      await compareArray(`${name}.d_targets`, array(entry, "d_targets"), dTargets, relative, errorTargets),
    );
  }
  return comparisons;
};

/** Pairwise cosines with and without the mask. The masked diagonal is 1e8 times as large as the rest, so it is compared by itself. */
export const checkSimilarities: Checker = async ({ content }, relative) => {
  const comparisons: Comparison[] = [];
  for (const name of Object.keys(record(content))) {
    const named = /^(local|global)_mask_(True|False)$/.exec(name);
    if (!named) continue;
    const x = tensor(array(content, named[1] === "local" ? "tokens" : "cls"));
    const cosines = pairwiseCosine(x as VectorSets, { maskSelf: named[2] === "True" });
    const n = cosines.shape[cosines.rank - 1]!;
    const got = await cosines.data();
    const expected = floats(array(content, name));
    for (const [part, isDiagonal] of [["diagonal", true], ["pairs", false]] as const) {
      const pick = (values: Float32Array) =>
        values.filter((_, i) => (i % n === Math.floor(i / n) % n) === isDiagonal);
      const kept = pick(expected);
      comparisons.push({
        what: `${name} (${part})`,
        expected: kept,
        got: pick(got as Float32Array),
        tolerance: toleranceFor(kept, relative),
      });
    }
  }
  return comparisons;
};

const PROTEUS_HEADS = { token: "token_head", feature: "fea_head", patch: "patch_head" } as const;
const PROTEUS_LOSSES = { token: "token_loss", feature: "fea_loss", patch: "patch_loss" } as const;
const PROTEUS_TERMS = ["token", "feature", "patch"] as const;
const PARAMETERS = ["ln_gamma", "ln_beta", "weight_out_in", "bias"] as const;

/** Proteus: three heads on the student. The file's losses are already times their weights. */
export const checkProteusStep: Checker = async ({ content }, relative) => {
  const input = (...path: string[]) => array(content, "inputs", ...path);
  const teacher = tensor(input("teacher_tokens")) as tf.Tensor3D;
  const student = tensor(input("student_tokens_unmasked_pass"));
  const maskedStudent = tensor(input("student_tokens_masked_pass"));
  const maskedPatches = input("mask_indices_flat").data;
  const options = {
    metric: choice(content, "metric", { Cosine: "cosine", MSE: "mse" }),
    weights: {
      token: number(content, "options", "lambda_token"),
      feature: number(content, "options", "lambda_fea"),
      patch: number(content, "options", "lambda_patch"),
    },
  } as const;
  const parameters = PROTEUS_TERMS.flatMap((term) =>
    PARAMETERS.map((name) => {
      const golden = input(PROTEUS_HEADS[term], name);
      return tensor(name === "weight_out_in" ? transposed(golden) : golden);
    }),
  );
  const losses = (...[student, maskedStudent, ...parameters]: tf.Tensor[]) =>
    proteusLosses(
      {
        teacher,
        student: student as tf.Tensor3D,
        maskedStudent: maskedStudent as tf.Tensor3D,
        maskedPatches,
      },
      headsOf(parameters),
      options,
    );
  const inputs = [student, maskedStudent, ...parameters];
  const { total, ...terms } = losses(...inputs);
  const loss = async (name: string, scalar: tf.Tensor, weight: number) => {
    const [value] = await scalar.data();
    const f32 = number(content, "expected", "losses_f32", name);
    const expected = number(content, "expected", "losses_f64", name);
    return compareNumber(`losses_f64.${name}`, expected, weight * value!, relative, f32);
  };
  const comparisons = [await loss("loss", total, 1)];
  for (const term of PROTEUS_TERMS) {
    comparisons.push(await loss(PROTEUS_LOSSES[term], terms[term], options.weights[term]));
  }
  const [dStudent, dMasked, ...dParameters] = gradientsOf((...x) => losses(...x).total, inputs);
  const errors = numbers(content, "expected", "max_abs_diff_authors_f32_vs_f64");
  const passes = { unmasked: dStudent, masked: dMasked };
  for (const [i, [pass, gradient]] of Object.entries(passes).entries()) {
    const name = `d_student_tokens_${pass}_pass`;
    const golden = array(content, "expected", name);
    comparisons.push(await compareArray(name, golden, gradient, relative, errors[i]));
  }
  for (const [i, gradient] of dParameters.entries()) {
    const head = PROTEUS_HEADS[PROTEUS_TERMS[Math.floor(i / PARAMETERS.length)]!];
    const name = PARAMETERS[i % PARAMETERS.length]!;
    const golden = array(content, "expected", "d_heads", head, name);
    const theirs = name === "weight_out_in" ? tf.transpose(gradient) : gradient;
    comparisons.push(await compareArray(`d_heads.${head}.${name}`, golden, theirs, relative));
  }
  return comparisons;
};

function headsOf(parameters: tf.Tensor[]): ProteusHeads {
  const head = (at: number) => ({
    gamma: parameters[at] as tf.Tensor1D,
    beta: parameters[at + 1] as tf.Tensor1D,
    weight: parameters[at + 2] as tf.Tensor2D,
    bias: parameters[at + 3] as tf.Tensor1D,
  });
  return { token: head(0), feature: head(4), patch: head(8) };
}
