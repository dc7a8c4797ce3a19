/**
 * Attention on WebGPU, forward and backward, without a matrix of weights in global memory; no gradients of its own.
 *
 * A workgroup takes a few queries of one head (or, for the gradients of keys and values, a few keys) and all tokens on the other side: first its threads go along the
 * tokens and leave a weight for each pair in workgroup memory, then along channels, adding up tokens with those weights. The backward pass computes the weights again
 * from the logarithm of each row's sum.
 */
import { keptKernel, runGpuKernel } from "../gpuKernel.ts";
import { reduceBuiltins, reduceCode } from "./reduce.ts";
import type * as tf from "../../tensor/tf.ts";

/** Axis sizes of an attention layer: `width = heads * headWidth`. */
export type AttentionSizes = {
  batch: number;
  tokens: number;
  heads: number;
  headWidth: number;
};

const LEAST_STORAGE = 16384;
const VECTOR_BYTES = 16;

/** Queries, or keys, of a workgroup, in vectors of four; the second where the first would need too much memory. */
const BLOCKS = [2, 1] as const;

type Plan = AttentionSizes & {
  /** Threads of a workgroup. */
  threads: number;
  /** Vectors of four queries or keys that it takes. */
  fours: number;
  /** Vectors of four channels of a head. */
  channels: number;
};

/** Threads that leave the fewest of them idle in the last turn along the tokens. */
function threadsFor(tokens: number, channels: number): number {
  const idle = (threads: number) => Math.ceil(tokens / threads) * threads;
  return [96, 64, 32]
    .filter((threads) => threads >= channels)
    .reduce(
      (best, threads) => (idle(threads) < idle(best) ? threads : best),
      128,
    );
}

function planFor(
  sizes: AttentionSizes,
  memory: (plan: Plan) => number,
): Plan | null {
  const channels = Math.ceil(sizes.headWidth / 4);
  const threads = threadsFor(sizes.tokens, channels);
  const plans = BLOCKS.map((fours) => ({ ...sizes, threads, fours, channels }));
  return (
    plans.find(
      (plan) => (memory(plan) + QUERY_VECTORS) * VECTOR_BYTES <= LEAST_STORAGE,
    ) ?? null
  );
}

/** Vectors in workgroup memory: weights, behind them the block's channels or, later, one vector for each thread and four; then sums of four at a time. */
const forwardMemory = ({ tokens, threads, fours, channels }: Plan) =>
  Math.max(
    tokens * fours + Math.max(4 * fours * channels, threads * fours),
    4 * threads,
  );
const backwardMemory = ({ tokens, threads, fours, channels }: Plan) =>
  Math.max(2 * tokens * fours + 8 * fours * channels, 4 * threads);

/** Beside it, two numbers for each query. */
const QUERY_VECTORS = 4;

/** Whether the kernels have enough workgroup memory for so many tokens; several hundred fit. */
export function fitsAttention(sizes: AttentionSizes): boolean {
  return (
    planFor(sizes, forwardMemory) !== null &&
    planFor(sizes, backwardMemory) !== null
  );
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Functions that read and write four channels of a head, the head's first column given; `rows` are tokens of the batch. */
function headAccess(
  name: string,
  columns: number,
  headWidth: number,
  access: "reads" | "writes",
): string {
  const isVector = headWidth % 4 === 0;
  const at = isVector
    ? `${name}[(row * ${columns}u + start) / 4u + channel]`
    : `${name}[row * ${columns}u + start + 4u * channel + i]`;
  const each = (code: string) =>
    isVector
      ? code.replaceAll("four[i]", "four")
      : `for (var i = 0u; i < min(4u, ${headWidth}u - 4u * channel); i++) { ${code} }`;
  return access === "reads"
    ? `
fn ${name}At(row: u32, start: u32, channel: u32) -> vec4<f32> {
  var four = vec4<f32>(0.0);
  ${each(`four[i] = ${at};`)}
  return four;
}`
    : `
fn ${name}Set(row: u32, start: u32, channel: u32, four: vec4<f32>) {
  ${each(`${at} = four[i];`)}
}`;
}

const headElements = (headWidth: number) =>
  headWidth % 4 === 0 ? "vec4<f32>" : "f32";

/** Pieces of code that both passes are made of. */
function pieces(plan: Plan) {
  const { tokens, threads, fours, channels } = plan;
  const block = 4 * fours;
  const lanes = Math.floor(threads / channels);
  const each = (code: (f: number) => string) =>
    range(fours).map(code).join("\n");
  return {
    ...{ block, lanes, each },

    /** Fetches a block of tokens, channel by channel, to `memory[at]`. */
    stage: (at: number, value: string) => `
  for (var i = thread; i < ${block * channels}u; i += ${threads}u) {
    let token = first + i % ${block}u;
    let channel = i / ${block}u;
    var four = vec4<f32>(0.0);
    if (token < ${tokens}u) { four = ${value}; }
    memory[${at}u + i] = four;
  }`,

    /** Dot products of one token's `four` with the block's channels at `memory[at]`, four of them. */
    dots: (at: number, f: number, four: string) =>
      `vec4<f32>(${range(4)
        .map((i) => `dot(memory[${at + 4 * f + i}u + c * ${block}u], ${four})`)
        .join(", ")})`,

    /** Makes each of `name0`, `name1` what `reduceCode` says, at `memory[at]`. */
    overThreads: (name: string, at: number, how: "sum" | "max") =>
      reduceCode(
        range(fours).map((f) => `${name}${f}`),
        how,
        "memory",
        { threads, at },
      ),

    /** Sums over tokens, with weights from `memory[at]`, of `value` at `token`, into `name0` to `name7`. */
    sumTokens: (sums: { name: string; at: number; value: string }[]) => `
${sums
  .map(({ name }) =>
    range(block)
      .map((i) => `  var ${name}${i} = vec4<f32>(0.0);`)
      .join("\n"),
  )
  .join("\n")}
  {
    let channel = thread % ${channels}u;
    let lane = thread / ${channels}u;
    if (lane < ${lanes}u) {
      for (var token = lane; token < ${tokens}u; token += ${lanes}u) {
${sums
  .map(({ name, at, value }) =>
    [
      `        let ${name}Four = ${value};`,
      each(
        (f) =>
          `        let ${name}Weights${f} = memory[${at + f}u + token * ${fours}u];\n` +
          range(4)
            .map(
              (i) =>
                `        ${name}${4 * f + i} += ${name}Weights${f}[${i}] * ${name}Four;`,
            )
            .join("\n"),
      ),
    ].join("\n"),
  )
  .join("\n")}
      }
    }
  }`,

    /** Adds up the lanes' sums, four queries or keys at a time, and hands each to `set` as `total`, for `token` and `channel`. */
    mergeLanes: (name: string, set: (f: number) => string) =>
      each(
        (f) => `
  workgroupBarrier();
  if (thread < ${lanes * channels}u) {
${range(4)
  .map(
    (i) =>
      `    memory[${i * lanes * channels}u + thread] = ${name}${4 * f + i};`,
  )
  .join("\n")}
  }
  workgroupBarrier();
  for (var i = thread; i < ${4 * channels}u; i += ${threads}u) {
    let place = i / ${channels}u;
    let channel = i % ${channels}u;
    let token = first + ${4 * f}u + place;
    var total = vec4<f32>(0.0);
    for (var lane = 0u; lane < ${lanes}u; lane++) {
      total += memory[(place * ${lanes}u + lane) * ${channels}u + channel];
    }
    if (token < ${tokens}u) { ${set(f)} }
  }`,
      ),
  };
}

const mainOf = (threads: number) => `
@compute @workgroup_size(${threads})
fn main(
  @builtin(workgroup_id) id: vec3<u32>,
  @builtin(num_workgroups) count: vec3<u32>,
  @builtin(local_invocation_index) thread: u32,
  ${reduceBuiltins()}
) {
  let group = groupIndex(id, count);
  if (group >= u.groups) { return; }`;

const nameOf = ({ tokens, heads, headWidth }: AttentionSizes) =>
  `${tokens} tokens ${heads}x${headWidth}`;

/**
 * `softmax(q k^T / sqrt(headWidth)) v` of every head.
 *
 * @param qkv [batch * tokens, 3 * width]
 * @returns The mixed values [batch * tokens, width], and the logarithm of each query's sum of exponentials, [batch, heads, tokens].
 * @throws {RangeError} If `fitsAttention` says no.
 */
export function attentionForward(
  qkv: tf.Tensor2D,
  sizes: AttentionSizes,
): { value: tf.Tensor2D; logSums: tf.Tensor3D } {
  const plan = plannedFor("attentionForward", sizes, forwardMemory);
  const { batch, tokens, heads, headWidth } = sizes;
  const width = heads * headWidth;
  const blocks = Math.ceil(tokens / (4 * plan.fours));
  const kernel = keptKernel(`attention ${nameOf(sizes)}`, () =>
    forwardCode(plan),
  );
  const groups = batch * heads * blocks;
  const as = headElements(headWidth);
  const results = runGpuKernel(kernel, {
    inputs: { qkv: { tensor: qkv, as } },
    outputs: {
      value: { shape: [batch * tokens, width], as },
      logSums: [batch, heads, tokens],
    },
    counts: { groups },
    workgroups: groups,
  });
  return results as { value: tf.Tensor2D; logSums: tf.Tensor3D };
}

function forwardCode(plan: Plan): string {
  const { tokens, heads, headWidth, threads, fours, channels } = plan;
  const width = heads * headWidth;
  const behind = tokens * fours;
  const { block, each, stage, dots, overThreads, sumTokens, mergeLanes } =
    pieces(plan);
  const blocks = Math.ceil(tokens / block);
  return `
var<workgroup> memory: array<vec4<f32>, ${forwardMemory(plan)}>;
${headAccess("qkv", 3 * width, headWidth, "reads")}
${headAccess("value", width, headWidth, "writes")}
${mainOf(threads)}
  let first = ${block}u * (group % ${blocks}u);
  let head = (group / ${blocks}u) % ${heads}u;
  let image = group / ${blocks * heads}u;
  let query = head * ${headWidth}u;
  let row = image * ${tokens}u;
${stage(behind, `${1 / Math.sqrt(headWidth)} * qkvAt(row + token, query, channel)`)}
  workgroupBarrier();
${each((f) => `  var largest${f} = vec4<f32>(-3e38);`)}
  for (var token = thread; token < ${tokens}u; token += ${threads}u) {
${each((f) => `    var logits${f} = vec4<f32>(0.0);`)}
    for (var c = 0u; c < ${channels}u; c++) {
      let key = qkvAt(row + token, query + ${width}u, c);
${each((f) => `      logits${f} += ${dots(behind, f, "key")};`)}
    }
${each(
  (f) => `    memory[token * ${fours}u + ${f}u] = logits${f};
    largest${f} = max(largest${f}, logits${f});`,
)}
  }
${overThreads("largest", behind, "max")}
${each((f) => `  var sum${f} = vec4<f32>(0.0);`)}
  for (var token = thread; token < ${tokens}u; token += ${threads}u) {
${each(
  (
    f,
  ) => `    let weights${f} = exp(memory[token * ${fours}u + ${f}u] - largest${f});
    memory[token * ${fours}u + ${f}u] = weights${f};
    sum${f} += weights${f};`,
)}
  }
${overThreads("sum", behind, "sum")}
${each(
  (f) => `
  if (thread == ${f}u) {
    let logSum = largest${f} + log(sum${f});
    for (var i = 0u; i < 4u && first + ${4 * f}u + i < ${tokens}u; i++) {
      logSums[(image * ${heads}u + head) * ${tokens}u + first + ${4 * f}u + i] = logSum[i];
    }
  }`,
)}
${sumTokens([{ name: "mixed", at: 0, value: `qkvAt(row + token, query + ${2 * width}u, channel)` }])}
${mergeLanes("mixed", (f) => `valueSet(row + token, query, channel, total / sum${f}[place]);`)}
}`;
}

/**
 * The gradient of `attentionForward`: with P the weights, `dS = P * (dy v^T - dy . y)`, dv = P^T dy, dq = dS k and dk = dS^T q, the last two over sqrt(headWidth).
 *
 * @param from.value, from.logSums Results of `attentionForward`.
 * @returns [batch * tokens, 3 * width]
 */
export function attentionBackward(
  from: {
    dy: tf.Tensor2D;
    qkv: tf.Tensor2D;
    value: tf.Tensor2D;
    logSums: tf.Tensor3D;
  },
  sizes: AttentionSizes,
): tf.Tensor2D {
  const plan = plannedFor("attentionBackward", sizes, backwardMemory);
  const { batch, tokens, heads, headWidth } = sizes;
  const blocks = Math.ceil(tokens / (4 * plan.fours));
  const kernel = keptKernel(`attention backward ${nameOf(sizes)}`, () =>
    backwardCode(plan),
  );
  const groups = batch * heads * 2 * blocks;
  const as = headElements(headWidth);
  const { dQkv } = runGpuKernel(kernel, {
    inputs: {
      dy: { tensor: from.dy, as },
      qkv: { tensor: from.qkv, as },
      value: { tensor: from.value, as },
      logSums: from.logSums,
    },
    outputs: { dQkv: { shape: from.qkv.shape, as } },
    counts: { groups },
    workgroups: groups,
  });
  return dQkv as tf.Tensor2D;
}

/** Workgroups with an even number within their head take queries, those with an odd one keys. */
function backwardCode(plan: Plan): string {
  const { tokens, heads, headWidth, threads, fours, channels } = plan;
  const width = heads * headWidth;
  const second = tokens * fours;
  const stagedFirst = 2 * second;
  const stagedSecond = stagedFirst + 4 * fours * channels;
  const { block, each, stage, dots, sumTokens, mergeLanes } = pieces(plan);
  const blocks = Math.ceil(tokens / block);
  const scale = 1 / Math.sqrt(headWidth);
  const at = (column: number, row = "token", channel = "channel") =>
    `qkvAt(row + ${row}, query + ${column}u, ${channel})`;
  const dyAt = (row: string, channel: string) =>
    `dyAt(row + ${row}, query, ${channel})`;
  const logSumAt = (token: string) =>
    `logSums[(image * ${heads}u + head) * ${tokens}u + ${token}]`;
  const set = (column: number) =>
    `dQkvSet(row + token, query + ${column}u, channel, total);`;
  return `
var<workgroup> memory: array<vec4<f32>, ${backwardMemory(plan)}>;
var<workgroup> ofQueries: array<vec2<f32>, ${block}>;
${headAccess("qkv", 3 * width, headWidth, "reads")}
${headAccess("dy", width, headWidth, "reads")}
${headAccess("value", width, headWidth, "reads")}
${headAccess("dQkv", 3 * width, headWidth, "writes")}

fn ofQuery(image: u32, head: u32, token: u32) -> vec2<f32> {
  let row = image * ${tokens}u;
  let query = head * ${headWidth}u;
  var along = 0.0;
  for (var c = 0u; c < ${channels}u; c++) {
    along += dot(${dyAt("token", "c")}, valueAt(row + token, query, c));
  }
  return vec2<f32>(${logSumAt("token")}, along);
}

fn queries(first: u32, head: u32, image: u32, thread: u32) {
  let query = head * ${headWidth}u;
  let row = image * ${tokens}u;
${stage(stagedFirst, `${scale} * ${at(0)}`)}
${stage(stagedSecond, dyAt("token", "channel"))}
  if (thread < ${block}u) {
    var stats = vec2<f32>(0.0);
    if (first + thread < ${tokens}u) { stats = ofQuery(image, head, first + thread); }
    ofQueries[thread] = stats;
  }
  workgroupBarrier();
${each(
  (f) => `
  let logSum${f} = vec4<f32>(${range(4)
    .map((i) => `ofQueries[${4 * f + i}].x`)
    .join(", ")});
  let along${f} = vec4<f32>(${range(4)
    .map((i) => `ofQueries[${4 * f + i}].y`)
    .join(", ")});`,
)}
  for (var token = thread; token < ${tokens}u; token += ${threads}u) {
${each((f) => `    var logits${f} = vec4<f32>(0.0);\n    var slopes${f} = vec4<f32>(0.0);`)}
    for (var c = 0u; c < ${channels}u; c++) {
      let key = ${at(width, "token", "c")};
      let mixed = ${at(2 * width, "token", "c")};
${each(
  (f) => `      logits${f} += ${dots(stagedFirst, f, "key")};
      slopes${f} += ${dots(stagedSecond, f, "mixed")};`,
)}
    }
${each(
  (f) =>
    `    memory[token * ${fours}u + ${f}u] = ${scale} * exp(logits${f} - logSum${f}) * (slopes${f} - along${f});`,
)}
  }
  workgroupBarrier();
${sumTokens([{ name: "dQuery", at: 0, value: at(width) }])}
${mergeLanes("dQuery", () => set(0))}
}

fn keys(first: u32, head: u32, image: u32, thread: u32) {
  let query = head * ${headWidth}u;
  let row = image * ${tokens}u;
${stage(stagedFirst, `${scale} * ${at(width)}`)}
${stage(stagedSecond, at(2 * width))}
  workgroupBarrier();
  for (var token = thread; token < ${tokens}u; token += ${threads}u) {
${each((f) => `    var logits${f} = vec4<f32>(0.0);\n    var slopes${f} = vec4<f32>(0.0);`)}
    let ofToken = ofQuery(image, head, token);
    for (var c = 0u; c < ${channels}u; c++) {
      let asking = ${at(0, "token", "c")};
      let g = ${dyAt("token", "c")};
${each(
  (f) => `      logits${f} += ${dots(stagedFirst, f, "asking")};
      slopes${f} += ${dots(stagedSecond, f, "g")};`,
)}
    }
${each(
  (f) => `    let weights${f} = exp(logits${f} - ofToken.x);
    memory[token * ${fours}u + ${f}u] = weights${f};
    memory[${second + f}u + token * ${fours}u] = ${scale} * weights${f} * (slopes${f} - ofToken.y);`,
)}
  }
  workgroupBarrier();
${sumTokens([
  { name: "dValue", at: 0, value: dyAt("token", "channel") },
  { name: "dKey", at: second, value: at(0) },
])}
${mergeLanes("dValue", () => set(2 * width))}
${mergeLanes("dKey", () => set(width))}
}
${mainOf(threads)}
  let first = ${block}u * ((group / 2u) % ${blocks}u);
  let head = (group / ${2 * blocks}u) % ${heads}u;
  let image = group / ${2 * blocks * heads}u;
  if (group % 2u == 0u) { queries(first, head, image, thread); }
  else { keys(first, head, image, thread); }
}`;
}

function plannedFor(
  caller: string,
  sizes: AttentionSizes,
  memory: (plan: Plan) => number,
): Plan {
  const plan = planFor(sizes, memory);
  if (!plan) {
    throw new RangeError(
      `${caller}: tokens must fit into ${LEAST_STORAGE} bytes of workgroup memory, got ${sizes.tokens} tokens of ${sizes.headWidth} channels`,
    );
  }
  return plan;
}
