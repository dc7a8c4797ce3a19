import * as fc from "fast-check";
import { encode as encodeJpeg } from "jpeg-js";
import { expect, test } from "vitest";
import { nodePictures } from "../../cli/nodePictures.ts";
import { EngineError } from "../../protocol/engineError.ts";
import { seededRng } from "../../tensor/rng.ts";
import { importImages } from "../importImages.ts";
import {
  cifarOf,
  fileOf,
  gzipOf,
  idxOf,
  npyOf,
  orientedJpeg,
  pngOf,
  tarOf,
  zipOf,
} from "./files.fixture.ts";
import { malformedFiles } from "./malformed.fixture.ts";
import type { SourceFile } from "./sourceFile.ts";

/** So many are promised. */
const FEWEST_MALFORMED = 40;

const rng = seededRng(7, "malformed files");
const noise = (length: number) =>
  Uint8Array.from({ length }, () => rng.intBelow(256));
const jpegOf = (side: number) =>
  encodeJpeg({ width: side, height: side, data: noise(side * side * 4) }, 60)
    .data;

const corpus = malformedFiles(rng, jpegOf(40));

const imported = (files: readonly SourceFile[]) =>
  importImages("mine", files, { decodePicture: nodePictures, resize: "cover" });

async function refusal(files: readonly SourceFile[]): Promise<unknown> {
  try {
    await imported(files);
    return null;
  } catch (cause) {
    return cause;
  }
}

test.each(corpus)("refuses $title", async ({ files, code, says }) => {
  const cause = await refusal(files);
  expect(cause).toBeInstanceOf(EngineError);
  expect((cause as EngineError).message).toContain(says);
  expect((cause as EngineError).code).toBe(code);
});

test("has a message of its own for each of at least 40", async () => {
  expect(corpus.length).toBeGreaterThanOrEqual(FEWEST_MALFORMED);
  const messages: string[] = [];
  for (const { files } of corpus) {
    messages.push(((await refusal(files)) as Error).message);
  }
  expect(new Set(messages).size).toBe(corpus.length);
});

const png = pngOf(12, 12, () => [rng.intBelow(256), rng.intBelow(256), 0]);
const pictures = { "a/1.png": png, "b/1.jpg": jpegOf(16) };
const labels = Uint8Array.of(0, 1, 0);
const arrays = {
  "x.npy": npyOf(
    "<f4",
    [3, 2, 2],
    Float32Array.from(noise(12), (x) => x / 255),
  ),
  "y.npy": npyOf("|u1", [3], labels),
};
const records = cifarOf(
  Array.from({ length: 10 }, (_, k) => ({ labels: [k], pixels: noise(3072) })),
);

/** A whole file of each kind, with what must lie beside it. */
const WHOLE: Record<
  string,
  { path: string; bytes: Uint8Array; beside?: SourceFile }
> = {
  png: { path: "a/1.png", bytes: png, beside: fileOf("b/1.png", png) },
  jpeg: { path: "a/1.jpg", bytes: jpegOf(24), beside: fileOf("b/1.png", png) },
  "JPEG with EXIF": {
    path: "a/1.jpg",
    bytes: orientedJpeg(jpegOf(24), 6, true),
    beside: fileOf("b/1.png", png),
  },
  zip: { path: "x.zip", bytes: zipOf(pictures) },
  tar: { path: "x.tar", bytes: tarOf(pictures) },
  "tar.gz": { path: "x.tgz", bytes: gzipOf(tarOf(pictures)) },
  npz: { path: "x.npz", bytes: zipOf(arrays) },
  npy: {
    path: "x.npy",
    bytes: arrays["x.npy"],
    beside: fileOf("y.npy", arrays["y.npy"]),
  },
  cifar: { path: "data_batch_1.bin", bytes: records },
  idx: {
    path: "images-idx3-ubyte",
    bytes: idxOf([3, 2, 2], noise(12)),
    beside: fileOf("labels-idx1-ubyte", idxOf([3], labels)),
  },
  "idx.gz": {
    path: "images-idx3-ubyte.gz",
    bytes: gzipOf(idxOf([3, 2, 2], noise(12))),
    beside: fileOf("labels-idx1-ubyte", idxOf([3], labels)),
  },
};

type Mutation = { at: number; byte: number; cut: number };

function mutated(
  bytes: Uint8Array,
  mutations: readonly Mutation[],
): Uint8Array {
  let out = bytes.slice();
  for (const { at, byte, cut } of mutations) {
    // Headers decide most: half of the changes fall into the first 64 bytes.
    const place = at % 2 ? at % Math.min(64, out.length) : at % out.length;
    if (cut === 0) out = out.slice(0, Math.max(1, place));
    else out[place] = byte;
  }
  return out;
}

/** One change takes at most this long; the files are a few kilobytes. */
const LONGEST_MS = 2000;

test.each(Object.keys(WHOLE))(
  "reads or refuses %s files with changed or missing bytes, and does nothing else",
  async (kind) => {
    const { path, bytes, beside } = WHOLE[kind]!;
    const files = (changed: Uint8Array) => [
      fileOf(path, changed),
      ...(beside ? [beside] : []),
    ];
    expect(await refusal(files(bytes))).toBeNull();
    const mutation = fc.record({
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      cut: fc.nat(5),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        async (mutations) => {
          const started = performance.now();
          const cause = await refusal(files(mutated(bytes, mutations)));
          expect(performance.now() - started).toBeLessThan(LONGEST_MS);
          if (cause === null) return;
          expect(cause).toBeInstanceOf(EngineError);
          expect((cause as EngineError).code).toMatch(/^import-/);
        },
      ),
      { numRuns: 300 },
    );
  },
);
