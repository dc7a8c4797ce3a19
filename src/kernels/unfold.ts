import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { isHostBackend, runHostKernel } from "./hostKernel.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";
import { unfoldBackward, unfoldForward } from "./wgsl/patches.ts";

/**
 * The 3 x 3 neighbourhoods of every second pixel, zero beyond the image: with a matrix product behind it a convolution of stride 2.
 * tfjs' WASM backend has no gradient for convolutions; this one trains on every backend.
 *
 * Output pixel (i, j) sees rows 2i-1 to 2i+1 and columns 2j-1 to 2j+1, as PyTorch's `padding=1, stride=2`.
 *
 * @param x [batch, h, w, c] with even h and w.
 * @returns [batch * h/2 * w/2, 9 * c]; along the last axis rows, then columns, then channels.
 */
export function unfold3x3(x: tf.Tensor4D): tf.Tensor2D {
  if (isGpuBackend()) return gpuUnfold3x3(x);
  if (!isHostBackend()) return plainUnfold3x3(x);
  const [batch, h, w, c] = x.shape;
  const shape: [number, number] = [(batch * h * w) / 4, 9 * c];
  const apply = tf.customGrad((...args) => {
    const [x] = args as unknown as [tf.Tensor4D];
    const sizes = { batch, h, w, c };
    const over = { total: batch, work: 9 * batch * h * w * c };
    const [value] = wasmKernels()
      ? runWasmKernel([x], [shape], {}, (share, [x], [columns]) =>
          share("unfold", [x!, h, w, c, columns!], over),
        )
      : runHostKernel([x], [shape], ([x], [columns]) => {
          columns!.fill(0);
          forEachTap(sizes, (pixel, column) => {
            for (let k = 0; k < c; k++) columns![column + k] = x![pixel + k]!;
          });
        });
    return {
      value: value!,
      gradFunc: (dy) => {
        const inputs = [dy as tf.Tensor];
        const shapes = [[batch, h, w, c]];
        const [dx] =
          wasmKernels() && c % 4 === 0
            ? runWasmKernel(inputs, shapes, {}, (share, [dy], [dx]) =>
                share("unfoldBackward", [dy!, h, w, c, dx!], over),
              )
            : runHostKernel(inputs, shapes, ([dy], [dx]) => {
                dx!.fill(0);
                forEachTap(sizes, (pixel, column) => {
                  for (let k = 0; k < c; k++)
                    dx![pixel + k]! += dy![column + k]!;
                });
              });
        return dx!;
      },
    };
  });
  return apply(x) as tf.Tensor2D;
}

function gpuUnfold3x3(x: tf.Tensor4D): tf.Tensor2D {
  const { shape } = x;
  const apply = tf.customGrad((...args) => ({
    value: unfoldForward(args[0] as tf.Tensor4D, false),
    gradFunc: (dy) => unfoldBackward(dy as tf.Tensor2D, shape),
  }));
  return apply(x) as tf.Tensor2D;
}

/**
 * `unfold3x3` of pixels, moved from 0..1 to -1..1 before: they are constants and have no gradient.
 *
 * @param images [batch, h, w, c]
 */
export function unfoldPixels3x3(images: tf.Tensor4D): tf.Tensor2D {
  if (isGpuBackend()) return unfoldForward(images, true);
  return tf.tidy(() => unfold3x3(tf.sub(tf.mul(images, 2), 1)));
}

/** The oracle of `unfold3x3`, in tfjs' own operations: nine strided views, made of reshapes and slices. */
export function plainUnfold3x3(x: tf.Tensor4D): tf.Tensor2D {
  return tf.tidy(() => {
    const [batch, h, w, c] = x.shape;
    const padded = tf.pad(x, [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    // Every second row, then column, is the first half of a reshaped pair; tfjs has no gradient for strided slices.
    const taps: tf.Tensor[] = [];
    for (let dy = 0; dy < 3; dy++) {
      for (let dx = 0; dx < 3; dx++) {
        const shifted = tf.slice(padded, [0, dy, dx, 0], [batch, h, w, c]);
        const evenRows = tf.slice(
          tf.reshape(shifted, [batch * (h / 2), 2 * w * c]),
          [0, 0],
          [-1, w * c],
        );
        const evenColumns = tf.slice(
          tf.reshape(evenRows, [(batch * h * w) / 4, 2 * c]),
          [0, 0],
          [-1, c],
        );
        taps.push(evenColumns);
      }
    }
    return tf.concat(taps, 1) as tf.Tensor2D;
  });
}

/** Calls `visit` with the offset of each image pixel inside a neighbourhood and of its place in the unfolded matrix. */
function forEachTap(
  { batch, h, w, c }: { batch: number; h: number; w: number; c: number },
  visit: (pixel: number, column: number) => void,
): void {
  let row = 0;
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < h; i += 2) {
      for (let j = 0; j < w; j += 2, row += 9 * c) {
        for (let dy = 0; dy < 3; dy++) {
          const y = i + dy - 1;
          if (y < 0 || y >= h) continue;
          for (let dx = 0; dx < 3; dx++) {
            const z = j + dx - 1;
            if (z < 0 || z >= w) continue;
            visit(((b * h + y) * w + z) * c, row + (dy * 3 + dx) * c);
          }
        }
      }
    }
  }
}
