import { expect, test } from "vitest";
import { reducedConfig, reducedReader } from "../../tests/reducedPacks.ts";
import { runId, testSessions } from "../../tests/support/testSessions.ts";
import { makeFeatureTeacher } from "../data/features/featureTeacher.ts";
import { withOwnTeacher } from "../data/ownTeacher.ts";
import { imageCount } from "../data/pack.ts";
import type { Severity } from "../protocol/corruptions.ts";
import { fitToTeacher } from "../protocol/fitToTeacher.ts";
import type {
  AskedPicture,
  RecognitionQuestion,
} from "../protocol/recognition.ts";
import type { ImageBatch } from "../protocol/results.ts";
import { openPacks } from "./packs.ts";

const { prepared, handle, close, eventsOf, seen } = testSessions();

const ask = (question: Partial<RecognitionQuestion>) =>
  handle({
    ...{ type: "recognise", runId, corruption: null, extent: "all" },
    ...{ picture: pictureOf(trainingImages(), 0), ...question },
  });

function trainingImages(): ImageBatch {
  const found = eventsOf("sample-images").find(
    ({ source }) => source === "training",
  );
  return found!.images;
}

function pictureOf(images: ImageBatch, index: number): AskedPicture {
  const { height, width, rgba } = images;
  const bytes = height * width * 4;
  return {
    height,
    width,
    rgba: rgba.slice(index * bytes, (index + 1) * bytes),
  };
}

/** Every pixel `factor` x `factor` times. */
function enlarged({ width, height, rgba }: AskedPicture, factor: number) {
  const out = new Uint8ClampedArray(width * height * factor * factor * 4);
  for (let y = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      const from =
        (Math.floor(y / factor) * width + Math.floor(x / factor)) * 4;
      out.set(rgba.subarray(from, from + 4), (y * width * factor + x) * 4);
    }
  }
  return { width: width * factor, height: height * factor, rgba: out };
}

const totals = () =>
  eventsOf("steps").flatMap(({ steps }) =>
    steps.map(({ losses }) => losses.total),
  );

const finished = () => seen("finished");

test("an image of the training set finds itself first, in both spaces", async () => {
  await prepared();
  for (const index of [0, 5, 11]) {
    const picture = pictureOf(trainingImages(), index);
    const answer = await ask({ picture });
    expect(answer).toMatchObject({ step: 0, bank: 64 });
    expect(answer.seen.rgba).toEqual(picture.rgba);
    const { neighbourImages } = answer;
    for (const space of [answer.teacher!, answer.student]) {
      const [first] = space.neighbours;
      expect(first!.cosine).toBeCloseTo(1, 5);
      expect(pictureOf(neighbourImages, first!.at).rgba).toEqual(picture.rgba);
      expect(space.score).toBe(first!.cosine);
      expect(space.score).toBeGreaterThan(space.threshold);
      expect(space.votes.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 5);
      expect(space.idScores).toHaveLength(72);
      expect([...space.idScores]).toEqual(
        [...space.idScores].sort((a, b) => a - b),
      );
    }
    const label = trainingImages().labels[index]!;
    expect(neighbourImages.labels[answer.teacher!.neighbours[0]!.at]).toBe(
      label,
    );
  }
  // What the run shows by itself was not lost by being asked.
  await seen("evaluation", ({ evaluation }) => !evaluation.subset);
});

test("makes pictures small as own images are, on white, and corrupts what is small", async () => {
  await prepared();
  const picture = pictureOf(trainingImages(), 3);
  const large = await ask({ picture: enlarged(picture, 3) });
  expect(large.seen.rgba).toEqual(picture.rgba);
  const glass = new Uint8ClampedArray(10 * 14 * 4);
  const white = await ask({
    picture: { width: 10, height: 14, rgba: glass },
  });
  expect(white.seen.rgba.every((byte) => byte === 255)).toBe(true);

  const spoiled = (severity: Severity) =>
    ask({ picture, corruption: { id: "gaussian-noise", severity } });
  const mild = await spoiled(1);
  const strong = await spoiled(5);
  const change = (rgba: Uint8ClampedArray) =>
    rgba.reduce((sum, byte, i) => sum + Math.abs(byte - picture.rgba[i]!), 0);
  expect(change(mild.seen.rgba)).toBeGreaterThan(0);
  expect(change(strong.seen.rgba)).toBeGreaterThan(change(mild.seen.rgba));
  expect(strong.teacher!.score).toBeLessThan(large.teacher!.score);
});

test("is answered while the run trains, and changes nothing about it", async () => {
  await prepared();
  await handle({ type: "start", runId });
  await finished();
  const alone = totals();

  await close();
  await prepared();
  await handle({ type: "start", runId });
  const first = await ask({ extent: "sample" });
  const second = await ask({ extent: "sample" });
  await finished();
  expect(first.step).toBeGreaterThan(0);
  expect(second.step).toBeGreaterThan(first.step);
  expect(totals()).toEqual(alone);
  const after = await ask({});
  expect(after.step).toBe(alone.length);
});

test("an earlier picture gives way to a newer one", async () => {
  await prepared();
  const earlier = ask({}).catch((cause: unknown) => cause);
  const newer = await ask({ picture: pictureOf(trainingImages(), 1) });
  expect(await earlier).toMatchObject({ code: "bad-command" });
  expect(newer.seen.rgba).toEqual(pictureOf(trainingImages(), 1).rgba);
});

test("gives up when the run is replaced, and the new one answers", async () => {
  await prepared();
  const given = ask({}).catch((cause: unknown) => cause);
  await handle({
    ...{ type: "prepare", runId: "b", config: reducedConfig() },
  });
  expect(await given).toMatchObject({ code: "bad-command" });
  const answer = await handle({
    ...{ type: "recognise", runId: "b", corruption: null, extent: "sample" },
    picture: pictureOf(trainingImages(), 0),
  });
  expect(answer.teacher!.neighbours[0]?.cosine).toBeCloseTo(1, 5);
});

test("refuses what is no picture or no corruption", async () => {
  await prepared();
  const rgba = new Uint8ClampedArray(16);
  await expect(ask({ picture: { width: 3, height: 2, rgba } })).rejects.toThrow(
    "got 16 bytes for 3 x 2",
  );
  await expect(
    ask({ corruption: { id: "rain" as never, severity: 1 } }),
  ).rejects.toThrow("'corruption' must be a known one");
});

test("features as teacher know no picture: the student alone answers, and nothing is corrupted", async () => {
  const site = await reducedReader();
  const pack = await openPacks(site, () => {}).load("emoji8");
  const n = imageCount(pack.manifest);
  const values = Float32Array.from({ length: 4 * n }, (_, i) => Math.sin(i));
  const none = { labels: null, ids: null, imagesSha256: null };
  const teacher = await makeFeatureTeacher(
    { name: "rows.npy", bytes: 1, sha256: "0".repeat(64) },
    { ...{ n, tokens: 1, width: 4, values }, ...none },
    pack,
    null,
  );
  await prepared(fitToTeacher(reducedConfig(), teacher.manifest), {
    readFile: withOwnTeacher(site, teacher),
  });
  const answer = await ask({});
  expect(answer.teacher).toBeNull();
  expect(answer.student.neighbours[0]!.cosine).toBeCloseTo(1, 5);
  await expect(
    handle({ type: "measure", runId, corruptedImages: 5 }),
  ).rejects.toThrow("'corruptedImages' must be 0, got 5");
});
