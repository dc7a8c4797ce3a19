import * as tf from "../tensor/tf.ts";
import { isGpuBackend } from "./gpuKernel.ts";
import { runWasmKernel, wasmKernels } from "./wasmKernels.ts";
import { linearForward } from "./wgsl/linear.ts";

/** Rows that the kernel takes at a time. */
const PRODUCT_ROWS = 6;

type ProductOptions = {
  /** Whether `a` is [k, m]. */
  transposeA?: boolean;
  /** Whether `b` is [n, k]. */
  transposeB?: boolean;
  /** [n], added to every row. */
  bias?: tf.Tensor1D;
};

/**
 * Product of two matrices, for use inside a kernel: it has no gradient of its own.
 *
 * Without our WASM kernels transposes are made explicitly: tfjs' WASM backend is ten times slower when it transposes by flag (engine.md, section 3).
 *
 * @param a [m, k]
 * @param b [k, n]
 * @returns [m, n]
 */
export function product(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  { transposeA = false, transposeB = false, bias }: ProductOptions = {},
): tf.Tensor2D {
  const [aRows, aColumns] = a.shape;
  const [bRows, bColumns] = b.shape;
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const n = transposeB ? bRows : bColumns;
  if ((transposeB ? bColumns : bRows) !== k) {
    throw new RangeError(
      `product: the inner sizes of 'a' and 'b' must agree, got [${a.shape.join(", ")}]${transposeA ? " transposed" : ""} and [${b.shape.join(", ")}]${transposeB ? " transposed" : ""}`,
    );
  }
  if (isGpuBackend() && !transposeA) {
    return linearForward(a, b, bias ?? null, {}, transposeB).value;
  }
  const kernels = wasmKernels();
  if (!kernels) {
    const left = transposeA ? tf.transpose<tf.Tensor2D>(a) : a;
    const right = transposeB ? tf.transpose<tf.Tensor2D>(b) : b;
    return bias
      ? (tf.fused.matMul({ a: left, b: right, bias }) as tf.Tensor2D)
      : tf.matMul(left, right);
  }
  const [result] = runWasmKernel(
    bias ? [a, b, bias] : [a, b],
    [[m, n]],
    { scratch: kernels.productScratch(n) },
    (share, [a, b, bias], [c]) =>
      share(
        "multiply",
        [
          ...[a!, transposeA ? 4 : 4 * k, transposeA ? 4 * m : 4],
          ...[b!, transposeB ? 4 : 4 * n, transposeB ? 4 * k : 4],
          ...[c!, 4 * n, n, k, bias ?? 0],
        ],
        { total: m, grain: PRODUCT_ROWS, work: m * n * k },
      ),
  );
  return result as tf.Tensor2D;
}
