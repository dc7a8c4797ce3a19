import { expect, test } from "vitest";
import { testPack } from "../../tests/support/fakeEngine.ts";
import { checkConfig } from "./configRules.ts";
import { fitToPack } from "./fitToPack.ts";
import { presetById } from "./presets.ts";

const { config } = presetById("emoji-quick");

test("asks no more of a pack than it has, and makes settings that hold together", () => {
  const pack = testPack("own-pets-12345678", ["cats", "dogs", "birds"], 150);
  const far = testPack("crops", ["crop"]);
  const fitted = fitToPack(config, pack, ["birds"]);
  expect(fitted.data).toMatchObject({
    ...{ pack: pack.id, heldOut: ["birds"], images: 100, far: ["crops"] },
  });
  expect(fitted.optimiser.batchSize).toBeLessThanOrEqual(100);
  expect(checkConfig(fitted, [pack, far])).toEqual([]);
});

test("never takes the pack for foreign to itself, and leaves a large one's settings alone", () => {
  const pack = testPack("crops", ["a", "b"], 100_000);
  const { data, ...rest } = fitToPack(config, pack, []);
  expect(data).toEqual({
    ...config.data,
    ...{ pack: "crops", heldOut: [], far: [] },
  });
  const { data: _, ...before } = config;
  expect(rest).toEqual(before);
});
