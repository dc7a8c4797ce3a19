import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setPath } from "../protocol/configPaths.ts";
import { presetById } from "../protocol/presets.ts";
import { resultOf } from "../store/notebook/runs.fixture.ts";
import { readRunFile, writeWhole } from "./runFile.ts";

const { config } = presetById("emoji-quick");

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "runs-"));
  file = path.join(folder, "runs", "a.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const store = (value: unknown) => writeWhole(file, JSON.stringify(value));

test("reads the result of the same config, and says nothing of a file that is not there", () => {
  expect(readRunFile(file, config)).toBeNull();
  const result = resultOf(config);
  store(result);
  expect(readRunFile(file, config)).toEqual({ result });
});

test("an initial value that is stated is the same config", () => {
  store(resultOf(setPath(config, "evaluation.measures", "basic")));
  expect(readRunFile(file, config)).toHaveProperty("result");
});

test("a bench without corrupted images is one too", () => {
  const { final, ...rest } = resultOf(config);
  const student = { ...final.student, measures: { corruption: null } };
  store({ ...rest, final: { ...final, student } });
  expect(readRunFile(file, config)).toHaveProperty("result");
});

test("says which settings of another config differ", () => {
  store(resultOf(setPath(config, "student.width", 8)));
  expect(readRunFile(file, config)).toEqual({
    unfit: "has another student.width",
  });
});

test("does not take half a file, or something else, for a result", () => {
  const { final, ...rest } = resultOf(config);
  for (const broken of [
    { format: 1 },
    { ...rest, final: { ...final, student: null } },
    { ...rest, final, history: "none" },
  ]) {
    store(broken);
    expect(readRunFile(file, config)).toEqual({ unfit: "is no result" });
  }
  writeFileSync(file, '{"format": 1, "con');
  expect(readRunFile(file, config)).toEqual({ unfit: "is not JSON" });
});

test("leaves nothing but the whole file behind", () => {
  writeWhole(file, "first");
  writeWhole(file, "second");
  expect(readFileSync(file, "utf8")).toBe("second");
  expect(readdirSync(path.dirname(file))).toEqual(["a.json"]);
});
