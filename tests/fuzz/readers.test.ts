import "./allocations.ts";
import * as fc from "fast-check";
import { test } from "vitest";
import { arenaRows, summariseRows } from "../../src/engine/arenaSummary.ts";
import type { ArenaRow } from "../../src/protocol/arena.ts";
import { readFactorValues } from "../../src/protocol/arenaRuns.ts";
import { readClaimsResult } from "../../src/protocol/claimResults.ts";
import {
  readComparison,
  writeComparison,
} from "../../src/protocol/comparisonFile.ts";
import { parseConfig } from "../../src/protocol/config.ts";
import {
  applyDifference,
  configDifference,
} from "../../src/protocol/configPaths.ts";
import { checkConfig, configCautions } from "../../src/protocol/configRules.ts";
import { matchResult } from "../../src/protocol/matchResult.ts";
import { PRESETS, presetById } from "../../src/protocol/presets.ts";
import { readConfigText } from "../../src/protocol/readConfigText.ts";
import { readArena } from "../../src/protocol/readArena.ts";
import type { SimilaritySample } from "../../src/protocol/results.ts";
import { planForm, readForm } from "../../src/store/arenaForm.ts";
import { createNotebook } from "../../src/store/notebook/notebook.ts";
import { createMemoryNotebook } from "../../src/store/notebook/notebookStorage.ts";
import {
  keptRun,
  resultOf,
  runOf,
} from "../../src/store/notebook/runs.fixture.ts";
import { keptRunOf } from "../../src/store/keptRun.ts";
import { momentAt } from "../../src/store/runHistory.ts";
import { allSteps, valueAt, type RunCurve } from "../../src/charts/runCurve.ts";
import {
  evaluationCurves,
  lossCurves,
  runScores,
} from "../../src/app/notebook/runSeries.ts";
import { PACKS } from "../support/fakeEngine.ts";
import { campaign, neverThrows } from "./campaign.ts";
import {
  asRead,
  damagedBytes,
  damagedJson,
  damagedValue,
  jsonText,
  textBytes,
} from "./damage.ts";

const { config } = presetById("emoji-quick");

test("reads or refuses any settings, field by field", async () => {
  const values = fc.oneof(
    ...PRESETS.map((preset) => damagedValue(preset.config)),
  );
  await campaign(
    "config",
    values.map(asRead),
    (value) => {
      const parsed = parseConfig(value);
      if (!parsed.ok) {
        if (parsed.issues.length === 0) throw new Error("must say why");
        return;
      }
      checkConfig(parsed.config, null);
      configCautions(parsed.config);
      const difference = configDifference(config, parsed.config);
      const back = applyDifference(config, difference);
      if (back.issues.length > 0)
        throw new Error("must apply what it differs in");
    },
    neverThrows,
  );
});

test("reads or refuses pasted settings, and says in a sentence what is wrong", async () => {
  const result = { format: 1, config, history: [1, 2], final: null };
  const texts = fc.oneof(
    damagedJson(config),
    damagedJson(result),
    damagedBytes(textBytes(jsonText(config))).map((bytes) =>
      new TextDecoder().decode(bytes),
    ),
    fc.string({ unit: "binary" }),
  );
  await campaign(
    "pasted settings",
    texts,
    (text) => {
      const read = readConfigText(text, PACKS);
      if (read.ok) {
        if (checkConfig(read.config, PACKS).length > 0)
          throw new Error("must make sense");
        const again = readConfigText(JSON.stringify(read.config), PACKS);
        if (!again.ok) throw new Error("must read what it has read");
        return;
      }
      const { issues } = read;
      if (issues.length === 0) throw new Error("must say why");
      if (
        issues.some(({ path, message }) => path.length + message.length > 1000)
      )
        throw new Error("must explain in a sentence");
    },
    neverThrows,
  );
});

test("reads or refuses any list of values to compare", async () => {
  const lists = fc.oneof(
    fc.string(),
    damagedJson([0.1, [0.05, 0.1], "joint", true]).map((text) =>
      text.slice(1, -1),
    ),
  );
  await campaign(
    "list of values",
    lists,
    readFactorValues,
    (cause) => cause instanceof RangeError && /^factor: /.test(cause.message),
  );
});

test("reads any stored form of an arena", async () => {
  const form = {
    ...{ methods: ["cospress", "svd"], seeds: 3, reference: "cospress" },
    ...{ factorPath: "student.width", factorValues: "16,32" },
  };
  await campaign(
    "form of an arena",
    damagedJson(form),
    (text) => planForm(readForm(text), config, null),
    neverThrows,
  );
});

const row = (method: ArenaRow["method"], seed: number) => ({
  ...{ method, seed, factor: { path: "student.width", value: 16 } },
  ...{ backend: "wasm", timing: { msPerStep: 1, totalMs: 2 } },
  knn: { accuracy: 0.5 },
  best: { step: 3, subset: true, knn: { accuracy: 0.6 } },
});
const arena = {
  ...{ format: 1, preset: "emoji-quick", config, planned: 4, summary: [] },
  ...{ methods: ["cospress", "svd"], seeds: [1, 2], reference: "cospress" },
  factor: { path: "student.width", values: [16, [0.1, 0.2], "a"] },
  failures: [{ method: "svd", seed: 2, factor: null, message: "diverged" }],
  rows: [row("teacher", 1), row("cospress", 1), row("cospress", 2)],
};

test("reads or refuses a damaged arena", async () => {
  await campaign(
    "arena",
    damagedValue(arena).map(asRead),
    (value) => {
      const read = readArena(value);
      if (!read.ok) return;
      summariseRows(read.value.rows, read.value.reference);
    },
    neverThrows,
  );
});

test("reads or refuses a damaged comparison", async () => {
  const read = readArena(arena);
  if (!read.ok) throw new Error(read.reason);
  const { rows, reference } = read.value;
  const summary = summariseRows(rows, reference);
  const text = writeComparison({
    ...{ title: "Emoji", command: "npm run lab", facts: "Few." },
    comparison: { ...read.value, summary },
  });
  await campaign(
    "comparison",
    damagedValue(JSON.parse(text)).map(asRead),
    (value) => {
      const again = readComparison(value);
      if (again.ok) writeComparison(again.value);
    },
    neverThrows,
  );
});

test("reads or refuses damaged results of claims", async () => {
  const claims = {
    ...{ format: 1, preset: "emoji-quick", config, seeds: [1], command: "lab" },
    claims: [
      {
        ...{ id: 8, verdict: "undecided", because: "", planned: 2, found: 1 },
        tables: [{ caption: "a", columns: ["", "b"], rows: [["c", "1"]] }],
        curves: [
          {
            ...{ method: "svd", readout: "probe", labelsPerClass: 5 },
            points: [{ images: 100, mean: 0.5, low: null, high: null }],
          },
        ],
      },
    ],
  };
  await campaign(
    "claims",
    damagedValue(claims).map(asRead),
    (value) => JSON.stringify(readClaimsResult(value)),
    neverThrows,
  );
});

test("takes a damaged result for none, or for one that can be compared", async () => {
  const whole = resultOf(config);
  const short = { ...whole, history: whole.history.slice(0, 3) };
  await campaign(
    "result of a run",
    damagedValue(short).map(asRead),
    (value) => {
      const match = matchResult(value, config);
      if ("result" in match)
        arenaRows([{ factor: null, result: match.result }]);
    },
    neverThrows,
  );
});

const kept = keptRun(2);

const sample: SimilaritySample = {
  ...{ step: 2, source: "held-out", n: 1, labels: Uint8Array.of(0) },
  ...{ teacher: Float32Array.of(1), student: Float32Array.of(1) },
  compressed: null,
};
const run = runOf(20, 3);
run.apply({ type: "similarity", runId: "run-1", sample });
const history = run.history();

test("lists what it can read of damaged summaries", async () => {
  await campaign(
    "summary of a run",
    damagedValue(kept.summary),
    async (value) => {
      const notebook = createNotebook({
        ...createMemoryNotebook(),
        summaries: () => Promise.resolve([value, kept.summary]),
      });
      await notebook.refresh();
      const { runs, bytes, problem } = notebook.getState();
      if (problem || !Number.isFinite(bytes) || !runs?.length)
        throw new Error("must list the other run");
      for (const run of runs) {
        run.name.slice(0, 1);
        run.since?.changes.map(({ path }) => path.length);
        run.measures?.angles.pearson.toFixed(2);
      }
    },
    neverThrows,
  );
});

test("draws what it can read of damaged bodies", async () => {
  const storage = createMemoryNotebook();
  await campaign(
    "body of a run",
    fc.oneof(
      damagedValue(kept.body),
      damagedValue(history).map((each) => ({ ...kept.body, history: each })),
    ),
    async (value) => {
      const notebook = createNotebook({
        ...storage,
        body: () => Promise.resolve(value),
      });
      const body = await notebook.body("x");
      const drawn = [{ place: 0, summary: kept.summary, body }];
      const curves: RunCurve[] = [
        ...lossCurves(drawn, "total"),
        ...evaluationCurves(drawn, ({ student }) => student.knn.accuracy),
      ];
      for (const step of allSteps(curves).slice(0, 9)) {
        curves.forEach((curve) => valueAt(curve, step));
      }
      runScores(drawn, "near");
      const replayed = body && keptRunOf(kept.summary, body, null);
      if (replayed) momentAt(replayed.history, 1);
    },
    neverThrows,
  );
});
