import { expect, test } from "vitest";
import type { RunConfig } from "./config.ts";
import { setPath } from "./configPaths.ts";
import { checkConfig, configCautions } from "./configRules.ts";
import type { PackManifest } from "./packs.ts";
import { PRESETS, presetById } from "./presets.ts";

const quick = presetById("emoji-quick").config;

const noFile = {
  path: "images.bin",
  bytes: 0,
  sha256: "0".repeat(64),
  encoding: "none",
  rawBytes: 0,
} as const;

function pack(id: string, classes: string[], train: number): PackManifest {
  return {
    format: 1,
    id,
    title: id,
    description: "",
    image: { height: 32, width: 32, channels: 3 },
    classes,
    classTitles: classes,
    domains: [],
    counts: { train, validation: 0, test: 400 },
    classCounts: {
      train: classes.map(() => train / classes.length),
      validation: classes.map(() => 0),
      test: classes.map(() => 400 / classes.length),
    },
    files: { images: noFile, labels: noFile },
    sources: [],
    licence: "",
  };
}

const PACKS = [
  pack("emoji8", ["animals-nature", "food-drink", "flags", "objects"], 6400),
  pack("crops", ["crop"], 100),
];

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && !Array.isArray(value);

/** The issues of the default preset after some settings changed. */
function issuesAfter(changes: Record<string, unknown>) {
  let config: RunConfig = quick;
  for (const [path, value] of Object.entries(changes)) {
    if (isGroup(value)) {
      for (const [name, own] of Object.entries(value)) {
        config = setPath(config, `${path}.${name}`, own);
      }
    } else config = setPath(config, path, value);
  }
  return checkConfig(config, PACKS);
}

test("finds nothing wrong with any preset as long as packs are unknown", () => {
  for (const { id, config } of PRESETS) {
    expect(checkConfig(config, null), id).toEqual([]);
  }
});

test("finds nothing wrong with the default preset and its packs", () => {
  expect(checkConfig(quick, PACKS)).toEqual([]);
});

test("a student of three numbers has one head or three", () => {
  const issuesWith = (heads: number) =>
    issuesAfter({ "student.width": 3, "student.heads": heads });
  expect(issuesWith(1)).toEqual([]);
  expect(issuesWith(3)).toEqual([]);
  expect(issuesWith(2)).toMatchObject([{ path: "student.heads" }]);
});

test.each([
  [{ "student.heads": 3 }, "student.heads", /divide the width \(64\)/],
  [{ "student.patch": 5 }, "student.patch", /divide the image side/],
  [
    { "data.heldOut": ["animals-nature", "food-drink", "flags"] },
    "data.heldOut",
    /at least 2 of 4 classes to train on, leaves 1/,
  ],
  [{ "data.heldOut": ["cats"] }, "data.heldOut", /no class 'cats'; it has/],
  [{ "data.heldOut": ["flags", "flags"] }, "data.heldOut", /'flags' twice/],
  [{ "data.far": ["emoji8"] }, "data.far", /must differ from the training/],
  [{ "data.far": ["cifar10"] }, "data.far", /no pack 'cifar10' here; present/],
  [{ "data.pack": "cifar10" }, "data.pack", /no pack 'cifar10' here/],
  [{ "data.images": 3201 }, "data.images", /has 3200 training images/],
  [
    { "data.images": 64, "optimiser.batchSize": 65 },
    "data.images",
    /at least the batch size \(65\), got 64/,
  ],
  [
    { "data.images": 64, "evaluation.knnK": 65 },
    "data.images",
    /neighbours that vote \(65\), got 64/,
  ],
  [
    { "optimiser.minLearningRate": 0.02 },
    "optimiser.minLearningRate",
    /not be above the learning rate \(0.01\), got 0.02/,
  ],
  [
    { "method.temperatures": [0.1, 0.2, 0.1] },
    "method.temperatures",
    /names 0.1 twice/,
  ],
  [
    {
      "method.weights.feature": 0,
      "method.weights.classToken": 0,
      "method.weights.centred": 0,
    },
    "method.weights.feature",
    /the student would learn nothing/,
  ],
  [
    { "method.weights.global": 0, "method.weights.local": 0 },
    "method.weights.global",
    /the teacher head would stay random/,
  ],
  [
    { "method.stopHeadGradient": false, "method.headSteps": 5 },
    "method.headSteps",
    /cannot listen to the student; must be 0, got 5/,
  ],
  [
    { "method.id": "mse", "method.weights": { feature: 0, classToken: 0 } },
    "method.weights.feature",
    /feature and class-token weight are both 0: the student would learn/,
  ],
  [
    { "method.id": "gram", "method.weights": { global: 0 } },
    "method.weights.global",
    /^global weight is 0: the student would learn nothing/,
  ],
  [
    { "method.id": "kd", "method.weights": { classToken: 0, label: 0 } },
    "method.weights.classToken",
    /class-token and label weight are both 0/,
  ],
  [
    { "method.id": "svd", "method.weights": { global: 0, local: 0 } },
    "method.weights.global",
    /the head would be fitted to no token/,
  ],
  [
    { "method.id": "rkd-angle", "optimiser.batchSize": 129 },
    "optimiser.batchSize",
    /must be at most 128 for RKD angles, .* got 129/,
  ],
] as const)("refuses %j with a reason at %s", (changes, path, reason) => {
  const issues = issuesAfter(changes);
  expect(issues).toHaveLength(1);
  expect(issues[0]?.path).toBe(path);
  expect(issues[0]?.message).toMatch(reason);
});

test("lets a head without compression losses learn from the student when it may", () => {
  const issues = issuesAfter({
    "method.weights.global": 0,
    "method.weights.local": 0,
    "method.stopHeadGradient": false,
  });
  expect(issues).toEqual([]);
});

test("allows a run that ends inside its warm-up, and says what that means", () => {
  const short = setPath(quick, "optimiser.steps", 5);
  expect(checkConfig(short, PACKS)).toEqual([]);
  expect(configCautions(short)[0]?.message).toMatch(/ends inside its warm-up/);
  expect(configCautions(quick)).toEqual([]);
});

test("cautions that only the full bench corrupts images", () => {
  const asked = setPath(quick, "evaluation.corruptedImages", 250);
  expect(configCautions(asked).map(({ path }) => path)).toEqual([
    "evaluation.corruptedImages",
  ]);
  const full = setPath(asked, "evaluation.measures", "full");
  expect(configCautions(full)).toEqual([]);
});

test("cautions that only the full bench compares tokens", () => {
  const asked = setPath(quick, "evaluation.tokenImages", 100);
  expect(configCautions(asked).map(({ path }) => path)).toEqual([
    "evaluation.tokenImages",
  ]);
  const full = setPath(asked, "evaluation.measures", "full");
  expect(configCautions(full)).toEqual([]);
});

test("refuses more images than the classes that are not held out have", () => {
  const small = PACKS.map((each) => ({
    ...each,
    classCounts: {
      train: each.classes.map(() => 1400),
      validation: each.classes.map(() => 40),
      test: each.classes.map(() => 45),
    },
  }));
  expect(checkConfig(quick, small)).toEqual([
    {
      path: "data.images",
      message:
        "emoji8 has 2800 training images in the classes not held out, got 3000",
    },
    {
      path: "evaluation.heatmapImages",
      message: "emoji8 has 90 test images in the classes not held out, got 96",
    },
  ]);
});
