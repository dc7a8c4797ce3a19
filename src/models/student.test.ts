import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { toVariables } from "./parameters.ts";
import { initialStudent, studentTokens } from "./student.ts";
import type { StudentSizes } from "./studentSizes.ts";

const SIZES: StudentSizes = {
  image: 8,
  patch: 4,
  width: 8,
  depth: 1,
  heads: 2,
  stem: "linear",
};

/** One image of 2 x 2 patches; the first patch is of one grey, the others are random. */
function imageWith(firstPatch: number): tf.Tensor4D {
  const rng = seededRng(1, "pixels");
  const values = Float32Array.from({ length: 8 * 8 * 3 }, () => rng.uniform());
  for (let y = 0; y < 4; y++) {
    values.fill(firstPatch, y * 8 * 3, (y * 8 + 4) * 3);
  }
  return tf.tensor4d(values, [1, 8, 8, 3]);
}

const mask = (...hidden: number[]) => tf.tensor3d(hidden, [1, 4, 1]);
const token = () => tf.fill([1, 1, 8], 0.3) as tf.Tensor3D;

describe.each(["cpu", "wasm"] as const)("hidden patches on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  const student = () => toVariables(initialStudent(SIZES, seededRng(2, "s")));

  test("are not seen, and nothing else is", async () => {
    const parameters = student();
    const tokensOf = (grey: number, ...hidden: number[]) =>
      studentTokens(parameters, SIZES, imageWith(grey), {
        mask: mask(...hidden),
        token: token(),
      }).data();
    expect(await tokensOf(0.2, 1, 0, 0, 0)).toEqual(
      await tokensOf(0.9, 1, 0, 0, 0),
    );
    expect(await tokensOf(0.2, 0, 1, 0, 0)).not.toEqual(
      await tokensOf(0.9, 0, 1, 0, 0),
    );
    const open = await studentTokens(parameters, SIZES, imageWith(0.2)).data();
    expect(await tokensOf(0.2, 0, 0, 0, 0)).toEqual(open);
  });

  test("teach the token in their place", async () => {
    const parameters = student();
    const firstNumbers = (x: tf.Tensor) => {
      const hidden = { mask: mask(1, 0, 0, 1), token: x as tf.Tensor3D };
      const image = imageWith(0.2);
      const tokens = studentTokens(parameters, SIZES, image, hidden);
      return tf.sum(tf.square(tf.slice(tokens, 0, [1, 1, 3])));
    };
    const gradient = tf.grad(firstNumbers)(token());
    const largest = Math.max(...(await gradient.data()).map(Math.abs));
    expect(largest).toBeGreaterThan(0);
  });
});
