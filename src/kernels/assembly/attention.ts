import { multiply, productScratch } from "./product";
import { expOfNegative, laneSum } from "./vector";

const NO_BIAS: usize = 0;

/** Distance between rows of weights: the number of tokens, filled up to whole vectors. */
function padded(tokens: i32): i32 {
  return (tokens + 3) & -4;
}

/** @returns bytes of scratch memory that either direction needs */
export function attentionScratch(tokens: i32, headWidth: i32): i32 {
  return (
    productScratch(max(tokens, headWidth)) + ((tokens * padded(tokens)) << 2)
  );
}

/**
 * @param qkv [batch, tokens, 3, heads, headWidth]
 * @param out [batch, tokens, heads, headWidth]
 * @param weights [batch, heads, tokens, padded tokens]; what fills a row up is 0.
 * @param first First image to compute, and `end` the one after the last.
 * @param scratch `attentionScratch` bytes.
 */
export function attend(
  qkv: usize,
  tokens: i32,
  heads: i32,
  headWidth: i32,
  out: usize,
  weights: usize,
  first: i32,
  end: i32,
  scratch: usize,
): void {
  const width = (<usize>(heads * headWidth)) << 2;
  const row = (<usize>padded(tokens)) << 2;
  const scale = <f32>(1 / Math.sqrt(headWidth));
  weights += <usize>(first * heads * tokens) * row;
  for (let b = first; b < end; b++) {
    for (let h = 0; h < heads; h++) {
      const head = (<usize>(h * headWidth)) << 2;
      const query = qkv + <usize>(b * tokens) * 3 * width + head;
      const key = query + width;
      multiply(
        query,
        3 * width,
        4, // q
        key,
        4,
        3 * width, // k transposed
        weights,
        row,
        tokens,
        headWidth,
        NO_BIAS,
        0,
        tokens,
        scratch,
      );
      for (let i = 0; i < tokens; i++) {
        softmax(weights + <usize>i * row, tokens, scale);
      }
      multiply(
        weights,
        row,
        4,
        key + width,
        3 * width,
        4, // v
        out + <usize>(b * tokens) * width + head,
        width,
        headWidth,
        tokens,
        NO_BIAS,
        0,
        tokens,
        scratch,
      );
      weights += <usize>tokens * row;
    }
  }
}

/** `softmax(scale * x)` of a row, in place; what fills it up becomes 0. */
function softmax(x: usize, tokens: i32, scale: f32): void {
  const end = x + ((<usize>padded(tokens)) << 2);
  for (let at = x + ((<usize>tokens) << 2); at < end; at += 4) {
    f32.store(at, -Infinity);
  }
  let largest = f32x4.splat(-Infinity);
  for (let at = x; at < end; at += 16) {
    largest = f32x4.max(largest, v128.load(at));
  }
  const top = f32x4.splat(
    max(
      max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
      max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
    ),
  );
  const factor = f32x4.splat(scale);
  let sums = f32x4.splat(0);
  for (let at = x; at < end; at += 16) {
    const shifted = f32x4.mul(f32x4.sub(v128.load(at), top), factor);
    const value = expOfNegative(shifted);
    sums = f32x4.add(sums, value);
    v128.store(at, value);
  }
  const share = f32x4.splat(1 / laneSum(sums));
  for (let at = x; at < end; at += 16) {
    v128.store(at, f32x4.mul(v128.load(at), share));
  }
  for (let at = x + ((<usize>tokens) << 2); at < end; at += 4) {
    f32.store(at, 0);
  }
}

/**
 * @param dOut [batch, tokens, heads, headWidth]
 * @param qkv As in `attend`.
 * @param weights As `attend` left them.
 * @param dQkv Receives the gradient of `qkv`.
 * @param first First image to compute, and `end` the one after the last.
 * @param scratch `attentionScratch` bytes.
 */
export function attendBackward(
  dOut: usize,
  qkv: usize,
  weights: usize,
  tokens: i32,
  heads: i32,
  headWidth: i32,
  dQkv: usize,
  first: i32,
  end: i32,
  scratch: usize,
): void {
  const width = (<usize>(heads * headWidth)) << 2;
  const row = (<usize>padded(tokens)) << 2;
  const scale = <f32>(1 / Math.sqrt(headWidth));
  const dLogits = scratch;
  scratch += <usize>tokens * row;
  weights += <usize>(first * heads * tokens) * row;
  for (let b = first; b < end; b++) {
    for (let h = 0; h < heads; h++) {
      const head = (<usize>(h * headWidth)) << 2;
      const at = <usize>(b * tokens) * 3 * width + head;
      const query = qkv + at;
      const key = query + width;
      const dQuery = dQkv + at;
      const dKey = dQuery + width;
      const from = dOut + <usize>(b * tokens) * width + head;
      multiply(
        weights,
        4,
        row, // transposed
        from,
        width,
        4,
        dKey + width,
        3 * width,
        headWidth,
        tokens,
        NO_BIAS,
        0,
        tokens,
        scratch,
      );
      multiply(
        from,
        width,
        4,
        key + width,
        4,
        3 * width, // v transposed
        dLogits,
        row,
        tokens,
        headWidth,
        NO_BIAS,
        0,
        tokens,
        scratch,
      );
      for (let i = 0; i < tokens; i++) {
        const offset = <usize>i * row;
        softmaxBackward(weights + offset, dLogits + offset, tokens, scale);
      }
      multiply(
        dLogits,
        row,
        4,
        key,
        3 * width,
        4,
        dQuery,
        3 * width,
        headWidth,
        tokens,
        NO_BIAS,
        0,
        tokens,
        scratch,
      );
      multiply(
        dLogits,
        4,
        row, // transposed
        query,
        3 * width,
        4,
        dKey,
        3 * width,
        headWidth,
        tokens,
        NO_BIAS,
        0,
        tokens,
        scratch,
      );
      weights += <usize>tokens * row;
    }
  }
}

/** From the gradient of a row of weights, `d`, to that of its logits before scaling, in place. */
function softmaxBackward(
  weights: usize,
  d: usize,
  tokens: i32,
  scale: f32,
): void {
  const length = (<usize>padded(tokens)) << 2;
  for (let at = (<usize>tokens) << 2; at < length; at += 4)
    f32.store(d + at, 0);
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < length; at += 16) {
    const product = f32x4.mul(v128.load(weights + at), v128.load(d + at));
    sums = f32x4.add(sums, product);
  }
  const mean = f32x4.splat(laneSum(sums));
  const factor = f32x4.splat(scale);
  for (let at: usize = 0; at < length; at += 16) {
    const centred = f32x4.sub(v128.load(d + at), mean);
    const scaled = f32x4.mul(v128.load(weights + at), factor);
    v128.store(d + at, f32x4.mul(scaled, centred));
  }
}
