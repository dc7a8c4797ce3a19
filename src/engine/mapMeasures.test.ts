import { afterAll, beforeAll, expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { useTestBackend } from "../../tests/testBackend.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import type { MethodId } from "../protocol/methods.ts";
import { measureMap } from "./mapMeasures.ts";
import { createTrainer, type Trainer } from "./trainer.ts";

beforeAll(() => useTestBackend("cpu"));

const TEACHER_WIDTH = 40;
let trainer: Trainer | null = null;
afterAll(() => trainer?.dispose());

async function open(method: MethodId): Promise<Trainer> {
  trainer?.dispose();
  const config = chooseMethod(reducedConfig(), method);
  trainer = createTrainer(config, TEACHER_WIDTH, 6);
  return trainer;
}

test("an orthonormal head has condition 1", async () => {
  const map = await measureMap(await open("orthonormal"));
  expect(map.singularValues).toHaveLength(16);
  expect(map.condition).toBeCloseTo(1, 5);
  expect(map.orthogonalityDeviation).toBeCloseTo(0, 5);
});

test("the scale of the LayerNorm in front belongs to the map", async () => {
  const learned = await open("cospress");
  const before = await measureMap(learned);
  const state = await learned.state();
  const norm = state.head["norm.weight"]!;
  const tripled = { ...norm, values: norm.values.map((x) => 3 * x) };
  learned.restore({
    ...state,
    head: { ...state.head, "norm.weight": tripled },
  });
  const after = await measureMap(learned);
  expect(after.singularValues[0]).toBeCloseTo(3 * before.singularValues[0]!, 4);
  expect(after.condition).toBeCloseTo(before.condition!, 4);
});
