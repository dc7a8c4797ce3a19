import { expect, test } from "vitest";
import { arenaSummary } from "../engine/arenaSummary.ts";
import type { ArenaMethod, ArenaResult, ArenaRow } from "../protocol/arena.ts";
import { setPath } from "../protocol/configPaths.ts";
import { presetById } from "../protocol/presets.ts";
import { publishedArena, resultsPage } from "./resultsPage.ts";

/** A row whose kNN accuracy and angle error are given; Spearman is the same everywhere. */
function row(
  method: ArenaMethod,
  seed: number,
  accuracy: number,
  degrees: number,
): ArenaRow {
  const angles = {
    ...{ pearson: 0.5, spearman: 0.5 },
    ...{ meanErrorDegrees: degrees, n: 10 },
  };
  return {
    ...{ method, seed, factor: null, againstScratch: null, best: null },
    knn: { accuracy, n: 1067, bank: 3000 },
    ...{ angles, trainingAngles: angles },
    ood: {
      near: { auroc: 0.6, fpr95: 0.9, nId: 1067, nOod: 270 },
      ...{ far: null, sets: {} },
    },
    timing: method === "teacher" ? null : { msPerStep: 1, totalMs: 90_400 },
    backend: "wasm",
  };
}

function arena(rows: ArenaRow[]): ArenaResult {
  const { config } = presetById("emoji-quick");
  return {
    ...{ format: 1, preset: "emoji-quick", methods: ["cospress", "mse"] },
    config: setPath(
      setPath(config, "evaluation.measures", "full"),
      "student.width",
      32,
    ),
    ...{ seeds: [1, 2, 3], factor: null, reference: "mse" },
    ...{ planned: 6, failures: [], rows, summary: arenaSummary(rows, "mse") },
  };
}

/** CosPress is better in kNN, worse in angles, by nearly the same amount on every seed. */
const rows = [1, 2, 3].flatMap((seed) => [
  row("teacher", seed, 0.7, 0),
  row("cospress", seed, 0.6 + seed / 1000, 12),
  row("mse", seed, 0.5, 10 + seed / 100),
]);

const page = (of: ArenaRow[]) =>
  resultsPage([publishedArena("runs/a", arena(of))], "npm run results");

const comparison = (of: ArenaRow[]) =>
  page(of)
    .split("\n")
    .find((line) => line.startsWith("- **Beside Plain MSE"));

test("says where CosPress leads, loses and ties, with both means, the difference and its interval", () => {
  expect(comparison(rows)).toBe(
    "- **Beside Plain MSE (FitNets)**: CosPress leads in kNN 0.602 against 0.500 (difference 0.102, 0.100 to 0.104). " +
      "It loses in Angle error 12.0 against 10.0 (difference 2.0, 2.0 to 2.0). " +
      "The seeds cannot tell the two apart in Spearman, Near AUROC, Near FPR95.",
  );
});

test("claims nothing where the interval holds 0", () => {
  const mixed = rows.map((one) =>
    one.method === "mse"
      ? row("mse", one.seed, [0.3, 0.9, 0.6][one.seed - 1]!, 12)
      : one,
  );
  expect(comparison(mixed)).toBe(
    "- **Beside Plain MSE (FitNets)**: In no measure can a lead of CosPress be shown. In none can a loss be shown. " +
      "The seeds cannot tell the two apart in Angle error, Spearman, kNN, Near AUROC, Near FPR95.",
  );
});

test("says nothing from one seed", () => {
  expect(comparison(rows.slice(0, 3))).toMatch(
    /fewer than two seeds in common, so that nothing can be said\.$/,
  );
});

test("states what was run, by which command, and how many comparisons it makes", () => {
  const text = page(rows);
  expect(text).toContain("## Emoji, quick, width 32");
  expect(text).toContain(
    "npm run --silent lab -- arena --preset emoji-quick --methods cospress,mse --seeds 3 --set student.width=32 --out runs/a",
  );
  expect(text).toMatch(/6 of 6 runs \(0 failed\), seeds 1, 2, 3, on wasm;/);
  expect(text).toContain("1067 test images, 270 near-OOD;");
  expect(text).toContain("a run took 90 to 90 s");
  expect(text).toContain("These are 5 comparisons at 95 %");
  expect(text).toContain("| Teacher | 3 | 0.0 ± 0.0");
  expect(text).not.toContain("Beside Teacher");
});

test("refuses an arena without CosPress", () => {
  expect(() =>
    page(rows.filter(({ method }) => method !== "cospress")),
  ).toThrow("'Emoji, quick, width 32' does not");
});

test("says what changing a setting does to CosPress, beside itself and the others without the change", () => {
  const factor = { path: "method.weights.gram", values: [0, 2] };
  const under = (value: number, of: ArenaRow[]) =>
    of.map((one) => ({ ...one, factor: { path: factor.path, value } }));
  const changed = [1, 2, 3].flatMap((seed) => [
    row("teacher", seed, 0.7, 0),
    row("cospress", seed, 0.6 + seed / 1000, 6 + seed / 100),
    row("mse", seed, 0.5, 9),
  ]);
  const both = [...under(0, rows), ...under(2, changed)];
  const lines = resultsPage(
    [publishedArena("runs/a", { ...arena(both), factor })],
    "npm run results",
  ).split("\n");
  expect(lines).toContain(
    "### What changing method.weights.gram does to CosPress",
  );
  expect(
    lines.find((line) => line.startsWith("- **With 2, beside CosPress")),
  ).toBe(
    "- **With 2, beside CosPress with 0**: CosPress leads in Angle error 6.0 against 12.0 (difference -6.0, -6.0 to -6.0). " +
      "In none can a loss be shown. The seeds cannot tell the two apart in Spearman, kNN, Near AUROC, Near FPR95.",
  );
  expect(
    lines.find((line) => line.startsWith("- **With 2, beside Plain MSE")),
  ).toMatch(
    /with 0\*\*: CosPress leads in Angle error 6\.0 against 10\.0 .*; kNN 0\.602 against 0\.500/,
  );
});
