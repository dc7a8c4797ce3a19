import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { presetById, PRESETS } from "../../src/protocol/presets.ts";
import type { RunResult } from "../../src/protocol/results.ts";
import { lab, LIMIT_MS, SMALL_SETTINGS } from "./runLab.ts";

function canImport(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}

const out = mkdtempSync(path.join(tmpdir(), "lab-"));
afterAll(() => rmSync(out, { recursive: true }));

/** The default preset with few images and few, narrow steps; evaluated on all its test images. */
const SMALL = [
  ...["train", "--preset", "emoji-quick", "--backend", "wasm", "--steps", "4"],
  ...SMALL_SETTINGS,
];

test(
  "lists the presets as JSON, and which of them can run",
  { timeout: LIMIT_MS },
  async () => {
    const { code, stdout } = await lab("presets");
    expect(code).toBe(0);
    const listed = JSON.parse(stdout) as {
      id: string;
      title: string;
      available: boolean;
      config: unknown;
    }[];
    expect(listed.map(({ id }) => id)).toEqual(PRESETS.map(({ id }) => id));
    expect(listed[0]).toEqual({
      id: "emoji-quick",
      title: "Emoji, quick",
      available: true,
      config: presetById("emoji-quick").config,
    });
  },
);

test(
  "trains without a page and writes everything a result holds; twice the same for one seed",
  { timeout: LIMIT_MS },
  async () => {
    const results: RunResult[] = [];
    const fromFile = ["--config", path.join(out, "first/result.json")];
    const arguments_ = {
      first: [...SMALL, "--set", 'data.far=["crops"]', "--seed", "5"],
      // A result's settings, as --config takes them.
      second: ["train", ...fromFile, "--backend", "wasm"],
    };
    for (const [name, words] of Object.entries(arguments_)) {
      const folder = path.join(out, name);
      const { code, stdout, stderr } = await lab(...words, "--out", folder);
      expect(stderr).toContain("backend wasm");
      expect(code).toBe(0);
      const result = JSON.parse(
        readFileSync(path.join(folder, "result.json"), "utf8"),
      ) as RunResult;
      const { history: _history, ...summary } = result;
      expect(JSON.parse(stdout)).toEqual(summary);
      results.push(result);
    }
    const [first, second] = results as [RunResult, RunResult];
    expect(first.config.seed).toBe(5);
    expect(first).toMatchObject({
      format: 1,
      preset: "emoji-quick",
      backend: "wasm",
    });
    expect(first.adapter).toMatch(/SIMD/);
    expect(first.versions["tfjs"]).toBe("4.22.0");
    expect(first.history.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    for (const { learningRate, losses } of first.history) {
      expect(learningRate).toBeGreaterThan(0);
      expect(Object.keys(losses)).toEqual([
        "total",
        "global",
        "local",
        "feature",
        "classToken",
      ]);
      for (const loss of Object.values(losses)) expect(loss).toBeGreaterThan(0);
    }
    for (const row of [
      "teacher",
      "compressed",
      "student",
      "untrained",
    ] as const) {
      const { knn, angles, ood } = first.final[row]!;
      expect(knn.n).toBe(524);
      expect(angles.n).toBe((knn.n * (knn.n - 1)) / 2);
      expect(Object.keys(ood.sets)).toEqual([
        "class:animals-nature",
        "class:food-drink",
        "pack:crops",
      ]);
      for (const part of [ood.near, ood.far]) {
        expect(part?.auroc).toBeGreaterThanOrEqual(0);
        expect(part?.fpr95).toBeLessThanOrEqual(1);
      }
    }
    expect(first.timing.totalMs).toBeGreaterThan(first.timing.firstLossMs);
    expect(second.preset).toBeNull();
    expect(second.config).toEqual(first.config);
    expect(second.history).toEqual(first.history);
    expect(second.final).toEqual(first.final);
  },
);

test(
  "trains by another method, and says that there is no compressed teacher",
  { timeout: LIMIT_MS },
  async () => {
    const folder = path.join(out, "rkd");
    const { code, stderr } = await lab(
      ...SMALL,
      ...["--set", "optimiser.learningRate=0.002"],
      ...["--set", "method.id=rkd-angle", "--out", folder],
    );
    expect(stderr).toMatch(/RKD, angles has no map on the teacher's side/);
    expect(code).toBe(0);
    const { config, final, history } = JSON.parse(
      readFileSync(path.join(folder, "result.json"), "utf8"),
    ) as RunResult;
    expect(config.method.id).toBe("rkd-angle");
    // A learning rate that is given stands, wherever it is given.
    expect(config.optimiser.learningRate).toBe(0.002);
    expect(final.compressed).toBeNull();
    expect(final.student.angles.n).toBeGreaterThan(0);
    expect(history.every(({ losses }) => losses.global > 0)).toBe(true);
  },
);

test.each([
  {
    args: [],
    says: "the command must be train, evaluate, embed, export, arena, claims, publish-claims, results, presets or verify",
  },
  {
    args: ["fly"],
    says: "the command must be train, evaluate, embed, export, arena, claims, publish-claims, results, presets or verify, got fly",
  },
  { args: ["train"], says: "--out: must name a folder" },
  { args: ["train", "--out", out, "--preset", "nope"], says: "emoji-quick" },
  {
    args: ["train", "--out", out, "--set", "student.wdth=3"],
    says: "student.wdth",
  },
  {
    args: ["train", "--out", out, "--set", "student.width"],
    says: "--set: must be path=value",
  },
  {
    args: ["train", "--out", out, "--set", "student.width=wide"],
    says: "student.width",
  },
  {
    args: ["train", "--out", out, "--set", "student.heads=5"],
    says: "student.heads",
  },
  {
    args: ["train", "--out", out, "--backend", "abacus"],
    says: "--backend: must be",
  },
  { args: ["train", "--out", out, "--colour"], says: "--colour" },
])(
  "exits with 2 and says what was wrong: $args",
  { timeout: LIMIT_MS },
  async ({ args, says }) => {
    const { code, stdout, stderr } = await lab(...args);
    expect(stderr).toContain(says);
    expect(stderr).toContain("usage:");
    expect(code).toBe(2);
    expect(stdout).toBe("");
  },
);

test(
  "refuses more images than the classes have, before anything runs",
  { timeout: LIMIT_MS },
  async () => {
    const { code, stderr } = await lab(
      ...SMALL,
      ...["--set", "data.images=3800"],
      ...["--out", path.join(out, "failed")],
    );
    expect(stderr).toMatch(/data.images: .* training images in the classes/);
    expect(code).toBe(2);
  },
);

test(
  "exits with 1 when the run itself fails",
  { timeout: LIMIT_MS },
  async ({ skip }) => {
    skip(canImport("webgpu"), "the optional package 'webgpu' is installed");
    const { code, stderr } = await lab(
      ...SMALL,
      ...["--backend", "webgpu", "--out", path.join(out, "failed")],
    );
    expect(stderr).toMatch(/the package 'webgpu' must be installed/);
    expect(code).toBe(1);
  },
);

test(
  "refuses a run that would not fit into memory, with the options that make it fit",
  { timeout: LIMIT_MS },
  async () => {
    const sizes = ["width=384", "depth=12", "heads=12", "patch=2"].flatMap(
      (size) => ["--set", `student.${size}`],
    );
    const { code, stderr } = await lab(
      ...["train", "--backend", "wasm", "--set", "optimiser.batchSize=512"],
      ...[...sizes, "--out", path.join(out, "large")],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /prepare: optimiser\.batchSize: a step takes about \d+\.\d GB, of which/,
    );
    expect(stderr).toMatch(/^Add --set optimiser\.batchSize=\d+$/m);
  },
);
