/** Loss kernels on WebGPU against their plain formulations: values and gradients, odd sizes. */
import { beforeAll, describe, expect, test } from "vitest";
import { plainCompressionLoss } from "../../src/cospress/compressionLoss.ts";
import {
  cosineLoss,
  cosineLossesOfTokens,
  plainCosineLoss,
} from "../../src/kernels/cosineLoss.ts";
import { vmfSne, vmfSneOfTokens } from "../../src/kernels/vmfSne.ts";
import { vmfSneOnHost } from "../../src/kernels/vmfSneHost.ts";
import { vmfSneForward } from "../../src/kernels/vmfSneGpu.ts";
import {
  plainWeightedSum,
  weightedSum,
} from "../../src/kernels/weightedSum.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import * as tf from "../../src/tensor/tf.ts";
import { gradientsOf } from "../../src/engine/golden/gradients.ts";
import { expectClose, useWebGpu } from "./support.ts";

beforeAll(useWebGpu);

function random(shape: number[], purpose: string): tf.Tensor {
  const rng = seededRng(5, purpose);
  const size = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Float32Array.from({ length: size }, () => rng.normal()),
    shape,
  );
}

/** Value and gradients of two formulations of one scalar. */
async function expectSame(
  ours: (...x: tf.Tensor[]) => tf.Tensor,
  plain: (...x: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
): Promise<void> {
  await expectClose("value", ours(...inputs), plain(...inputs));
  const [got, expected] = [
    gradientsOf(ours, inputs),
    gradientsOf(plain, inputs),
  ];
  for (const [i, gradient] of got.entries()) {
    await expectClose(`gradient ${i}`, gradient, expected[i]!);
  }
}

const SIZES = [
  { sets: 3, n: 5, dTeacher: 7, dCompressed: 3 },
  { sets: 2, n: 37, dTeacher: 20, dCompressed: 33 },
  { sets: 35, n: 3, dTeacher: 4, dCompressed: 40 },
];

describe.each(SIZES)("compression losses of $sets sets of $n", (sizes) => {
  const { sets, n, dTeacher, dCompressed } = sizes;
  describe.each(["joint", "conditional"] as const)("%s", (affinities) => {
    test.each([
      { maskSelf: true, temperatures: [0.01, 0.05, 0.1] },
      { maskSelf: false, temperatures: [0.1] },
      { maskSelf: true, temperatures: [0.004, 2] },
    ])("$temperatures, self-pairs masked $maskSelf", async (rest) => {
      const options = { affinities, ...rest };
      const teacher = random([sets, n, dTeacher], "teacher") as tf.Tensor3D;
      const compressed = random(
        [sets, n, dCompressed],
        "compressed",
      ) as tf.Tensor3D;
      const losses = new Float32Array(1 + options.temperatures.length);
      const gradient = new Float32Array(compressed.size);
      const values = [
        await teacher.data(),
        await compressed.data(),
      ] as Float32Array[];
      vmfSneOnHost(values[0]!, values[1]!, sizes, options, losses, gradient);
      const loss = (x: tf.Tensor) => vmfSne(teacher, x as tf.Tensor3D, options);
      await expectClose("value", loss(compressed), tf.scalar(losses[0]!));
      const [got] = gradientsOf(loss, [compressed]);
      await expectClose(
        "gradient",
        got!,
        tf.tensor(gradient, compressed.shape),
      );
    });
  });

  test("both of token sets in one pass", async () => {
    const options = {
      affinities: "joint",
      maskSelf: true,
      temperatures: [0.02, 0.1],
    } as const;
    const teacher = random([sets, n, dTeacher], "teacher") as tf.Tensor3D;
    const compressed = random([sets, n, dCompressed], "compressed");
    const first = (x: tf.Tensor) =>
      tf.reshape(tf.slice(x, 0, [sets, 1, x.shape[2]!]), [
        sets,
        -1,
      ]) as tf.Tensor2D;
    const weighted = (global: tf.Tensor, local: tf.Tensor) =>
      tf.add(tf.mul(global, 0.7), tf.mul(local, 1.3));
    await expectSame(
      (x) => {
        const { global, local } = vmfSneOfTokens(
          teacher,
          x as tf.Tensor3D,
          options,
        )!;
        return weighted(global, local);
      },
      (x) =>
        weighted(
          plainCompressionLoss(first(teacher), first(x), options),
          plainCompressionLoss(teacher, x as tf.Tensor3D, options),
        ),
      [compressed],
    );
  });
});

test("the loss at each temperature comes with the mean", async () => {
  const options = {
    affinities: "joint",
    maskSelf: true,
    temperatures: [0.02, 0.1],
  } as const;
  const teacher = random([3, 5, 7], "teacher") as tf.Tensor3D;
  const compressed = random([3, 5, 4], "compressed") as tf.Tensor3D;
  const rows = { sets: 3, n: 5, setStride: 5, rowStride: 1 };
  const { ofTemperatures } = vmfSneForward(
    teacher,
    compressed,
    [rows],
    options,
  );
  const alone = options.temperatures.map((temperature) =>
    plainCompressionLoss(teacher, compressed, {
      ...options,
      temperatures: [temperature],
    }),
  );
  await expectClose("losses", ofTemperatures, tf.stack([tf.stack(alone)]));
});

test.each([
  { n: 1, maskSelf: false },
  { n: 1, maskSelf: true },
  { n: 2, maskSelf: true },
])(
  "sets of $n, self-pairs masked $maskSelf, have loss and gradient exactly 0",
  async ({ n, maskSelf }) => {
    const options = {
      affinities: "joint",
      maskSelf,
      temperatures: [0.01],
    } as const;
    const teacher = random([3, n, 7], "teacher") as tf.Tensor3D;
    const compressed = random([3, n, 4], "compressed");
    const loss = (x: tf.Tensor) => vmfSne(teacher, x as tf.Tensor3D, options);
    expect([...(await loss(compressed).data())]).toEqual([0]);
    const [gradient] = gradientsOf(loss, [compressed]);
    expect(new Set(await gradient!.data())).toEqual(new Set([0]));
  },
);

describe.each([true, false])(
  "cosine losses, targets detached %s",
  (detachTargets) => {
    test.each([
      { n: 4, d: 6, centred: false },
      { n: 5, d: 70, centred: true },
      { n: 19, d: 33, centred: true },
      { n: 300, d: 3, centred: false },
    ])("[$n, $d], centred $centred", async ({ n, d, centred }) => {
      const options = { detachTargets, centred };
      const [x, y] = [random([n, d], "x"), random([n, d], "y")];
      const pair = (f: typeof cosineLoss) => (x: tf.Tensor, y: tf.Tensor) =>
        f(x as tf.Tensor2D, y as tf.Tensor2D, options);
      await expectSame(pair(cosineLoss), pair(plainCosineLoss), [x, y]);
    });

    test.each([true, false])("of token sets, centred %s", async (centred) => {
      const [n, t, d] = [4, 5, 9];
      const [x, y] = [random([n, t, d], "x"), random([n, t, d], "y")];
      const all = (z: tf.Tensor) => tf.reshape(z, [n, t * d]) as tf.Tensor2D;
      const first = (z: tf.Tensor) =>
        tf.reshape(tf.slice(z, 0, [n, 1, d]), [n, d]) as tf.Tensor2D;
      const sum = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) =>
        tf.add(tf.add(tf.mul(a, 0.4), tf.mul(b, 1.5)), c);
      await expectSame(
        (x, y) => {
          const options = { detachTargets, centred };
          const losses = cosineLossesOfTokens(
            x as tf.Tensor3D,
            y as tf.Tensor3D,
            options,
          )!;
          return sum(losses.feature, losses.classToken, losses.centred);
        },
        (x, y) => {
          const loss = (take: typeof all, centred: boolean) =>
            plainCosineLoss(take(x!), take(y!), { detachTargets, centred });
          const third = centred
            ? tf.add(loss(all, true), loss(first, true))
            : tf.scalar(0);
          return sum(loss(all, false), loss(first, false), third);
        },
        [x, y],
      );
    });
  },
);

test("a vector of length 0 has cosine 0 and a finite gradient", async () => {
  const x = tf.tensor2d([0, 0, 1, 2], [2, 2]);
  const y = tf.tensor2d([1, 2, 0, 0], [2, 2]);
  const loss = (x: tf.Tensor) =>
    cosineLoss(x as tf.Tensor2D, y, { detachTargets: true, centred: false });
  expect([...(await loss(x).data())]).toEqual([1]);
  const [gradient] = gradientsOf(loss, [x]);
  expect([...(await gradient!.data())].every(Number.isFinite)).toBe(true);
});

test("a weighted sum of known and unknown scalars, and its gradient", async () => {
  const inputs = [tf.scalar(2), tf.square(tf.scalar(3)), tf.sqrt(tf.scalar(5))];
  const terms = (x: tf.Tensor[]) =>
    x.map((term, i) => [[0.5, 0, 2][i]!, term as tf.Scalar] as const);
  await expectSame(
    (...x) => tf.square(weightedSum(terms(x))),
    (...x) => tf.square(plainWeightedSum(terms(x))),
    inputs,
  );
});
