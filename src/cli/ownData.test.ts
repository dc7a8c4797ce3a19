import { expect, test } from "vitest";
import { packOf } from "../data/packOf.fixture.ts";
import { presetById } from "../protocol/presets.ts";
import { ownDataAssignments } from "./ownData.ts";

const { manifest } = packOf(
  { height: 1, width: 1, channels: 1 },
  Uint8Array.from({ length: 6 }, (_, i) => i),
  [0, 1, 0, 1, 0, 1],
  [],
  { train: 2, validation: 2, test: 2 },
);
const own = { ...manifest, id: "own" };
const [first = ""] = own.classes;
const { config } = presetById("emoji-quick");
const heldOutFor = (base: typeof config, ...set: [string, unknown][]) =>
  new Map(ownDataAssignments(base, own, set)).get("data.heldOut");

test("a preset holds out classes of its own pack, which own images do not have", () => {
  expect(config.data.heldOut.length).toBeGreaterThan(0);
  expect(heldOutFor(config)).toEqual([]);
  expect(heldOutFor(config, ["data.heldOut", [first]])).toBeUndefined();
});

test("settings of an earlier run on own images hold out what they held out", () => {
  const data = { ...config.data, pack: "own", heldOut: [first] };
  expect(heldOutFor({ ...config, data })).toBeUndefined();
  const others = { ...data, heldOut: [first, "no-such-class"] };
  expect(heldOutFor({ ...config, data: others })).toEqual([first]);
});
