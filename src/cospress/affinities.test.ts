import { beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import {
  logConditionalAffinities,
  logJointAffinities,
  pairwiseCosine,
} from "./affinities.ts";

beforeAll(() => useTestBackend("cpu"));

function vectors(): tf.Tensor3D {
  const rng = seededRng(8, "affinities");
  return tf.tensor3d(
    Float32Array.from({ length: 2 * 5 * 4 }, () => rng.normal()),
    [2, 5, 4],
  );
}

const masks = [true, false].map((maskSelf) => ({ maskSelf }));

describe.each(masks)("affinities, self-pairs masked $maskSelf", (how) => {
  const cosines = () => pairwiseCosine(vectors(), how);

  test.each([0.01, 0.1, 2])(
    "conditional ones sum to 1 along every row at temperature %d",
    async (temperature) => {
      const log = logConditionalAffinities(cosines(), temperature);
      const sums = await tf.sum(tf.exp(log), -1).data();
      expect(sums.length).toBe(10);
      for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
    },
  );

  test.each([0.01, 0.1, 2])(
    "joint ones sum to 1 over every set, and are symmetric, at temperature %d",
    async (temperature) => {
      const log = logJointAffinities(cosines(), temperature);
      const sums = await tf.sum(tf.exp(log), [1, 2]).data();
      expect(sums.length).toBe(2);
      for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
      const swapped = tf.transpose(log, [0, 2, 1]);
      const asymmetry = tf.max(tf.abs(tf.sub(tf.exp(log), tf.exp(swapped))));
      expect((await asymmetry.data())[0]).toBeLessThan(1e-7);
    },
  );
});

test("a masked vector never picks itself", async () => {
  const cosines = pairwiseCosine(vectors(), { maskSelf: true });
  const chances = await tf.exp(logConditionalAffinities(cosines, 1)).data();
  for (let i = 0; i < 5; i++) expect(chances[i * 5 + i]).toBe(0);
});

test("cosines are those of the angles", async () => {
  const at = (degrees: number) => [
    3 * Math.cos((degrees * Math.PI) / 180),
    3 * Math.sin((degrees * Math.PI) / 180),
  ];
  const cosines = pairwiseCosine(tf.tensor2d([at(10), at(70), at(190)]), {
    maskSelf: false,
  });
  const expected = [1, 0.5, -1, 0.5, 1, -0.5, -1, -0.5, 1];
  (await cosines.data()).forEach((cosine, i) => {
    expect(cosine).toBeCloseTo(expected[i]!, 6);
  });
});
