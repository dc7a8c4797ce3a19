import { beforeAll, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import type { Teacher } from "../models/teacher.ts";
import * as tf from "../tensor/tf.ts";
import { createTeacherTokens, resampleTokens } from "./teacherTokens.ts";

beforeAll(() => useTestBackend("cpu"));

const SIDE = 32;

/** A 2 x 2 grid of 3-dimensional tokens that follow from the first pixels of an image. */
function toyTeacher(): Teacher & { seen: number } {
  return {
    id: "mobilenet-v2-fast",
    width: 3,
    grid: 2,
    knowsAnyImage: true,
    seen: 0,
    embed({ n, pixels }) {
      this.seen += n;
      const size = 15;
      const each = pixels.length / n;
      const values = Float32Array.from(
        { length: n * size },
        (_, i) => pixels[Math.floor(i / size) * each + (i % size)]!,
      );
      return Promise.resolve(tf.tensor3d(values, [n, 5, 3]));
    },
    dispose() {},
  };
}

const pixels = ({ image, view }: { image: number; view: number }) =>
  Float32Array.from({ length: SIDE * SIDE * 3 }, (_, i) =>
    Math.sin(i * (1 + image) + 7 * view),
  );

const noPause = () => Promise.resolve();

test("asks the teacher once for each view, and answers the same from the cache", async () => {
  const teacher = toyTeacher();
  const tokens = createTeacherTokens(teacher, 2, 0.7, pixels);
  const keys = [0, 1, 2].map((image) => ({ image, view: 0 }));
  await tokens.fitMeans(keys, noPause);
  expect(teacher.seen).toBe(3);
  const first = await tokens.batch([...keys, { image: 0, view: 1 }], noPause);
  expect(teacher.seen).toBe(4);
  const again = await tokens.batch([...keys, { image: 0, view: 1 }], noPause);
  expect(teacher.seen).toBe(4);
  expect(again).toEqual(first);
});

test("subtracts a fraction of the mean training token from LayerNormed tokens", async () => {
  const keys = [0, 1, 2, 3].map((image) => ({ image, view: 0 }));
  const centred = createTeacherTokens(toyTeacher(), 2, 1, pixels);
  await centred.fitMeans(keys, noPause);
  const values = await centred.batch(keys, noPause);
  // Fully centred on the very images of the mean: class tokens add up to nothing, but for half precision.
  for (let c = 0; c < 3; c++) {
    const sum = keys.reduce((total, _, i) => total + values[i * 15 + c]!, 0);
    expect(Math.abs(sum)).toBeLessThan(4e-3);
  }
});

test("gives evaluation the class tokens that training sees", async () => {
  const keys = [0, 1, 2, 3].map((image) => ({ image, view: 0 }));
  const tokens = createTeacherTokens(toyTeacher(), 2, 0.7, pixels);
  await tokens.fitMeans(keys, noPause);
  const batch = await tokens.batch(keys, noPause);
  const source = {
    n: 4,
    pixels(start: number, count: number) {
      const out = new Float32Array(count * SIDE * SIDE * 3);
      for (let i = 0; i < count; i++)
        out.set(pixels({ image: start + i, view: 0 }), i * SIDE * SIDE * 3);
      return out;
    },
  };
  const classTokens = await tokens.classTokens(source, noPause);
  for (let i = 0; i < 4; i++) {
    for (let c = 0; c < 3; c++) {
      expect(classTokens[i * 3 + c]!).toBeCloseTo(batch[i * 15 + c]!, 2);
    }
  }
});

test("refuses to centre before the means are known", async () => {
  const tokens = createTeacherTokens(toyTeacher(), 2, 0.7, pixels);
  await expect(tokens.batch([{ image: 0, view: 0 }], noPause)).rejects.toThrow(
    "means must be set",
  );
});

/** One image with class token 100 and patch tokens 0, 1, 2, ... */
const numbered = (grid: number) =>
  tf.tensor3d([100, ...Array(grid * grid).keys()], [1, 1 + grid * grid, 1]);

test("averages squares of patch tokens for a coarser grid", async () => {
  const coarse = resampleTokens(numbered(4), 4, 2);
  // Rows 0 1 2 3 / 4 5 6 7 / 8 9 10 11 / 12 13 14 15.
  expect([...(await coarse.data())]).toEqual([100, 2.5, 4.5, 10.5, 12.5]);
});

test("repeats patch tokens for a finer grid", async () => {
  const fine = resampleTokens(numbered(2), 2, 4);
  expect([...(await fine.data())]).toEqual([
    100, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3,
  ]);
});

test("weighs patch tokens by the area that they share, where neither grid divides the other", async () => {
  // Each of 2 x 2 covers one and a half tokens of 3 x 3 along both axes, with weights 2/3 and 1/3.
  const coarse = resampleTokens(numbered(3), 3, 2);
  const [classToken, ...patches] = await coarse.data();
  expect(classToken).toBe(100);
  [4 / 3, 8 / 3, 16 / 3, 20 / 3].forEach((expected, i) =>
    expect(patches[i]).toBeCloseTo(expected, 5),
  );
});

test("takes class tokens alone from a teacher without patch tokens, and tells it which images of the pack they are", async () => {
  const asked: unknown[] = [];
  const teacher: Teacher = {
    ...{ id: "own-rows-00000000", width: 3, grid: 0, knowsAnyImage: false },
    embed({ n, origins }) {
      asked.push(...origins);
      const rows = origins.map((origin) => [origin?.index ?? -1, 5, 9]);
      return Promise.resolve(tf.tensor3d(rows.flat(), [n, 1, 3]));
    },
    dispose() {},
  };
  const origin = { pack: "shapes", seed: 1, colourChange: 0 };
  const tokens = createTeacherTokens(teacher, 0, 1, pixels, origin);
  const keys = [4, 2].map((image) => ({ image, view: 0 }));
  const means = await tokens.fitMeans(keys, noPause);
  expect([means.classToken.length, means.patchToken.length]).toEqual([3, 0]);
  expect(await tokens.batch(keys, noPause)).toHaveLength(2 * 3);
  await tokens.batch([{ image: 4, view: 3 }], noPause);
  expect(asked).toEqual([
    { pack: "shapes", index: 4 },
    { pack: "shapes", index: 2 },
    null,
  ]);
});
