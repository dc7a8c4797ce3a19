import {
  plainCompressionLoss,
  type CompressionOptions,
} from "../../cospress/compressionLoss.ts";
import {
  classTokensOf,
  objective,
  sharedHead,
  type Compressed,
  type ObjectiveOptions,
} from "../../cospress/objective.ts";
import {
  compressTokens,
  type TeacherHead,
} from "../../cospress/teacherHead.ts";
import * as tf from "../../tensor/tf.ts";
import {
  compareArray,
  compareExactly,
  compareNumber,
  type Checker,
  type Comparison,
} from "./comparison.ts";
import {
  array,
  flag,
  isArray,
  number,
  numbers,
  optional,
  optionalNumber,
  record,
  tensor,
  text,
  transposed,
  type GoldenArray,
  type GoldenFile,
} from "./goldenFile.ts";
import { gradientsOf } from "./gradients.ts";

/** Losses by the reference's names. */
const LOSS_NAMES = {
  loss: "total",
  sne_local_loss: "local",
  sne_global_loss: "global",
  fea_loss: "feature",
  token_loss: "classToken",
} as const;

/** The loss that was backpropagated, by its name under `expected`. */
const BACKPROPAGATED = {
  total: "total",
  local: "local",
  global: "global",
  fea: "feature",
  token: "classToken",
} as const;

/** Where float32 cannot resolve the loss, README asks for this absolute closeness and finite gradients. */
const NEAR_IDENTICAL_LOSS = 1e-5;

/** Parameters of a head by the reference's names, in our order. */
const HEAD_NAMES = {
  ln_gamma: "norm.weight",
  ln_beta: "norm.bias",
  weight_out_in: "linear.weight",
  bias: "linear.bias",
} as const satisfies Record<string, keyof TeacherHead>;
type HeadName = keyof typeof HEAD_NAMES;
const HEAD_KEYS = Object.keys(HEAD_NAMES) as HeadName[];

/** One training step: losses, compressed tokens, and every gradient the file lists. */
export const checkCosPressStep: Checker = async (file, relative) => {
  const { content } = file;
  const options = optionsOf(content);
  const isShared = flag(content, "options", "conjoin_heads");
  const teacher = tensor(
    array(content, "inputs", "teacher_tokens"),
  ) as tf.Tensor3D;
  const student = tensor(
    array(content, "inputs", "student_tokens"),
  ) as tf.Tensor3D;
  const head = headOf(content, "head");
  const tokenHead = isShared ? head : headOf(content, "head_token");
  const teacherClass = tf.expandDims<tf.Tensor3D>(classTokensOf(teacher), 1);

  const tokens = compressTokens(teacher, head);
  const classTokens = isShared
    ? classTokensOf(tokens)
    : classTokensOf(compressTokens(teacherClass, tokenHead));
  const losses = objective(teacher, student, { tokens, classTokens }, options);
  const comparisons = await exactZeros(
    teacher,
    student,
    { tokens, classTokens },
    options,
  );

  for (const [name, expected] of Object.entries(record(content, "expected"))) {
    const which = BACKPROPAGATED[name as keyof typeof BACKPROPAGATED];
    if (!which) throw new Error(`expected.${name}: unknown loss`);
    const path = `expected.${name}`;
    comparisons.push(
      ...(await compareLosses(file, path, expected, losses, relative)),
      ...(await comparePlain(
        file,
        path,
        expected,
        teacher,
        { tokens, classTokens },
        options,
        relative,
      )),
    );
    const [dTokens, dClass, dStudent] = gradientsOf(
      (tokens, classTokens, student) =>
        objective(
          teacher,
          student as tf.Tensor3D,
          {
            tokens: tokens as tf.Tensor3D,
            classTokens: classTokens as tf.Tensor2D,
          },
          options,
        )[which],
      [tokens, classTokens, student],
    );
    // Through the head as training takes it: one call when it is shared.
    const throughHeads = gradientsOf(
      (...x) => {
        const compressed = compressBoth(teacher, teacherClass, x, isShared);
        return objective(teacher, student, compressed, options)[which];
      },
      isShared
        ? parametersOf(head)
        : [...parametersOf(head), ...parametersOf(tokenHead)],
    );
    const got: Record<string, tf.Tensor | undefined> = {
      distilled_tokens: tokens,
      distilled_cls: classTokens,
      d_distilled_tokens: dTokens,
      d_distilled_cls: dClass,
      d_student_tokens: dStudent,
      ...namedGradients("d_head", throughHeads.slice(0, 4)),
      ...namedGradients("d_head_token", throughHeads.slice(4)),
    };
    comparisons.push(
      ...(await compareArrays(file, path, expected, got, relative)),
    );
  }
  return comparisons;
};

function optionsOf(content: unknown): ObjectiveOptions {
  const of = (name: string) => number(content, "options", name);
  return {
    temperatures: numbers(content, "options", "temperatures"),
    affinities: choice(content, "sne_style", {
      full: "joint",
      half: "conditional",
    }),
    maskSelf: flag(content, "options", "target_mask"),
    metric: choice(content, "metric", { Cosine: "cosine", MSE: "mse" }),
    stopHeadGradient: flag(content, "options", "freeze_heads_backwards"),
    weights: {
      local: of("lambda_local"),
      global: of("lambda_global"),
      feature: of("lambda_fea"),
      classToken: of("lambda_token"),
      centred: 0,
    },
  };
}

/** An option in our words; an unknown one is an error, not a default. */
export function choice<T extends string>(
  content: unknown,
  name: string,
  words: Record<string, T>,
): T {
  const theirs = text(content, "options", name);
  const ours = words[theirs];
  if (ours === undefined)
    throw new Error(`options.${name}: unknown value '${theirs}'`);
  return ours;
}

export function headOf(content: unknown, ...path: string[]): TeacherHead {
  const name = path.at(-1)!;
  const inputs = path.length > 1 ? path : ["inputs", name];
  const of = (key: HeadName) => array(content, ...inputs, key);
  return {
    "norm.weight": tensor(of("ln_gamma")) as tf.Tensor1D,
    "norm.bias": tensor(of("ln_beta")) as tf.Tensor1D,
    "linear.weight": tensor(transposed(of("weight_out_in"))) as tf.Tensor2D,
    "linear.bias": tensor(of("bias")) as tf.Tensor1D,
  };
}

function parametersOf(head: TeacherHead): tf.Tensor[] {
  return HEAD_KEYS.map((key) => head[HEAD_NAMES[key]]);
}

function fromParameters(parameters: tf.Tensor[]): TeacherHead {
  return Object.fromEntries(
    HEAD_KEYS.map((key, i) => [HEAD_NAMES[key], parameters[i]!]),
  ) as unknown as TeacherHead;
}

function compressBoth(
  teacher: tf.Tensor3D,
  teacherClass: tf.Tensor3D,
  parameters: tf.Tensor[],
  isShared: boolean,
): Compressed {
  const tokens = compressTokens(
    teacher,
    fromParameters(parameters.slice(0, 4)),
  );
  if (isShared) return sharedHead(tokens);
  const tokenHead = fromParameters(parameters.slice(4));
  return {
    tokens,
    classTokens: classTokensOf(compressTokens(teacherClass, tokenHead)),
  };
}

function namedGradients(
  name: string,
  gradients: tf.Tensor[],
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    gradients.map((gradient, i) => {
      const key = HEAD_KEYS[i]!;
      // Back to PyTorch's [out, in].
      const theirs =
        key === "weight_out_in" ? tf.transpose(gradient) : gradient;
      return [`${name}.${key}`, theirs];
    }),
  );
}

function isNearIdentical({ name, content }: GoldenFile): boolean {
  return /near.identical|within .* of each other/i.test(
    `${name} ${String(optional(content, "note"))}`,
  );
}

async function compareLosses(
  file: GoldenFile,
  path: string,
  expected: unknown,
  losses: ReturnType<typeof objective>,
  relative: number,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const name of Object.keys(record(expected, "losses_f64"))) {
    const ours = LOSS_NAMES[name as keyof typeof LOSS_NAMES];
    if (!ours) throw new Error(`${path}.losses_f64.${name}: unknown loss`);
    const [got] = await losses[ours].data();
    comparisons.push(compareLoss(file, path, expected, name, got!, relative));
  }
  return comparisons;
}

function compareLoss(
  file: GoldenFile,
  path: string,
  expected: unknown,
  name: string,
  got: number,
  relative: number,
): Comparison {
  const value = number(expected, "losses_f64", name);
  const comparison = compareNumber(
    `${path}.losses_f64.${name}`,
    value,
    got,
    relative,
    number(expected, "losses_f32", name),
  );
  if (isNearIdentical(file) && value < NEAR_IDENTICAL_LOSS) {
    return { ...comparison, tolerance: NEAR_IDENTICAL_LOSS };
  }
  return comparison;
}

/** The readable formulation is held to the same values as the kernel. */
async function comparePlain(
  file: GoldenFile,
  path: string,
  expected: unknown,
  teacher: tf.Tensor3D,
  compressed: Compressed,
  options: CompressionOptions,
  relative: number,
): Promise<Comparison[]> {
  const local = plainCompressionLoss(teacher, compressed.tokens, options);
  const global = plainCompressionLoss(
    classTokensOf(teacher),
    compressed.classTokens,
    options,
  );
  const values = { sne_local_loss: local, sne_global_loss: global };
  return Promise.all(
    Object.entries(values).map(async ([name, loss]) => {
      const [got] = await loss.data();
      return compareLoss(
        file,
        `${path} (plain)`,
        expected,
        name,
        got!,
        relative,
      );
    }),
  );
}

/** Every array below `expected`, gradients by their place in the file. */
async function compareArrays(
  file: GoldenFile,
  path: string,
  expected: unknown,
  got: Record<string, tf.Tensor | undefined>,
  relative: number,
): Promise<Comparison[]> {
  const gradients = "gradients_f64_rounded_to_f32";
  const listed = [
    ...arraysBelow(record(expected)).filter(
      ([name]) => !name.startsWith(gradients),
    ),
    ...arraysBelow(record(expected, gradients)),
  ];
  return Promise.all(
    listed.map(async ([name, golden]) => {
      const comparison = await compareArray(
        `${path}.${name}`,
        golden,
        got[name],
        relative,
        optionalNumber(
          expected,
          "max_abs_diff_authors_f32_vs_f64",
          ...name.split("."),
        ),
      );
      const isOpen = isNearIdentical(file) && name.startsWith("d_");
      return isOpen ? { ...comparison, tolerance: Infinity } : comparison;
    }),
  );
}

function arraysBelow(
  value: Record<string, unknown>,
  path = "",
): [string, GoldenArray][] {
  return Object.entries(value).flatMap(([key, entry]) => {
    const name = path ? `${path}.${key}` : key;
    if (isArray(entry)) return [[name, entry] satisfies [string, GoldenArray]];
    const isGroup = typeof entry === "object" && entry !== null;
    return isGroup ? arraysBelow(record(entry), name) : [];
  });
}

/** Sets of one or two vectors leave no choice of neighbours: loss and gradient are exactly 0. */
async function exactZeros(
  teacher: tf.Tensor3D,
  student: tf.Tensor3D,
  { tokens, classTokens }: Compressed,
  options: ObjectiveOptions,
): Promise<Comparison[]> {
  const [batch, count] = teacher.shape;
  const tooSmall = options.maskSelf === false ? 1 : 2;
  const terms = [
    ...(count <= tooSmall ? (["local"] as const) : []),
    ...(batch <= tooSmall ? (["global"] as const) : []),
  ];
  const comparisons: Comparison[] = [];
  for (const term of terms) {
    const loss = (tokens: tf.Tensor, classTokens: tf.Tensor) =>
      objective(
        teacher,
        student,
        {
          tokens: tokens as tf.Tensor3D,
          classTokens: classTokens as tf.Tensor2D,
        },
        options,
      )[term];
    const gradients = gradientsOf(
      (tokens, classTokens) => loss(tokens!, classTokens!),
      [tokens, classTokens],
    );
    for (const [i, x] of [loss(tokens, classTokens), ...gradients].entries()) {
      const what = `${term} loss of too small a set, ${i ? "gradient" : "value"}`;
      comparisons.push(
        compareExactly(what, new Float32Array(x.size), await x.data()),
      );
    }
  }
  return comparisons;
}
