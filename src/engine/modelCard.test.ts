import { expect, test } from "vitest";
import type { RunConfig } from "../protocol/config.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { presetById } from "../protocol/presets.ts";
import { beginUpdate } from "../protocol/beginning.ts";
import type {
  ConfigUpdate,
  DetectionResult,
  FinalEvaluation,
} from "../protocol/results.ts";
import { modelCard, type FinishedRun } from "./modelCard.ts";

const NEAR: DetectionResult = { auroc: 0.7, fpr95: 0.8, nId: 100, nOod: 40 };

function row(accuracy: number, near: DetectionResult | null): FinalEvaluation {
  const angles = { pearson: 0.9, spearman: 0.9, meanErrorDegrees: 12.34 };
  return {
    knn: { accuracy, n: 100, bank: 10 },
    angles: { ...angles, n: 4950 },
    trainingAngles: { ...angles, n: 45 },
    ood: { near, far: null, sets: {} },
  };
}

const source = {
  ...{ name: "Dots", version: "1.0.0", url: "https://example.org/dots" },
  ...{ licence: "CC0-1.0", integrity: "", modification: "none" },
};

/** A finished run of made-up numbers; `change` alters its config. */
function finished(
  change: (config: RunConfig) => void = () => {},
  near: DetectionResult | null = NEAR,
  head: FinishedRun["snapshot"]["trainer"]["head"] = {},
): FinishedRun {
  const config = structuredClone(presetById("emoji-quick").config);
  config.data = { ...config.data, pack: "dots", heldOut: ["red"], far: [] };
  change(config);
  const pack = { id: "dots", title: "Dots", licence: "CC0-1.0" };
  return {
    result: {
      updates: [] as ConfigUpdate[],
      ...{ config, backend: "wasm" },
      final: {
        teacher: row(0.8, near),
        compressed: null,
        student: row(0.5, near),
        untrained: row(0.25, near),
      },
    } as FinishedRun["result"],
    snapshot: {
      step: 123,
      trainer: { head },
    } as unknown as FinishedRun["snapshot"],
    probe: { classes: 3, d: 32 } as FinishedRun["probe"],
    packs: [{ ...pack, sources: [source] } as unknown as PackManifest],
    teacher: { title: "Oracle", source } as unknown as FinishedRun["teacher"],
  };
}

test("gives accuracy with its interval, and the sizes of all samples", () => {
  const card = modelCard(finished());
  // Wilson's 95 % interval of 50 in 100 is 0.404 to 0.596.
  expect(card).toContain(
    "| **student** | 0.500 (0.404 to 0.596) | 12.3° | 0.900 | 0.700, 0.800 | not measured |",
  );
  expect(card).toContain("100 in-distribution");
  expect(card).toContain("k = 10 of 10 training images");
  expect(card).toContain("4950 pairs");
  expect(card).toContain("40 near-OOD");
  expect(card).not.toContain("far-OOD");
  expect(card).not.toContain("compressed teacher");
});

test("names data, teacher and their licences, and how it was trained", () => {
  const card = modelCard(finished());
  expect(card).toContain("Dots 1.0.0, CC0-1.0, <https://example.org/dots>");
  expect(card).toContain("Oracle (setting mobilenet-v2-fast), frozen");
  expect(card).toContain("123 updates");
  expect(card).toContain("Never trained on: red.");
  expect(card).not.toMatch(/undefined|NaN|\[object/);
});

test("says what the student began as, if its seed did not draw it", () => {
  const run = finished();
  expect(modelCard(run)).not.toContain("It began");
  const origin = { file: "a.zip", sha256: "0", step: 9, hasHead: true };
  run.result.updates = [beginUpdate(origin)];
  expect(modelCard(run)).toContain(
    "It began as the student of a.zip of step 9",
  );
});

test("says where the files leave something out of the numbers", () => {
  expect(modelCard(finished())).not.toContain("bias correction");
  const corrected = finished(({ method }) => (method.biasCorrection = true));
  expect(modelCard(corrected)).toContain(
    "(bias correction), which none of the files does by itself",
  );
});

test("says what the mask token is, and what the conv stem's keys are", () => {
  expect(modelCard(finished())).toContain("no patches were hidden");
  const token = { shape: [1, 1, 32], values: new Float32Array(32) };
  const masked = finished(({ student }) => (student.stem = "conv"), null, {
    mask_token: token,
  });
  const card = modelCard(masked);
  expect(card).toContain("took the place of hidden patches");
  expect(card).toContain("`patch_embed.stem.<i>.conv`");
  expect(card).not.toContain("OOD,");
});
