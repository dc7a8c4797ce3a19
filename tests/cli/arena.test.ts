import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ArenaResult } from "../../src/protocol/arena.ts";
import { readComparison } from "../../src/protocol/comparisonFile.ts";
import type { RunResult } from "../../src/protocol/results.ts";
import { lab, LIMIT_MS, SMALL_SETTINGS } from "./runLab.ts";

const out = mkdtempSync(path.join(tmpdir(), "arena-"));
afterAll(() => rmSync(out, { recursive: true }));

const TINY = [
  ...["arena", "--preset", "emoji-quick", "--backend", "wasm", "--steps", "2"],
  ...SMALL_SETTINGS,
];
const TWO = [...TINY, "--methods", "cospress,mse"];

const folder = path.join(out, "two");
const read = (file: string): unknown =>
  JSON.parse(readFileSync(path.join(folder, file), "utf8"));
const runFiles = () => readdirSync(path.join(folder, "runs")).sort();
const writtenAt = () =>
  runFiles().map((name) => statSync(path.join(folder, "runs", name)).mtimeMs);

test(
  "two methods on two seeds: same start, same batches, a row each, and a table",
  { timeout: LIMIT_MS },
  async () => {
    const { code, stdout, stderr } = await lab(
      ...[...TWO, "--seeds", "2", "--out", folder],
    );
    expect(stderr).toMatch(/4 runs, 0 there already/);
    expect(stderr).toMatch(/mse-2: kNN 0\.\d+, angle error/);
    expect(code).toBe(0);
    expect(runFiles()).toEqual([
      ...["cospress-1.json", "cospress-2.json"],
      ...["mse-1.json", "mse-2.json"],
    ]);
    const arena = read("arena.json") as ArenaResult;
    expect(
      arena.rows.map(({ method, seed, factor }) => [method, seed, factor]),
    ).toEqual([
      ...[1, 2].map((seed) => ["teacher", seed, null]),
      ...[1, 2].map((seed) => ["untrained", seed, null]),
      ...[1, 2].flatMap((seed) =>
        ["cospress", "mse"].map((method) => [method, seed, null]),
      ),
    ]);
    expect(arena).toMatchObject({
      ...{ format: 1, preset: "emoji-quick", reference: "cospress" },
      ...{ planned: 4, failures: [], factor: null, seeds: [1, 2] },
    });

    for (const seed of [1, 2]) {
      const [cospress, mse] = ["cospress", "mse"].map(
        (method) => read(`runs/${method}-${seed}.json`) as RunResult,
      ) as [RunResult, RunResult];
      // The same images and the same student before step 1, measured by each run's own data and networks or shared.
      expect(mse.final.untrained).toEqual(cospress.final.untrained);
      expect(mse.final.teacher).toEqual(cospress.final.teacher);
      const row = arena.rows.find(
        (other) => other.method === "mse" && other.seed === seed,
      )!;
      expect(row).toMatchObject(mse.final.student);
      expect(row.measures!.probe.accuracy).toBeGreaterThan(0);
      expect(row.measures!.geometry.neighbours.n).toBe(524);
    }

    const [teacher, untrained, cospress, mse] = arena.summary;
    expect(teacher!.measures["angles.meanErrorDegrees"]!.mean).toBe(0);
    expect(untrained!.method).toBe("untrained");
    expect(cospress!.measures["knn.accuracy"]!.difference).toBeNull();
    const { mean, difference } = mse!.measures["knn.accuracy"]!;
    expect(difference!.n).toBe(2);
    expect(difference!.student.mean).toBeCloseTo(
      mean - cospress!.measures["knn.accuracy"]!.mean,
      12,
    );
    expect(JSON.parse(stdout)).toEqual({ ...arena, rows: undefined });

    const table = readFileSync(path.join(folder, "arena.md"), "utf8");
    expect(table).toContain("4 of 4 runs; seeds 1, 2");
    expect(table).toContain(
      `| Plain MSE (FitNets) | 2 | ${mse!.measures["angles.meanErrorDegrees"]!.mean.toFixed(1)} ± `,
    );
  },
);

test(
  "runs only what is missing, and goes on where a run fails",
  { timeout: LIMIT_MS },
  async () => {
    const before = writtenAt();
    const arena = read("arena.json");
    const again = await lab(...TWO, "--seeds", "2", "--out", folder);
    expect(again.stderr).toMatch(/4 runs, 4 there already/);
    expect(again.code).toBe(0);
    expect(writtenAt()).toEqual(before);
    expect(read("arena.json")).toEqual(arena);

    // A result cannot take the place of a folder.
    const obstacle = path.join(folder, "runs", "svd-1.json");
    mkdirSync(obstacle);
    rmSync(path.join(folder, "runs", "mse-1.json"));
    const more = await lab(
      ...[...TINY, "--methods", "cospress,svd,mse", "--seeds", "1"],
      ...["--jobs", "1", "--out", folder],
    );
    expect(more.stderr).toMatch(/3 runs, 1 there already, 1 at a time/);
    expect(more.stderr).toMatch(/svd, seed 1, failed: .*svd-1\.json/);
    expect(more.code).toBe(1);
    expect(existsSync(path.join(folder, "runs", "mse-1.json"))).toBe(true);
    const { rows, failures, planned } = read("arena.json") as ArenaResult;
    expect(planned).toBe(3);
    expect(failures).toMatchObject([{ method: "svd", seed: 1 }]);
    expect(rows.map(({ method }) => method)).toEqual([
      ...["teacher", "untrained", "cospress", "mse"],
    ]);
  },
);

test(
  "makes a page of results from an arena, which claims nothing from one seed",
  { timeout: LIMIT_MS },
  async () => {
    const page = path.join(out, "results.md");
    const site = path.join(out, "site");
    const { code } = await lab(
      ...["results", folder, "--out", page, "--site", site],
    );
    expect(code).toBe(0);
    const parsed = (name: string) =>
      JSON.parse(readFileSync(path.join(site, name), "utf8")) as unknown;
    const id = path.basename(folder);
    expect(parsed("index.json")).toEqual({
      arenas: [{ id, title: "Emoji, quick, width 8" }],
    });
    const reading = readComparison(parsed(`${id}.json`));
    expect(reading).toMatchObject({
      ok: true,
      value: {
        comparison: { planned: 3, methods: ["cospress", "svd", "mse"] },
      },
    });
    const text = readFileSync(page, "utf8");
    expect(text).toContain("## Emoji, quick, width 8");
    expect(text).toMatch(/2 of 3 runs \(1 failed\), seeds 1, on wasm/);
    expect(text).toMatch(/Beside Plain MSE .* nothing can be said\./);
    // What was published is as good as the runs behind it.
    const again = path.join(out, "again.md");
    const published = path.join(site, `${id}.json`);
    const second = await lab(
      ...["results", published, "--out", again],
      ...["--site", path.join(out, "site-again")],
    );
    expect(second.code).toBe(0);
    const body = (file: string) =>
      readFileSync(file, "utf8").replace(/^Generated by .*$/m, "");
    expect(body(again)).toBe(body(page));
  },
);

test.each([
  { args: ["results"], says: "must name folders of arenas" },
  {
    args: ["results", path.join(out, "nowhere")],
    says: "expected a file at",
  },
  {
    args: ["results", "public/results/index.json"],
    says: "must be a published arena",
  },
  { args: ["arena", "--out", out], says: "--methods: must name methods" },
  {
    args: ["arena", "--methods", "svd", "--seeds", "many", "--out", out],
    says: "--seeds: must be a whole number",
  },
  {
    args: ["arena", "--methods", "svd", "--colour", "--out", out],
    says: "--colour",
  },
  {
    args: [
      ...["arena", "--methods", "svd", "--out", out],
      ...["--factor", "student.heads=4,5"],
    ],
    says: "student.heads: must divide the width",
  },
])(
  "exits with 2 and says what was wrong: $args",
  { timeout: LIMIT_MS },
  async ({ args, says }) => {
    const { code, stdout, stderr } = await lab(...args);
    expect(stderr).toContain(says);
    expect(stderr).toContain("usage:");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(existsSync(path.join(out, "arena.json"))).toBe(false);
  },
);
