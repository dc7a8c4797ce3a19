/**
 * The vMF-SNE compression loss in closed form as a few tfjs ops over all temperatures at once: the oracle of the kernels, and the form for other backends.
 * tfjs' own differentiation would triple the dispatches, so the gradient is written out; the formulas stand in `vmfSneHost.ts`.
 */
import * as tf from "../tensor/tf.ts";
import { hasChoice, type VmfSneOptions } from "./vmfSneHost.ts";

/** Subtracted from the cosine of a vector with itself; finite, for an infinity would make 0 * infinity on the diagonal. */
const SELF_PAIR_PENALTY = 1e8;

/**
 * @param teacher [sets, n, n] cosines; a constant.
 * @param compressed [sets, n, n] cosines.
 * @returns [temperatures], loss at each temperature, in nats.
 */
export function vmfSneStacked(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  options: VmfSneOptions,
): tf.Tensor1D {
  const sets = compressed.shape[0];
  const apply = tf.customGrad((...args) => {
    const [compressed, save] = args as unknown as [
      tf.Tensor3D,
      tf.GradSaveFunc,
    ];
    const { losses, gradient } = valueAndGradient(teacher, compressed, options);
    save([gradient]);
    return {
      value: tf.div(losses, sets),
      gradFunc: (dy, saved) => {
        const weight = tf.reshape(dy as tf.Tensor1D, [-1, 1, 1, 1]);
        return tf.div(tf.sum(tf.mul(weight, saved[0]!), 0), sets);
      },
    };
  });
  return apply(compressed) as tf.Tensor1D;
}

/** Losses [temperatures] summed over sets, and their gradient [temperatures, sets, n, n], one entry for each ordered pair. */
function valueAndGradient(
  teacher: tf.Tensor3D,
  compressed: tf.Tensor3D,
  { temperatures, affinities, maskSelf }: VmfSneOptions,
): { losses: tf.Tensor1D; gradient: tf.Tensor4D } {
  const [sets, n] = compressed.shape;
  const { length } = temperatures;
  if (!hasChoice(n, maskSelf)) {
    return {
      losses: tf.zeros([length]),
      gradient: tf.zeros([length, sets, n, n]),
    };
  }
  const sharpness = tf.tensor4d(
    temperatures.map((temperature) => 1 / temperature),
    [length, 1, 1, 1],
  );
  const penalty = maskSelf
    ? tf.mul(tf.eye(n), SELF_PAIR_PENALTY)
    : tf.zeros([n, n]);
  const logits = (cosines: tf.Tensor3D) =>
    tf.mul(tf.expandDims(tf.sub(cosines, penalty), 0), sharpness); // [temperatures, sets, n, n]
  const p = logits(teacher);
  const q = logits(compressed);
  const rowP = tf.logSumExp(p, -1, true); // [temperatures, sets, n, 1]
  const rowQ = tf.logSumExp(q, -1, true);
  const conditionalQ = tf.exp(tf.sub(q, rowQ));
  // Log ratios are taken of unmasked cosines: the penalty's rounding must not enter, not even times 0.
  const shift = tf.mul(
    tf.expandDims(tf.sub(teacher, compressed), 0),
    sharpness,
  );

  if (affinities === "conditional") {
    const conditionalP = tf.exp(tf.sub(p, rowP));
    const logRatio = tf.add(shift, tf.sub(rowQ, rowP));
    return {
      losses: tf.div(tf.sum(tf.mul(conditionalP, logRatio), [1, 2, 3]), n),
      gradient: tf.mul(
        tf.div(tf.sub(conditionalQ, conditionalP), n),
        sharpness,
      ),
    };
  }
  const columnQ = tf.transpose(rowQ, [0, 1, 3, 2]); // [temperatures, sets, 1, n]
  const sumP = logSumOfReciprocals(rowP, tf.transpose(rowP, [0, 1, 3, 2]));
  const sumQ = logSumOfReciprocals(rowQ, columnQ);
  const jointP = tf.exp(tf.sub(tf.add(p, sumP), Math.log(2 * n)));
  const logRatio = tf.add(shift, tf.sub(sumP, sumQ));
  const share = tf.sigmoid(tf.sub(columnQ, rowQ)); // w_ij
  const pull = tf.mul(tf.sum(tf.mul(jointP, share), -1, true), 2); // r_i
  return {
    losses: tf.sum(tf.mul(jointP, logRatio), [1, 2, 3]),
    gradient: tf.mul(tf.sub(tf.mul(conditionalQ, pull), jointP), sharpness),
  };
}

/** log(exp(-x) + exp(-y)), without overflow. */
function logSumOfReciprocals(x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const gap = tf.abs(tf.sub(x, y));
  return tf.sub(tf.log1p(tf.exp(tf.neg(gap))), tf.minimum(x, y));
}
