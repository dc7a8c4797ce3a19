import { afterEach, beforeEach, expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import type { ReadFile } from "../data/readFile.ts";
import { EngineError } from "../protocol/engineError.ts";
import { PROTOCOL_VERSION, type Event } from "../protocol/messages.ts";
import { createEngineClient, type EngineClient } from "./client.ts";
import { serveEngine } from "./serve.ts";

let channel: MessageChannel;
let client: EngineClient;
let readFile: ReadFile;

beforeEach(async () => {
  readFile = await reducedReader();
  channel = new MessageChannel();
  serveEngine(channel.port1, () => readFile);
  client = createEngineClient(channel.port2);
  channel.port1.start();
  channel.port2.start();
});

afterEach(() => {
  channel.port1.close();
  channel.port2.close();
});

const init = () =>
  client.request({
    type: "init",
    protocolVersion: PROTOCOL_VERSION,
    backend: "cpu",
    baseUrl: "http://localhost/",
  });

/** What the server answers to a message that the typed client would never send. */
function rawAnswer(message: unknown): Promise<Event> {
  return new Promise((resolve) => {
    channel.port2.addEventListener(
      "message",
      (event) => resolve(event.data as Event),
      { once: true },
    );
    channel.port2.postMessage(message);
  });
}

test("reports backend and packs, and trains a step over the wire", async () => {
  const { report, present } = await init();
  expect(report).toMatchObject({ backend: "cpu", threads: 1, passedOver: [] });
  expect(report.selfTestError).toBeLessThan(1e-5);
  expect(present.packs.map(({ id }) => id)).toEqual(["crops", "emoji8"]);
  const config = reducedConfig();
  const steps: number[] = [];
  client.subscribe((event) => {
    if (event.type === "steps")
      steps.push(...event.steps.map(({ step }) => step));
  });
  await client.request({
    type: "prepare",
    runId: "a",
    config: { ...config, student: { ...config.student, width: 8 } },
  });
  expect(await client.request({ type: "step", runId: "a", count: 1 })).toEqual({
    step: 1,
  });
  expect(steps).toEqual([1]);
  expect(await client.request({ type: "stop", runId: "a" })).toBe(null);
});

test("answers a page of images with pixels, labels and the number there are", async () => {
  await init();
  const page = await client.request({
    type: "browse",
    pack: "emoji8",
    split: "test",
    classIndex: 2,
    offset: 4,
    count: 100,
  });
  expect(page.total).toBe(12);
  expect(page.n).toBe(8);
  expect([...page.labels]).toEqual(Array(8).fill(2));
  expect(page.rgba.length).toBe(8 * 32 * 32 * 4);
});

test("refuses another version of the protocol", async () => {
  await expect(
    client.request({
      type: "init",
      protocolVersion: PROTOCOL_VERSION + 1,
      backend: "cpu",
      baseUrl: "http://localhost/",
    }),
  ).rejects.toMatchObject({ code: "protocol" });
});

test("refuses commands before init, and a second init", async () => {
  await expect(
    client.request({ type: "pause", runId: "a" }),
  ).rejects.toMatchObject({
    code: "protocol",
    message: "pause: must come after init, got it before",
  });
  await init();
  await expect(init()).rejects.toMatchObject({ code: "protocol" });
});

test.each([
  null,
  "train",
  7,
  {},
  { id: 3 },
  { id: 3, command: null },
  { id: 3, command: { type: 4 } },
])("answers the malformed message %j with an error", async (message) => {
  expect(await rawAnswer(message)).toMatchObject({
    type: "reply",
    ok: false,
    command: null,
    error: { code: "protocol" },
  });
});

test("answers an unknown command with an error that lists the known ones", async () => {
  await init();
  const answer = await rawAnswer({ id: 9, command: { type: "fly" } });
  expect(answer).toMatchObject({
    id: 9,
    ok: false,
    error: { code: "protocol" },
  });
  expect(answer).toHaveProperty(
    "error.message",
    expect.stringContaining("prepare, start, pause"),
  );
});

test("hands errors over with code, message and fields", async () => {
  await init();
  const config = reducedConfig();
  const refusal = client.request({
    type: "prepare",
    runId: "a",
    config: { ...config, data: { ...config.data, far: ["emoji8"] } },
  });
  await expect(refusal).rejects.toBeInstanceOf(EngineError);
  await expect(refusal).rejects.toMatchObject({
    code: "bad-config",
    issues: [{ path: "data.far" }],
  });
});

test("refuses a run that would not fit into memory, and says what would", async () => {
  await init();
  const config = reducedConfig();
  const refusal = client.request({
    ...{ type: "prepare", runId: "a" },
    config: {
      ...config,
      student: {
        ...{ ...config.student, width: 384, depth: 12 },
        ...{ heads: 12, patch: 2 },
      },
      optimiser: { ...config.optimiser, batchSize: 64 },
    },
  });
  await expect(refusal).rejects.toMatchObject({
    code: "bad-config",
    issues: [
      {
        path: "optimiser.batchSize",
        message: expect.stringMatching(
          /; it fits with batch size \d+/,
        ) as string,
      },
    ],
    adjustment: { "optimiser.batchSize": expect.any(Number) as number },
  });
});

test("rejects what is still open when the worker dies, and everything after", async () => {
  const open = client.request({ type: "pause", runId: "a" });
  client.fail("worker: gone");
  await expect(open).rejects.toMatchObject({ code: "worker-died" });
  await expect(
    client.request({ type: "pause", runId: "a" }),
  ).rejects.toMatchObject({
    code: "worker-died",
  });
});
