import { expect, test } from "vitest";
import { checkConfig } from "./configRules.ts";
import { setPath } from "./configPaths.ts";
import { fitToTeacher } from "./fitToTeacher.ts";
import type { PackManifest } from "./packs.ts";
import { presetById } from "./presets.ts";
import type { FeatureTeacher, OnnxTeacher } from "./teachers.ts";

const quick = presetById("emoji-quick").config;

const sha256 = "0".repeat(64);
const file = {
  path: "images.bin",
  bytes: 0,
  sha256,
  encoding: "none",
} as const;

const PACK: PackManifest = {
  ...{ format: 1, id: "emoji8", title: "Emoji", description: "" },
  image: { height: 32, width: 32, channels: 3 },
  ...{ domains: [], sources: [], licence: "" },
  classes: ["animals-nature", "food-drink", "flags", "objects"],
  classTitles: ["Animals", "Food", "Flags", "Objects"],
  counts: { train: 6400, validation: 0, test: 400 },
  classCounts: {
    train: [1600, 1600, 1600, 1600],
    validation: [0, 0, 0, 0],
    test: [100, 100, 100, 100],
  },
  files: { images: { ...file, rawBytes: 0 }, labels: { ...file, rawBytes: 0 } },
};

const teacher = (grid: number): FeatureTeacher => ({
  ...{ format: 1, kind: "features", id: "own-mine-00000000", title: "mine" },
  ...{ width: 8, grid, rows: 6800, matchedBy: "order", classToken: "given" },
  source: { name: "mine.npy", bytes: 1, sha256 },
  pack: { id: "emoji8", title: "Emoji", sha256 },
  file: { path: "features.bin", bytes: 1, sha256 },
});

const demanding = {
  ...quick,
  evaluation: { ...quick.evaluation, corruptedImages: 10, tokenImages: 10 },
};

test.each([0, 4])(
  "makes of a preset a run that features on a grid of %s can teach",
  (grid) => {
    const mine = teacher(grid);
    const before = setPath(demanding, "teacher.id", mine.id);
    const paths = checkConfig(before, [PACK, { ...PACK, id: "crops" }], [mine]);
    expect(paths.map(({ path }) => path)).toEqual([
      ...["data.views", "data.far", "evaluation.corruptedImages"],
      ...(grid === 0 ? ["method.weights.local", "method.weights.feature"] : []),
      ...(grid === 0 ? ["evaluation.tokenImages"] : []),
    ]);
    const fitted = fitToTeacher(demanding, mine);
    expect(checkConfig(fitted, [PACK], [mine])).toEqual([]);
    expect(fitted.method.weights).toMatchObject(
      grid === 0
        ? { global: 1, local: 0, feature: 0, classToken: 1 }
        : { global: 1, local: 1, feature: 1, classToken: 1 },
    );
  },
);

test("the class token takes over the weight of all tokens where it has none of its own", () => {
  const base = setPath(
    setPath(quick, "method.weights.classToken", 0),
    "method.weights.feature",
    3,
  );
  const { weights } = fitToTeacher(base, teacher(0)).method;
  expect(weights).toMatchObject({ feature: 0, classToken: 3 });
});

test("features go with their own pack, and Proteus with patch tokens, alone", () => {
  const fitted = fitToTeacher(quick, teacher(0));
  const other = { ...PACK, id: "other" };
  const moved = checkConfig(
    setPath(fitted, "data.pack", "other"),
    [PACK, other],
    [teacher(0)],
  );
  expect(moved[0]).toEqual({
    path: "data.pack",
    message:
      "must be emoji8, whose images the features of 'mine' are of, got other",
  });
  const proteus = checkConfig(
    setPath(fitted, "method.id", "proteus"),
    [PACK],
    [teacher(0)],
  );
  expect(proteus.map(({ path }) => path)).toEqual(["method.id"]);
});

test("says that a teacher is not here, once it is known which are", () => {
  const fitted = fitToTeacher(quick, teacher(4));
  expect(checkConfig(fitted, null)).toEqual([]);
  expect(checkConfig(fitted, [PACK])).toEqual([
    {
      path: "teacher.id",
      message:
        "there is no teacher 'own-mine-00000000' here; bring the file again that it was made of",
    },
  ]);
});

const network = (grid: number): OnnxTeacher => ({
  ...{ format: 1, kind: "onnx", id: "onnx-vit-00000000", title: "vit, 112 px" },
  ...{ width: 8, grid, trial: [1, 2] },
  source: { name: "vit.onnx", bytes: 1, sha256 },
  input: {
    ...{ name: "pixel_values", type: "float32", layout: "channels-first" },
    ...{ side: 112, batch: null },
  },
  output: { name: "last_hidden_state", leading: 1 },
  preprocessing: {
    ...{ resampling: "bicubic", origin: "assumed" },
    ...{ mean: [0, 0, 0], deviation: [1, 1, 1] },
  },
  file: { path: "model.onnx", bytes: 1, sha256 },
});

test("a network answers about any image: views, other packs and corruption stay", () => {
  const packs = [PACK, { ...PACK, id: "crops" }];
  const fitted = fitToTeacher(demanding, network(8));
  expect(fitted).toEqual({
    ...demanding,
    teacher: { ...demanding.teacher, id: "onnx-vit-00000000" },
  });
  expect(checkConfig(fitted, packs, [network(8)])).toEqual([]);
  const without = fitToTeacher(demanding, network(0));
  expect(without.data).toEqual(demanding.data);
  expect(without.method.weights).toMatchObject({ local: 0, feature: 0 });
  expect(without.evaluation).toEqual({
    ...demanding.evaluation,
    tokenImages: 0,
  });
  expect(checkConfig(without, packs, [network(0)])).toEqual([]);
});
