import * as tf from "../tensor/tf.ts";
import { expOfNegative } from "./expOfNegative.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";
import {
  attentionBackward,
  attentionForward,
  fitsAttention,
  type AttentionSizes,
} from "./wgsl/attention.ts";

export type { AttentionSizes };

/**
 * Multi-head self-attention between the projections: `softmax(q k^T / sqrt(headWidth)) v`, heads side by side.
 *
 * On host backends queries, keys and values are read where the qkv projection left them; tfjs would transpose three tensors
 * and multiply batches on a path of 1 GFLOP/s.
 *
 * @param qkv [batch * tokens, 3 * width]; along the last axis q, k, v, each split into heads, as in DINOv2.
 * @returns [batch * tokens, width]
 */
export function attention(
  qkv: tf.Tensor2D,
  sizes: AttentionSizes,
): tf.Tensor2D {
  if (isGpuBackend() && fitsAttention(sizes)) return gpuAttention(qkv, sizes);
  if (!isHostBackend()) return plainAttention(qkv, sizes);
  const { batch, tokens, heads, headWidth } = sizes;
  const apply = tf.customGrad((...args) => {
    const [qkv, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    const kernels = wasmKernels();
    const memory = {
      scratch: kernels?.attentionScratch(tokens, headWidth) ?? 0,
    };
    const products = 2 * batch * heads * tokens ** 2 * headWidth;
    const over = { total: batch, work: products };
    const outShape = [batch * tokens, heads * headWidth];
    // The WASM kernel fills rows of weights up to whole vectors.
    const rowLength = kernels ? 4 * Math.ceil(tokens / 4) : tokens;
    const shapes = [outShape, [batch, heads, tokens, rowLength]];
    const [value, weights] = kernels
      ? runWasmKernel([qkv], shapes, memory, (share, [qkv], [out, weights]) =>
          share(
            "attend",
            [qkv!, tokens, heads, headWidth, out!, weights!],
            over,
          ),
        )
      : runHostKernel([qkv], shapes, ([qkv], [out, weights]) =>
          attend(qkv!, sizes, out!, weights!),
        );
    save([qkv, weights!]);
    return {
      value: value!,
      gradFunc: (dy, saved) => {
        const inputs = [dy as tf.Tensor, ...saved];
        const [dQkv] = kernels
          ? runWasmKernel(
              inputs,
              [qkv.shape],
              memory,
              (share, [dOut, qkv, weights], [dQkv]) =>
                share(
                  "attendBackward",
                  [dOut!, qkv!, weights!, tokens, heads, headWidth, dQkv!],
                  over,
                ),
            )
          : runHostKernel(inputs, [qkv.shape], ([dOut, qkv, weights], [dQkv]) =>
              attendBackward(dOut!, qkv!, weights!, sizes, dQkv!),
            );
        return dQkv!;
      },
    };
  });
  return apply(qkv) as tf.Tensor2D;
}

function gpuAttention(qkv: tf.Tensor2D, sizes: AttentionSizes): tf.Tensor2D {
  const apply = tf.customGrad((...args) => {
    const [qkv, save] = args as unknown as [tf.Tensor2D, tf.GradSaveFunc];
    const { value, logSums } = attentionForward(qkv, sizes);
    save([qkv, value, logSums]);
    return {
      value,
      gradFunc: (dy, saved) => {
        const [qkv, value, logSums] = saved as [
          tf.Tensor2D,
          tf.Tensor2D,
          tf.Tensor3D,
        ];
        const from = { dy: dy as tf.Tensor2D, qkv, value, logSums };
        return attentionBackward(from, sizes);
      },
    };
  });
  return apply(qkv) as tf.Tensor2D;
}

/** The oracle of `attention`, in tfjs' own operations; also its form for more tokens than the WebGPU kernel takes. */
export function plainAttention(
  qkv: tf.Tensor2D,
  { batch, tokens, heads, headWidth }: AttentionSizes,
): tf.Tensor2D {
  return tf.tidy(() => {
    const width = heads * headWidth;
    const split = (part: number) => {
      const columns = tf.slice(qkv, [0, part * width], [-1, width]);
      const perHead = tf.reshape(columns, [batch, tokens, heads, headWidth]);
      return tf.transpose(perHead, [0, 2, 1, 3]); // [batch, heads, tokens, headWidth]
    };
    const [q, k, v] = [split(0), split(1), split(2)];
    const logits = tf.mul(
      tf.matMul(q, k, false, true),
      1 / Math.sqrt(headWidth),
    );
    const mixed = tf.matMul(tf.softmax(logits), v); // [batch, heads, tokens, headWidth]
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), [
      batch * tokens,
      width,
    ]);
  });
}

function attend(
  qkv: Float32Array,
  { batch, tokens, heads, headWidth }: AttentionSizes,
  out: Float32Array,
  weights: Float32Array,
): void {
  const width = heads * headWidth;
  const stride = 3 * width;
  const scale = 1 / Math.sqrt(headWidth);
  const mixed = new Float64Array(headWidth);
  for (let b = 0, w = 0; b < batch; b++) {
    const first = b * tokens;
    for (let h = 0; h < heads; h++) {
      const keys = first * stride + width + h * headWidth;
      const values = keys + width;
      for (let i = 0; i < tokens; i++, w += tokens) {
        const query = (first + i) * stride + h * headWidth;
        let largest = -Infinity;
        for (let j = 0; j < tokens; j++) {
          const key = keys + j * stride;
          let dot = 0;
          for (let c = 0; c < headWidth; c++) {
            dot += qkv[query + c]! * qkv[key + c]!;
          }
          dot *= scale;
          weights[w + j] = dot;
          if (dot > largest) largest = dot;
        }
        let sum = 0;
        for (let j = 0; j < tokens; j++) {
          const e = expOfNegative(weights[w + j]! - largest);
          weights[w + j] = e;
          sum += e;
        }
        mixed.fill(0);
        for (let j = 0; j < tokens; j++) {
          const weight = weights[w + j]! / sum;
          weights[w + j] = weight;
          const value = values + j * stride;
          for (let c = 0; c < headWidth; c++) {
            mixed[c]! += weight * qkv[value + c]!;
          }
        }
        out.set(mixed, (first + i) * width + h * headWidth);
      }
    }
  }
}

function attendBackward(
  dOut: Float32Array,
  qkv: Float32Array,
  weights: Float32Array,
  { batch, tokens, heads, headWidth }: AttentionSizes,
  dQkv: Float32Array,
): void {
  const width = heads * headWidth;
  const stride = 3 * width;
  const scale = 1 / Math.sqrt(headWidth);
  const dWeights = new Float64Array(tokens);
  dQkv.fill(0);
  for (let b = 0, w = 0; b < batch; b++) {
    const first = b * tokens;
    for (let h = 0; h < heads; h++) {
      const keys = first * stride + width + h * headWidth;
      const values = keys + width;
      for (let i = 0; i < tokens; i++, w += tokens) {
        const query = (first + i) * stride + h * headWidth;
        const dMixed = (first + i) * width + h * headWidth;
        let mean = 0;
        for (let j = 0; j < tokens; j++) {
          const value = values + j * stride;
          const weight = weights[w + j]!;
          let dot = 0;
          for (let c = 0; c < headWidth; c++) {
            const g = dOut[dMixed + c]!;
            dot += g * qkv[value + c]!;
            dQkv[value + c]! += weight * g;
          }
          dWeights[j] = dot;
          mean += weight * dot;
        }
        for (let j = 0; j < tokens; j++) {
          const dLogit = weights[w + j]! * (dWeights[j]! - mean) * scale;
          const key = keys + j * stride;
          for (let c = 0; c < headWidth; c++) {
            dQkv[query + c]! += dLogit * qkv[key + c]!;
            dQkv[key + c]! += dLogit * qkv[query + c]!;
          }
        }
      }
    }
  }
}
