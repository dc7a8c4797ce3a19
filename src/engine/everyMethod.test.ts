import { beforeAll, describe, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import type { ReadFile } from "../data/readFile.ts";
import { METHODS, type MethodId } from "../protocol/methods.ts";
import { hasLearnedHead } from "../protocol/parts.ts";
import type { BackendReport, Event } from "../protocol/messages.ts";
import * as tf from "../tensor/tf.ts";
import { chooseBackend } from "./backend.ts";
import { openPacks, type Packs } from "./packs.ts";
import { createRun, type Run } from "./run.ts";
import { createRunMemory } from "./runMemory.ts";

let report: BackendReport;
let readFile: ReadFile;
let packs: Packs;
let events: Event[];
/** The teacher's tokens, which are those of every method. */
const memory = createRunMemory();

beforeAll(async () => {
  report = await chooseBackend("wasm", WASM_FOLDER);
  readFile = await reducedReader();
  packs = openPacks(readFile, () => {});
});

const pause = () => Promise.resolve();

type Options = ReturnType<typeof reducedConfig>["method"];

function open(changes: Partial<Options>): Promise<Run> {
  const config = reducedConfig();
  events = [];
  return createRun({
    runId: "a",
    config: { ...config, method: { ...config.method, ...changes } },
    report,
    packs,
    readFile,
    memory,
    post: (event) => events.push(event),
    pause,
  });
}

async function steps(run: Run, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await run.step();
}

/** Losses, student, head and optimiser after the steps made so far. */
async function stateOf(run: Run) {
  const { history, trainer } = await run.snapshot();
  return { losses: history.map((entry) => entry.losses), trainer };
}

/** Methods whose head is not trained. */
const FROZEN: readonly MethodId[] = ["svd", "pca", "gaussian", "orthonormal"];

describe.each(METHODS)("$id", ({ id, map }) => {
  test("repeats itself after reset and restore, and leaves no tensor", async () => {
    const before = tf.memory().numTensors;
    const run = await open({ id });
    const start = await stateOf(run);
    await steps(run, 2);
    const { numTensors } = tf.memory();
    const half = structuredClone(await run.snapshot());
    await steps(run, 2);
    expect(tf.memory().numTensors).toBe(numTensors);
    const end = await stateOf(run);

    run.reset();
    expect(await stateOf(run)).toEqual(start);
    await steps(run, 4);
    expect(await stateOf(run)).toEqual(end);

    run.restore(half);
    await steps(run, 2);
    expect(await stateOf(run)).toEqual(end);

    for (const losses of end.losses) {
      for (const loss of Object.values(losses)) {
        expect(loss).toBeGreaterThanOrEqual(0);
      }
      expect(losses.total > 0).toBe(id !== "untrained");
    }
    const isChanged = (part: "student" | "head") =>
      Object.entries(start.trainer[part]).map(
        ([name, { values }]) =>
          values.join() !== end.trainer[part][name]!.values.join(),
      );
    expect(new Set(isChanged("student"))).toEqual(
      new Set(id === "untrained" ? [false] : [true]),
    );
    expect(isChanged("head").includes(true)).toBe(
      hasLearnedHead({ id, headSteps: 0 }),
    );
    if (FROZEN.includes(id)) expect(isChanged("head")).not.toContain(true);
    else if (map !== "none") expect(isChanged("head")).not.toContain(false);

    // Measured is what there is, and a note says so where there is no compressed teacher.
    const { compressed, student } = await run.evaluateFully(pause);
    expect(compressed === null).toBe(map !== "teacher");
    expect(student.angles.meanErrorDegrees).toBeGreaterThan(0);
    expect(events.some(({ type }) => type === "notice")).toBe(
      map !== "teacher",
    );
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("variants of CosPress", () => {
  const weights = (changes: Partial<Options["weights"]>) => ({
    weights: { ...reducedConfig().method.weights, ...changes },
  });

  /** Total losses of three steps. */
  async function totals(changes: Partial<Options>): Promise<number[]> {
    const run = await open(changes);
    await steps(run, 3);
    const { losses } = await stateOf(run);
    run.dispose();
    return losses.map(({ total }) => total);
  }
  let usual: number[];
  beforeAll(async () => {
    usual = await totals({});
  });

  test.each([
    ["conditional affinities", { affinities: "conditional" as const }],
    ["no LayerNorm", { headNorm: false }],
    ["no bias", { headBias: false }],
    ["neither", { headNorm: false, headBias: false }],
    ["an anchor", weights({ anchor: 10 })],
    ["a Gram term", weights({ gram: 5 })],
    ["a centred term", weights({ centred: 0 })],
    ["a head that listens", { stopHeadGradient: false }],
    ["one temperature", { temperatures: [0.1] }],
    ["squared errors", { studentLoss: "mse" as const }],
  ])("%s changes what is trained, and repeats itself", async (_, changes) => {
    const varied = await totals(changes);
    expect(varied.every(Number.isFinite)).toBe(true);
    // Without the gradient between them, losses differ from the second step on.
    expect(varied.at(-1)).not.toBe(usual.at(-1));
    expect(await totals(changes)).toEqual(varied);
  });

  test("a head that is fitted first stays as it is, and repeats itself after a reset", async () => {
    const plain = await open({});
    const { head } = (await stateOf(plain)).trainer;
    plain.dispose();
    const run = await open({ headSteps: 5 });
    const start = await stateOf(run);
    expect(start.trainer.head).not.toEqual(head);
    await steps(run, 2);
    const end = await stateOf(run);
    expect(end.trainer.head).toEqual(start.trainer.head);
    expect(end.trainer.student).not.toEqual(start.trainer.student);
    // The compression losses are not computed any more.
    expect(end.losses[0]).toMatchObject({ global: 0, local: 0 });
    run.reset();
    await steps(run, 2);
    expect(await stateOf(run)).toEqual(end);
    run.dispose();
  });

  test("a head's own steps bring its compression losses down", async () => {
    const first = async (headSteps: number) => {
      const run = await open({ headSteps });
      const { trainer } = await run.snapshot();
      run.dispose();
      // Goes on jointly, so that the losses are computed.
      const joint = await open({});
      const snapshot = await joint.snapshot();
      joint.restore({
        ...snapshot,
        trainer: { ...snapshot.trainer, head: trainer.head },
      });
      await steps(joint, 1);
      const { losses } = await stateOf(joint);
      joint.dispose();
      return losses[0]!.global + losses[0]!.local;
    };
    // A random head keeps much by itself: a fifth less after 40 small steps.
    expect(await first(40)).toBeLessThan(0.85 * (await first(1)));
  });

  test("bias correction brings training angles closer and changes no step", async () => {
    const measured = async (biasCorrection: boolean) => {
      const run = await open({ biasCorrection });
      await steps(run, 6);
      const { student } = await run.evaluateFully(pause);
      const { losses } = await stateOf(run);
      run.dispose();
      return { losses, student };
    };
    const off = await measured(false);
    const on = await measured(true);
    expect(on.losses).toEqual(off.losses);
    expect(on.student.trainingAngles.meanErrorDegrees).toBeLessThan(
      off.student.trainingAngles.meanErrorDegrees,
    );
  });
});
