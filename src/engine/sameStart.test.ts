import { beforeAll, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { useTestBackend } from "../../tests/testBackend.ts";
import { chooseMethod } from "../protocol/chooseMethod.ts";
import { METHOD_IDS } from "../protocol/methods.ts";
import { openPacks, type Packs } from "./packs.ts";
import { loadRunData } from "./runData.ts";
import { createRunMemory } from "./runMemory.ts";
import { createTrainer } from "./trainer.ts";

const config = reducedConfig();
const others = METHOD_IDS.filter((id) => id !== config.method.id);

/** Width and classes of a small teacher and pack. */
const [TEACHER_WIDTH, CLASSES] = [24, 6];

let packs: Packs;
beforeAll(async () => {
  await useTestBackend("cpu");
  packs = openPacks(await reducedReader(), () => {});
});

async function firstStudent(of: typeof config) {
  const trainer = createTrainer(of, TEACHER_WIDTH, CLASSES);
  try {
    return (await trainer.state()).student;
  } finally {
    trainer.dispose();
  }
}

test.each(others)(
  "%s starts from the student of every other method",
  async (id) => {
    expect(await firstStudent(chooseMethod(config, id))).toEqual(
      await firstStudent(config),
    );
  },
);

test("another seed starts from another student", async () => {
  const other = await firstStudent({ ...config, seed: config.seed + 1 });
  expect(other).not.toEqual(await firstStudent(config));
});

test("every method sees the same images under the same views, in the same batches, and is measured on the same", async () => {
  const load = (of: typeof config) => loadRunData(of, packs, createRunMemory());
  const first = await load(config);
  const steps = [1, 2, 7, 40];
  for (const id of others) {
    const data = await load(chooseMethod(config, id));
    expect(steps.map(data.batch), id).toEqual(steps.map(first.batch));
    expect(data.sample(32)).toEqual(first.sample(32));
    expect(data.sets.id.pixels(0, 4)).toEqual(first.sets.id.pixels(0, 4));
    expect(data.sets.bank.labels).toEqual(first.sets.bank.labels);
  }
  const view = first.batch(40).find((key) => key.view > 1)!;
  const mse = await load(chooseMethod(config, "mse"));
  expect(mse.viewPixels(view)).toEqual(first.viewPixels(view));
});
