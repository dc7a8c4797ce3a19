import { afterEach, beforeAll, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import { readSafetensors } from "../data/formats/safetensors.ts";
import type { ReadFile } from "../data/readFile.ts";
import type { BackendReport, Event, EventOf } from "../protocol/messages.ts";
import type { HistoryEntry, TakenHome } from "../protocol/results.ts";
import { chooseBackend } from "./backend.ts";
import { createSession, type Session } from "./session.ts";

const runId = "a";
let report: BackendReport;
let readFile: ReadFile;
let session: Session;
let events: Event[] = [];

beforeAll(async () => {
  report = await chooseBackend("wasm", WASM_FOLDER);
  readFile = await reducedReader();
});
afterEach(() => session.dispose());

async function prepared(): Promise<void> {
  events = [];
  const post = (event: Event) => events.push(event);
  session = createSession({ report, readFile, post });
  await session.handle({ type: "prepare", runId, config: reducedConfig() });
}

const takeHome = (): Promise<TakenHome> =>
  session.handle({ type: "take-home", runId });

async function finished() {
  for (;;) {
    const isIt = (event: Event) => event.type === "finished";
    const found = events.find(isIt) as EventOf<"finished"> | undefined;
    if (found) return found.result;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const headOf = ({ files }: TakenHome) =>
  readSafetensors(files["student.safetensors"] as Uint8Array).tensors;

test("gives student and numbers of a step in mid-run, which the run does not notice", async () => {
  await prepared();
  await session.handle({ type: "start", runId });
  const whole = await finished();
  await session.dispose();

  await prepared();
  await session.handle({ type: "start", runId });
  const taken = await takeHome();
  const steps = taken.result.history.length;
  expect(steps).toBeGreaterThan(0);
  expect(steps).toBeLessThan(whole.history.length);
  expect(taken.files["README.md"]).toContain(`${steps} updates`);
  expect(taken.result.final.student.knn.n).toBe(whole.final.student.knn.n);
  expect(taken.result.final.student).not.toEqual(whole.final.student);
  expect(Object.keys(taken.files)).toContain("student.onnx");
  const { history, final } = await finished();
  // The measures taken on the way stand in the history, and nothing else is different.
  const losses = ({ evaluation: _, ...step }: HistoryEntry) => step;
  expect(history.map(losses)).toEqual(whole.history.map(losses));
  expect(final).toEqual(whole.final);
  expect(headOf(await takeHome())["norm.weight"]).not.toEqual(
    headOf(taken)["norm.weight"],
  );
  expect((await takeHome()).result.final).toEqual(final);
});

test("is of one step, before or after it, where the run is told to train meanwhile", async () => {
  await prepared();
  const asked = takeHome();
  await session.handle({ type: "start", runId });
  const taken = await asked;
  const steps = taken.result.history.length;
  expect(taken.files["README.md"]).toContain(`${steps} updates`);
  expect((await finished()).history).toHaveLength(6);
});
