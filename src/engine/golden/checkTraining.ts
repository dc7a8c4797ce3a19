import {
  headLosses,
  sharedHead,
  studentLosses,
  type ObjectiveOptions,
} from "../../cospress/objective.ts";
import {
  compressTokens,
  type TeacherHead,
} from "../../cospress/teacherHead.ts";
import { createAdamW, decays } from "../adamW.ts";
import { cosineLearningRate, learningRateAt } from "../learningRate.ts";
import { PAPER_TEMPERATURES, type RunConfig } from "../../protocol/config.ts";
import * as tf from "../../tensor/tf.ts";
import { headOf } from "./checkCosPress.ts";
import {
  compareArray,
  compareExactly,
  compareNumber,
  type Checker,
  type Comparison,
} from "./comparison.ts";
import {
  array,
  list,
  number,
  numbers,
  optionalNumber,
  record,
  tensor,
  text,
} from "./goldenFile.ts";

/** Which parameters decay, and some updates of three. */
export const checkAdamW: Checker = async ({ content }, relative) => {
  const comparisons: Comparison[] = [];
  for (const entry of list(content, "rule_example")) {
    const name = text(entry, "name");
    const isDecaying = number(entry, "weight_decay") > 0;
    const got = decays(name, numbers(entry, "shape"));
    comparisons.push(
      compareExactly(`decays(${name})`, [Number(isDecaying)], [Number(got)]),
    );
  }
  const [decaying] = list(content, "rule_example").filter(
    (e) => number(e, "weight_decay") > 0,
  );
  const [beta1, beta2] = numbers(content, "betas");
  const optimiser = createAdamW({
    betas: [beta1!, beta2!],
    epsilon: number(content, "eps"),
    weightDecay: number(decaying, "weight_decay"),
  });
  const parameters = variablesOf(record(content, "step_test", "init"));
  for (const [i, step] of list(content, "step_test", "steps").entries()) {
    const gradients = tensorsOf(record(step, "grads"));
    optimiser.apply(parameters, gradients, number(step, "lr"));
    for (const name of Object.keys(record(step, "params_after_f64_rounded"))) {
      const golden = array(step, "params_after_f64_rounded", name);
      comparisons.push(
        await compareArray(
          `step ${i + 1}: ${name}`,
          golden,
          parameters[name],
          relative,
        ),
      );
    }
  }
  optimiser.dispose();
  tf.dispose(parameters);
  return comparisons;
};

/** The schedule itself, and the rates a run uses epoch by epoch. */
export const checkLearningRate: Checker = ({ content }) =>
  list(content, "cases").flatMap((entry, i) => {
    const epochs = number(entry, "epochs");
    const rates = {
      learningRate: number(entry, "lr"),
      minLearningRate: number(entry, "min_lr"),
      warmupLearningRate: number(entry, "warmup_lr"),
    };
    const warmup = number(entry, "warmup_epochs");
    const rate = (t: number) =>
      cosineLearningRate(t, { ...rates, warmup, duration: epochs });
    const stepsPerEpoch = 3;
    const optimiser: RunConfig["optimiser"] = {
      ...rates,
      schedule: "epoch",
      steps: epochs * stepsPerEpoch,
      warmupSteps: warmup * stepsPerEpoch,
      weightDecay: 0,
      batchSize: 2,
    };
    const schedule = numbers(entry, "get_lr_t0_to_T_plus_1");
    const used = numbers(
      entry,
      "lr_actually_used_in_epoch_as_run_by_lightning",
    );
    const inEpoch = (epoch: number, step: number) =>
      learningRateAt(epoch * stepsPerEpoch + step, optimiser, stepsPerEpoch);
    const compare = (what: string, expected: number[], got: number[]) => ({
      what: `case ${i}: ${what}`,
      expected,
      got,
      tolerance: RECORDED_DIGITS * Math.max(...expected),
    });
    return [
      compare(
        "get_lr",
        schedule,
        schedule.map((_, t) => rate(t)),
      ),
      compare(
        "first step of each epoch",
        used,
        used.map((_, epoch) => inEpoch(epoch, 1)),
      ),
      compare(
        "last step of each epoch",
        used,
        used.map((_, epoch) => inEpoch(epoch, stepsPerEpoch)),
      ),
      compare(
        "after the last epoch",
        [number(entry, "lr_after_last_epoch")],
        [rate(epochs - 1)],
      ),
    ];
  });

/** The schedule is recorded with 12 digits; README's absolute floor of 1e-6 would hide a wrong minimum. */
const RECORDED_DIGITS = 1e-11;

/** Reference names of the trained head. */
const HEAD_NAMES: Record<string, keyof TeacherHead> = {
  "head.0.weight": "norm.weight",
  "head.0.bias": "norm.bias",
  "head.1.weight": "linear.weight",
  "head.1.bias": "linear.bias",
};

/** AdamW on the paper's objective: head and student take their gradients apart, as the engine does. */
export const checkTrajectory: Checker = async ({ content }, relative) => {
  const teacher = tensor(
    array(content, "inputs", "teacher_tokens"),
  ) as tf.Tensor3D;
  const head = asVariables(headOf(content, "inputs", "head_init"));
  const initial = tensor(array(content, "inputs", "student_tokens_init"));
  const student = tf.variable(initial) as unknown as tf.Variable;
  const optimiser = createAdamW({
    weightDecay: number(content, "weight_decay"),
  });
  const learningRate = number(content, "lr");
  const f32 = numbers(content, "losses_before_each_step_f32");
  const comparisons: Comparison[] = [];
  for (const [i, expected] of list(
    content,
    "losses_before_each_step_f64",
  ).entries()) {
    const losses = update(teacher, head, student, optimiser, learningRate);
    for (const name of Object.keys(record(expected))) {
      const loss = losses[name];
      if (!loss) throw new Error(`step ${i}: unknown loss '${name}'`);
      const [got] = await loss.data();
      const value = number(expected, name);
      const rounded = name === "loss" ? f32[i] : undefined;
      comparisons.push(
        compareNumber(
          `step ${i}: ${name}`,
          value,
          got!,
          relative,
          rounded ?? value,
        ),
      );
    }
    tf.dispose(losses);
  }
  for (const name of Object.keys(record(content, "final_params_f64_rounded"))) {
    const ours = HEAD_NAMES[name];
    const parameter: tf.Tensor | undefined = ours
      ? head[ours]
      : name === "student_tokens"
        ? student
        : undefined;
    if (!parameter)
      throw new Error(`final_params_f64_rounded: unknown parameter '${name}'`);
    const theirs =
      ours === "linear.weight" ? tf.transpose(parameter) : parameter;
    comparisons.push(
      await compareArray(
        name,
        array(content, "final_params_f64_rounded", name),
        theirs,
        relative,
        optionalNumber(content, "max_abs_diff_authors_f32_vs_f64", name),
      ),
    );
  }
  optimiser.dispose();
  tf.dispose([student, ...Object.values(head)]);
  return comparisons;
};

const PAPER: ObjectiveOptions = {
  temperatures: PAPER_TEMPERATURES,
  affinities: "joint",
  stopHeadGradient: true,
  weights: { global: 1, local: 1, feature: 1, classToken: 1, centred: 0 },
};

/** One update of both; the losses before it, by the reference's names. */
function update(
  teacher: tf.Tensor3D,
  head: Record<keyof TeacherHead, tf.Variable>,
  student: tf.Variable,
  optimiser: ReturnType<typeof createAdamW>,
  learningRate: number,
): Record<string, tf.Scalar> {
  return tf.tidy(() => {
    const losses: Record<string, tf.Scalar> = {};
    let compressed: tf.Tensor3D | undefined;
    const headResult = tf.variableGrads(() => {
      compressed = tf.keep(
        compressTokens(teacher, head as unknown as TeacherHead),
      );
      const { total, local, global } = headLosses(
        teacher,
        sharedHead(compressed),
        PAPER,
      );
      losses["sne_local_loss"] = tf.keep(local);
      losses["sne_global_loss"] = tf.keep(global);
      return total;
    }, Object.values(head));
    const target = sharedHead(compressed!);
    const studentResult = tf.variableGrads(() => {
      const result = studentLosses(
        student as tf.Tensor as tf.Tensor3D,
        target,
        teacher,
        PAPER,
      );
      losses["fea_loss"] = tf.keep(result.feature);
      losses["token_loss"] = tf.keep(result.classToken);
      return result.total;
    }, [student]);
    compressed!.dispose();
    const headGradients = Object.fromEntries(
      Object.entries(head).map(([name, variable]) => [
        name,
        headResult.grads[variable.name]!,
      ]),
    );
    optimiser.apply(head, headGradients, learningRate);
    optimiser.apply(
      { student },
      { student: studentResult.grads[student.name]! },
      learningRate,
    );
    return {
      ...losses,
      loss: tf.add<tf.Scalar>(headResult.value, studentResult.value),
    };
  });
}

function asVariables(
  head: TeacherHead,
): Record<keyof TeacherHead, tf.Variable> {
  return Object.fromEntries(
    Object.entries(head).map(([name, value]: [string, tf.Tensor]) => [
      name,
      tf.variable(value),
    ]),
  ) as Record<keyof TeacherHead, tf.Variable>;
}

function variablesOf(
  arrays: Record<string, unknown>,
): Record<string, tf.Variable> {
  return Object.fromEntries(
    Object.keys(arrays).map((name) => [
      name,
      tf.variable(tensor(array(arrays, name))),
    ]),
  );
}

function tensorsOf(arrays: Record<string, unknown>): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.keys(arrays).map((name) => [name, tensor(array(arrays, name))]),
  );
}
