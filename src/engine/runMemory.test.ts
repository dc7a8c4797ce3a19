import { expect, test } from "vitest";
import { imageView } from "../data/views.ts";
import { createRunMemory } from "./runMemory.ts";

const scope = { teacher: "t", grid: 4, pack: "p", seed: 1, colourChange: 0 };
const tokens = Uint16Array.of(1, 2, 3);

test("keeps image and mirror image for every seed, crops for one", () => {
  const memory = createRunMemory();
  const views = memory.views(scope);
  for (const view of [0, 1, 2]) views.set({ image: 7, view }, tokens);
  expect(memory.views(scope).get({ image: 7, view: 2 })).toBe(tokens);
  const other = memory.views({ ...scope, seed: 11 });
  expect(other.get({ image: 7, view: 0 })).toBe(tokens);
  expect(other.get({ image: 7, view: 1 })).toBe(tokens);
  expect(other.get({ image: 7, view: 2 })).toBeUndefined();
  expect(memory.views(scope).get({ image: 7, view: 2 })).toBeUndefined();
});

test("the views that are kept for every seed do not depend on it, the others do", () => {
  const pixels = Float32Array.from({ length: 32 * 32 * 3 }, (_, i) =>
    Math.sin(i),
  );
  const view = (seed: number, of: number) => imageView(pixels, seed, 3, of, 0);
  expect(view(1, 0)).toEqual(view(2, 0));
  expect(view(1, 1)).toEqual(view(2, 1));
  expect(view(1, 2)).not.toEqual(view(2, 2));
});

test.each([{ teacher: "u" }, { grid: 2 }, { pack: "q" }])(
  "never answers with the tokens of another $teacher$grid$pack",
  (change) => {
    const memory = createRunMemory();
    memory.views(scope).set({ image: 0, view: 0 }, tokens);
    const other = memory.views({ ...scope, ...change });
    expect(other.get({ image: 0, view: 0 })).toBeUndefined();
  },
);

test("never answers with the tokens of a crop in other colours", () => {
  const memory = createRunMemory();
  for (const view of [1, 2])
    memory.views(scope).set({ image: 0, view }, tokens);
  const other = memory.views({ ...scope, colourChange: 0.5 });
  expect(other.get({ image: 0, view: 1 })).toBe(tokens);
  expect(other.get({ image: 0, view: 2 })).toBeUndefined();
});

test("keeps what it has once it is full, and has room again when crops are forgotten", () => {
  const memory = createRunMemory(2 * tokens.byteLength);
  const views = memory.views(scope);
  for (const view of [1, 2, 3]) views.set({ image: 0, view }, tokens);
  expect(views.size).toBe(2);
  expect(views.get({ image: 0, view: 3 })).toBeUndefined();
  const other = memory.views({ ...scope, seed: 2 });
  other.set({ image: 0, view: 3 }, tokens);
  expect(other.get({ image: 0, view: 3 })).toBe(tokens);
});

test("makes a value once, and tries again when that failed", async () => {
  const memory = createRunMemory();
  let made = 0;
  await expect(
    memory.once("a", () => Promise.reject(new Error("given up"))),
  ).rejects.toThrow("given up");
  for (let i = 0; i < 2; i++) {
    expect(await memory.once("a", () => Promise.resolve(++made))).toBe(1);
  }
});
