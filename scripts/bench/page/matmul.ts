/** A linear layer's product on shapes of the standard step: ours, tfjs' own, and jax-js', one after the other in one worker. */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  numpy as np,
} from "@jax-js/jax";
import { chooseBackend } from "../../../src/engine/backend.ts";
import { median } from "../../../src/engine/stepBench.ts";
import { linear, plainLinear } from "../../../src/kernels/linear.ts";
import { seededRng } from "../../../src/tensor/rng.ts";
import * as tf from "../../../src/tensor/tf.ts";

/** Rows, inner size, columns. */
type Shape = readonly [m: number, k: number, n: number];

/** Products of the standard step at batch 64, of its teacher, and two squares. */
const SHAPES: readonly Shape[] = [
  [4160, 96, 288],
  [4160, 96, 384],
  [4160, 384, 96],
  [4160, 192, 768],
  [1040, 192, 192],
  [256, 256, 256],
  [512, 512, 512],
];

/** For a GPU in software, which makes 0.1 to 0.5 GFLOP/s. */
const SMALL_SHAPES: readonly Shape[] = [
  [130, 96, 288],
  [130, 384, 96],
  [256, 256, 256],
];

const SAMPLES = 5;

export type MatmulMeasures = {
  backend: string;
  adapter: string;
  isSoftwareAdapter: boolean;
  threads: number;
  shapes: {
    shape: Shape;
    /** Median milliseconds of one product with bias. */
    ms: { ours: number; tfjs: number; jax: number };
    /** How many times as long the others take. */
    ratio: { tfjs: number; jax: number };
    /** Largest difference of ours from jax-js', relative to the largest value. */
    difference: number;
  }[];
};

export async function measureMatmul(
  backend: "webgpu" | "wasm",
  wasmFolder: string,
  onProgress: (text: string) => void,
): Promise<MatmulMeasures> {
  // On one thread: with two, one of tfjs' own died on the largest shape ("table index is out of bounds"). jax-js takes all there are.
  const report = await chooseBackend(backend, wasmFolder, 1);
  const devices = await init(backend);
  if (!devices.includes(backend)) {
    throw new Error(`measureMatmul: jax-js must have '${backend}' here`);
  }
  defaultDevice(backend);
  const shapes: MatmulMeasures["shapes"] = [];
  const wanted = report.isSoftwareAdapter ? SMALL_SHAPES : SHAPES;
  for (const shape of wanted) {
    onProgress(`product ${shape.join(" x ")} on ${backend}`);
    shapes.push(await measureShape(shape));
  }
  const { adapter, isSoftwareAdapter, threads } = report;
  return { backend, adapter, isSoftwareAdapter, threads, shapes };
}

async function measureShape(
  shape: Shape,
): Promise<MatmulMeasures["shapes"][number]> {
  const [m, k, n] = shape;
  const rng = seededRng(0, "matmul");
  const random = (size: number) =>
    Float32Array.from({ length: size }, rng.normal);
  const [a, b, c] = [random(m * k), random(k * n), random(n)];
  const inputs: [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D] = [
    tf.tensor2d(a, [m, k]),
    tf.tensor2d(b, [k, n]),
    tf.tensor1d(c),
  ];
  const [x, y, z] = [
    np.array(a, { shape: [m, k] }),
    np.array(b, { shape: [k, n] }),
    np.array(c),
  ];
  const jaxLinear = jit((x: np.Array, y: np.Array, z: np.Array) =>
    np.matmul(x, y).add(z),
  );
  const ofTf = (f: typeof linear) => ({
    run: () => f(...inputs),
    wait: async (results: tf.Tensor2D[]) => {
      const corner = tf.slice(results.at(-1)!, 0, [1, 1]);
      await corner.data();
      tf.dispose([corner, ...results]);
    },
  });
  const ofJax = {
    run: () => jaxLinear(x.ref, y.ref, z.ref),
    // jax-js computes nothing that nobody waits for.
    wait: async (results: np.Array[]) => {
      await blockUntilReady(results);
      for (const result of results) result.dispose();
    },
  };
  // Each once first: it compiles.
  const got = linear(...inputs);
  const jax = jaxLinear(x.ref, y.ref, z.ref);
  const difference = largestDifference(
    await got.data(),
    (await jax.data()) as Float32Array,
  );
  got.dispose();
  const plain = plainLinear(...inputs);
  await plain.data();
  plain.dispose();
  const times = { ours: [], tfjs: [], jax: [] } as Record<
    "ours" | "tfjs" | "jax",
    number[]
  >;
  const mostCalls = MOST_BYTES / (4 * m * n);
  // In turns, so that what else the machine does meets all alike.
  for (let sample = 0; sample < SAMPLES; sample++) {
    times.ours.push(await msOf(ofTf(linear), mostCalls));
    times.tfjs.push(await msOf(ofTf(plainLinear), mostCalls));
    times.jax.push(await msOf(ofJax, mostCalls));
  }
  tf.dispose(inputs);
  for (const array of [x, y, z]) array.dispose();
  const ms = {
    ours: median(times.ours),
    tfjs: median(times.tfjs),
    jax: median(times.jax),
  };
  const ratio = { tfjs: ms.tfjs / ms.ours, jax: ms.jax / ms.ours };
  return { shape, ms, ratio, difference };
}

/** At least this long, so that a read at the end weighs little. */
const SAMPLE_MS = 100;

/** Of results that are kept until the end of a sample. */
const MOST_BYTES = 2 ** 29;

/** Milliseconds of one call, over as many as take `SAMPLE_MS`. */
async function msOf<T>(
  product: {
    run(): T;
    wait(results: T[]): Promise<void>;
  },
  mostCalls: number,
): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const started = performance.now();
    const results = Array.from({ length: calls }, () => product.run());
    await product.wait(results);
    const ms = performance.now() - started;
    if (ms >= SAMPLE_MS || 2 * calls > mostCalls) return ms / calls;
  }
}

function largestDifference(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
): number {
  let [largest, scale] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!));
    largest = Math.max(largest, Math.abs(got[i]! - expected[i]!));
  }
  return largest / scale;
}
