import {
  createFlatAdamW,
  type AdamWFactors,
  type FlatAdamW,
} from "../kernels/flatAdamW.ts";
import { isGpuBackend } from "../kernels/gpuKernel.ts";
import { isHostBackend, runHostKernel } from "../kernels/hostKernel.ts";
import { runWasmKernel, wasmKernels } from "../kernels/wasmKernels.ts";
import * as tf from "../tensor/tf.ts";

export type AdamWOptions = {
  /** Decay rates of the two moments. */
  betas?: readonly [number, number];
  epsilon?: number;
  /** Share of the learning rate by which decaying parameters shrink at each update. */
  weightDecay: number;
};

/** Everything the optimiser remembers, as plain data. */
export type AdamWState = {
  /** Running means of the gradient and its square, by parameter name. */
  moments: Record<
    string,
    {
      /** Updates of this parameter so far. */
      step: number;
      shape: number[];
      first: Float32Array;
      second: Float32Array;
    }
  >;
};

type Moments = { step: number; first: tf.Tensor; second: tf.Tensor };

/**
 * Whether weight decay applies to a parameter: matrices decay, vectors and biases do not.
 * Positions and class token are stored with three axes, so they decay, as in the reference.
 *
 * Source: timm 0.9.0, `create_optimizer` with `filter_bias_and_bn`.
 */
export function decays(name: string, shape: readonly number[]): boolean {
  return shape.length > 1 && !name.endsWith(".bias");
}

/**
 * AdamW as PyTorch's: decoupled decay, bias correction, epsilon outside the root.
 *
 * Source: Loshchilov & Hutter 2019, algorithm 2; torch.optim.AdamW, to which tests/golden/adamw.json holds it.
 */
export function createAdamW({
  betas = [0.9, 0.999],
  epsilon = 1e-8,
  weightDecay: initialWeightDecay,
}: AdamWOptions) {
  const [beta1, beta2] = betas;
  const moments = new Map<string, Moments>();
  let chosen: FlatAdamW | "none" | null = null;
  /** What keeps the moments on WebGPU; null elsewhere. */
  const flatOf = (): FlatAdamW | null => {
    chosen ??= isGpuBackend() ? createFlatAdamW() : "none";
    return chosen === "none" ? null : chosen;
  };
  const factorsAt = (step: number, learningRate: number, decay: number) => ({
    beta1,
    beta2,
    stepSize: learningRate / (1 - beta1 ** step),
    rootCorrection2: Math.sqrt(1 - beta2 ** step),
    epsilon,
    shrink: 1 - learningRate * decay,
  });

  return {
    /**
     * One update. A parameter without a gradient is left alone; each parameter counts its own updates,
     * so that head and student may be updated at different times.
     *
     * @param gradients By the same names as `parameters`; the caller disposes of them.
     * @param weightDecay For this update only; the constructor's by default.
     * @throws {RangeError} If a gradient's or restored moment's shape is not its parameter's.
     */
    apply(
      parameters: Record<string, tf.Variable>,
      gradients: Record<string, tf.Tensor>,
      learningRate: number,
      weightDecay = initialWeightDecay,
    ): void {
      const flat = flatOf();
      if (flat) {
        const updates = Object.entries(parameters).flatMap(
          ([name, variable]) => {
            const gradient = gradients[name];
            if (!gradient) return [];
            checkShape(name, "gradient", gradient, variable);
            const isDecaying = decays(name, variable.shape);
            return [{ name, variable, gradient, isDecaying }];
          },
        );
        flat.update(updates, (step) =>
          factorsAt(step, learningRate, weightDecay),
        );
        return;
      }
      for (const [name, parameter] of Object.entries(parameters)) {
        const gradient = gradients[name];
        if (!gradient) continue;
        const known = moments.get(name);
        checkShape(name, "gradient", gradient, parameter);
        if (known) checkShape(name, "moment", known.first, parameter);
        const step = (known?.step ?? 0) + 1;
        const decay = decays(name, parameter.shape) ? weightDecay : 0;
        const factors = factorsAt(step, learningRate, decay);
        const [first, second] = tf.tidy(() => {
          const m = known?.first ?? tf.zerosLike(parameter);
          const v = known?.second ?? tf.zerosLike(parameter);
          const update = isHostBackend() ? hostUpdate : plainUpdate;
          const [next, first, second] = update(
            [parameter, gradient, m, v],
            factors,
          );
          parameter.assign(next);
          return [tf.keep(first), tf.keep(second)];
        });
        tf.dispose(
          [known?.first, known?.second].filter((x) => x !== undefined),
        );
        moments.set(name, { step, first, second });
      }
    },

    /** A copy of everything remembered. */
    async state(): Promise<AdamWState> {
      const flat = flatOf();
      if (flat) return { moments: await flat.state() };
      const entries = [...moments].map(async ([name, moment]) => {
        const { step, first, second } = moment;
        const shape: number[] = [...first.shape];
        const [m, v] = await Promise.all([first.data(), second.data()]);
        const saved = {
          step,
          shape,
          first: Float32Array.from(m),
          second: Float32Array.from(v),
        };
        return [name, saved] as const;
      });
      return { moments: Object.fromEntries(await Promise.all(entries)) };
    },

    /** Goes on where `state` was taken. */
    restore(state: AdamWState): void {
      const flat = flatOf();
      if (flat) {
        flat.restore(state.moments);
        return;
      }
      forget(moments);
      for (const [name, saved] of Object.entries(state.moments)) {
        const { step, shape } = saved;
        // A copy: on the CPU backend a tensor lives in the array it was made of.
        const first = tf.keep(tf.tensor(saved.first.slice(), shape));
        const second = tf.keep(tf.tensor(saved.second.slice(), shape));
        moments.set(name, { step, first, second });
      }
    },

    /** Frees the moments; the optimiser is then as new. */
    dispose(): void {
      flatOf()?.dispose();
      forget(moments);
    },
  };
}

function forget(moments: Map<string, Moments>): void {
  for (const { first, second } of moments.values()) {
    tf.dispose([first, second]);
  }
  moments.clear();
}

function checkShape(
  name: string,
  what: string,
  x: tf.Tensor,
  parameter: tf.Tensor,
): void {
  if (tf.util.arraysEqual(x.shape, parameter.shape)) return;
  throw new RangeError(
    `adamW: ${what} of '${name}' must have shape [${parameter.shape.join(", ")}], got [${x.shape.join(", ")}]`,
  );
}

type Triple = [tf.Tensor, tf.Tensor, tf.Tensor];
type Inputs = [
  parameter: tf.Tensor,
  gradient: tf.Tensor,
  m: tf.Tensor,
  v: tf.Tensor,
];

/**
 * Parameter and moments after the update, in one pass.
 * The results are new tensors: XNNPACK caches packed weights by data id, so values changed in place would not be seen by the next product.
 */
function hostUpdate(inputs: Inputs, factors: AdamWFactors): Triple {
  const { shape, size } = inputs[0];
  const { beta1, beta2, stepSize, rootCorrection2, epsilon, shrink } = factors;
  if (wasmKernels() && size % 4 === 0) {
    return runWasmKernel(
      inputs,
      [shape, shape, shape],
      {},
      (share, [parameter, gradient, m, v], [next, first, second]) =>
        share(
          "adamW",
          [
            ...[parameter!, gradient!, m!, v!],
            ...[beta1, 1 - beta1, beta2, 1 - beta2],
            ...[stepSize, rootCorrection2, epsilon, shrink],
            ...[next!, first!, second!],
          ],
          { total: size, grain: 4, work: 8 * size },
        ),
    ) as Triple;
  }
  return runHostKernel(
    inputs,
    [shape, shape, shape],
    ([parameter, gradient, m, v], [next, first, second]) => {
      for (let i = 0; i < parameter!.length; i++) {
        const g = gradient![i]!;
        const mean = beta1 * m![i]! + (1 - beta1) * g;
        const square = beta2 * v![i]! + (1 - beta2) * g * g;
        first![i] = mean;
        second![i] = square;
        next![i] =
          parameter![i]! * shrink -
          (stepSize * mean) / (Math.sqrt(square) / rootCorrection2 + epsilon);
      }
    },
  ) as Triple;
}

/** The oracle of `hostUpdate` and of the kernel on WebGPU. */
export function plainUpdate(
  [parameter, gradient, m, v]: Inputs,
  { beta1, beta2, stepSize, rootCorrection2, epsilon, shrink }: AdamWFactors,
): Triple {
  return tf.tidy((): Triple => {
    const first = tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
    const second = tf.add(
      tf.mul(v, beta2),
      tf.mul(tf.square(gradient), 1 - beta2),
    );
    const scale = tf.add(tf.div(tf.sqrt(second), rootCorrection2), epsilon);
    const change = tf.div(tf.mul(first, stepSize), scale);
    return [tf.sub(tf.mul(parameter, shrink), change), first, second];
  });
}
