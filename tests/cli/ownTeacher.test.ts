import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { npyOf, pngOf } from "../../src/data/decoders/files.fixture.ts";
import {
  classLabel,
  lists,
  numbers,
  parquetOf,
  pictures,
  texts,
} from "../../src/data/decoders/parquet.fixture.ts";
import { patchNetwork } from "../../src/data/onnx/vit.fixture.ts";
import type { PackManifest } from "../../src/protocol/packs.ts";
import type { RunResult } from "../../src/protocol/results.ts";
import { seededRng } from "../../src/tensor/rng.ts";
import { lab, LIMIT_MS } from "./runLab.ts";

const work = mkdtempSync(path.join(tmpdir(), "lab-teacher-"));
afterAll(() => rmSync(work, { recursive: true }));

const folder = path.join(work, "squares");
const features = path.join(work, "features.npz");

/** Two classes of 60 pictures: flat ones and checkered ones, in random colours. */
beforeAll(async () => {
  const rng = seededRng(5, "own teacher");
  for (const title of ["flat", "checkered"]) {
    mkdirSync(path.join(folder, title), { recursive: true });
    for (let i = 0; i < 60; i++) {
      const colour = [0, 1, 2].map(() => rng.intBelow(256));
      const side = 2 + rng.intBelow(6);
      const at = (x: number, y: number): [number, number, number] => {
        const isDark =
          title === "checkered" &&
          (Math.floor(x / side) + Math.floor(y / side)) % 2 === 0;
        return isDark ? [0, 0, 0] : [colour[0]!, colour[1]!, colour[2]!];
      };
      writeFileSync(path.join(folder, title, `${i}.png`), pngOf(32, 32, at));
    }
  }
  const embedded = await lab(
    ...["embed", "--data", folder, "--teacher", "mobilenet-v2-fast"],
    ...["--tokens", "all", "--backend", "wasm", "--out", features],
  );
  expect(embedded).toMatchObject({ code: 0 });
}, LIMIT_MS);

const TRAIN = [
  ...["train", "--preset", "emoji-quick", "--backend", "wasm", "--steps", "3"],
  ...["--set", "optimiser.batchSize=16", "--set", "student.width=8"],
  ...["--set", "student.depth=1", "--set", "student.heads=2"],
  ...["--set", "evaluation.every=3", "--set", "data.images=64"],
];
const OWN = ["--data", folder];

async function trained(name: string, ...args: string[]) {
  const out = path.join(work, name);
  const data = args.includes("--data") ? [] : OWN;
  const { code, stderr } = await lab(...TRAIN, ...data, ...args, "--out", out);
  expect(code, stderr).toBe(0);
  const text = readFileSync(path.join(out, "result.json"), "utf8");
  return { result: JSON.parse(text) as RunResult, stderr };
}

test(
  "features of the bundled teacher teach what it teaches",
  { timeout: LIMIT_MS },
  async () => {
    const own = await trained("own", "--teacher", features);
    expect(own.stderr).toContain(
      "features of the 120 images of squares, 576 numbers a token, 4 x 4 patch tokens; in the order of the pack whose hash the file has",
    );
    expect(own.result.config.teacher.id).toMatch(/^own-features-[0-9a-f]{8}$/);
    expect(own.result.teacher).toMatchObject({
      ...{ kind: "features", rows: 120, width: 576, grid: 4 },
      ...{ matchedBy: "hash", pack: { id: "own" } },
    });
    const bundled = await trained(
      ...(["bundled", "--teacher", "mobilenet-v2-fast"] as const),
      ...["--set", "data.views=1", "--set", "data.far=[]"],
    );
    const losses = ({ result }: typeof own) =>
      result.history.map(({ losses: each }) => each.total);
    const expected = losses(bundled);
    losses(own).forEach((loss, i) => expect(loss).toBeCloseTo(expected[i]!, 5));
    expect(own.result.final.teacher.knn).toEqual(
      bundled.result.final.teacher.knn,
    );
  },
);

test(
  "a vector for each image teaches class tokens, saves a student, and says so in its card",
  { timeout: LIMIT_MS },
  async () => {
    const rng = seededRng(6, "rows");
    const values = Float32Array.from({ length: 120 * 5 }, () => rng.uniform());
    const file = path.join(work, "mine.npy");
    writeFileSync(file, npyOf("<f4", [120, 5], values));
    const save = path.join(work, "student");
    const { result, stderr } = await trained(
      ...(["rows", "--teacher", file, "--save", save] as const),
    );
    expect(stderr).toContain("nothing in the file confirms");
    expect(stderr).toContain("The teacher has class tokens alone");
    expect(result.config.method.weights).toMatchObject({
      ...{ local: 0, feature: 0, classToken: 1 },
    });
    for (const { losses } of result.history) {
      expect(losses.local).toBe(0);
      expect(losses.global).toBeGreaterThan(0);
    }
    const card = readFileSync(path.join(save, "README.md"), "utf8");
    expect(card).toContain("# A student of mine, on squares");
    expect(card).toContain(
      "precomputed features of the 120 images of squares, class tokens alone of 5 numbers, from the file mine.npy",
    );
  },
);

test(
  "pictures and features in parquet files find each other by the pictures' paths",
  { timeout: LIMIT_MS },
  async () => {
    const rng = seededRng(8, "parquet");
    const rows = Array.from({ length: 100 }, (_, i) => ({
      bytes: pngOf(9, 9, (x) => [rng.intBelow(256), x, (i % 2) * 200]),
      path: `${i}.png`,
      features: [rng.uniform(), rng.uniform(), rng.uniform()],
    }));
    const images = path.join(work, "train-00000-of-00001.parquet");
    writeFileSync(
      images,
      parquetOf(
        {
          image: pictures(
            "image",
            rows.map(({ bytes, path: name }) => ({ bytes, path: name })),
          ),
          label: numbers(
            "label",
            rows.map((_, i) => BigInt(i % 2)),
          ),
        },
        classLabel("label", ["ship", "cat"]),
      ),
    );
    const file = path.join(work, "embedded.parquet");
    const shuffled = rows.toReversed();
    writeFileSync(
      file,
      parquetOf({
        filename: texts(
          "filename",
          shuffled.map(({ path: name }) => name),
        ),
        embedding: lists(
          "embedding",
          shuffled.map(({ features }) => features),
        ),
      }),
    );
    const { result, stderr } = await trained(
      "parquet",
      ...["--data", images, "--teacher", file],
    );
    expect(stderr).toContain("in 2 classes (ship 50, cat 50)");
    expect(stderr).toContain("matched by the names of the images");
    expect(result.teacher).toMatchObject({ width: 3, matchedBy: "ids" });
  },
);

test(
  "a student is measured against an own teacher on own images as its run did, and on a pack of the site",
  { timeout: LIMIT_MS },
  async () => {
    const save = path.join(work, "measured");
    const { result } = await trained(
      "measured-run",
      ...["--teacher", features, "--save", save],
    );
    const student = path.join(save, "student.safetensors");
    const evaluate = (...args: string[]) =>
      lab("evaluate", "--student", student, "--backend", "wasm", ...args);
    const again = await evaluate(
      ...[...OWN, "--teacher", features],
      ...["--head", path.join(save, "head.safetensors")],
    );
    expect(again.code, again.stderr).toBe(0);
    const measured = JSON.parse(again.stdout) as RunResult;
    expect(measured.final).toEqual(result.final);
    expect(measured.config).toEqual(result.config);

    const noImages = await evaluate("--teacher", features);
    expect(noImages.stderr).toContain("--data: must name the images");
    expect(noImages.code).toBe(2);
    const noTeacher = await evaluate(...OWN);
    expect(noTeacher.stderr).toContain("bring the file again");
    expect(noTeacher.code).toBe(2);

    const emoji = (
      JSON.parse(
        readFileSync("public/packs/emoji8/manifest.json", "utf8"),
      ) as PackManifest
    ).counts;
    const n = emoji.train + emoji.validation + emoji.test;
    const rows = path.join(work, "emoji.npy");
    const values = Float32Array.from({ length: 4 * n }, (_, i) => Math.sin(i));
    writeFileSync(rows, npyOf("<f4", [n, 4], values));
    const onEmoji = await evaluate(
      ...["--preset", "emoji-quick", "--teacher", rows],
      ...["--set", "data.images=64", "--set", "evaluation.split=validation"],
    );
    expect(onEmoji.code, onEmoji.stderr).toBe(0);
    expect(onEmoji.stderr).toContain("WARNING: taken to be in the order");
    expect(JSON.parse(onEmoji.stdout)).toMatchObject({
      teacher: { kind: "features", rows: n, matchedBy: "order" },
      config: { data: { pack: "emoji8", far: [] } },
    });
  },
);

test(
  "exits with 1 for features that do not fit, and with 2 for settings that they cannot teach",
  { timeout: LIMIT_MS },
  async () => {
    const out = ["--out", path.join(work, "refused")];
    const short = path.join(work, "short.npy");
    writeFileSync(
      short,
      npyOf("<f4", [7, 5], new Float32Array(35).map(Math.sin)),
    );
    const refused = await lab(...TRAIN, ...OWN, "--teacher", short, ...out);
    expect(refused.stderr).toContain("short.npy: must be features of all 120");
    expect(refused.code).toBe(1);
    const views = await lab(
      ...[...TRAIN, ...OWN, "--teacher", features],
      ...["--set", "data.views=2", ...out],
    );
    expect(views.stderr).toContain(
      "data.views: must be 1, for the features are of the pack's images as they are, got 2",
    );
    expect(views.code).toBe(2);
    const nothing = await lab(...TRAIN, ...OWN, "--teacher", "dino", ...out);
    expect(nothing.stderr).toContain(
      "--teacher: must be a bundled teacher's id",
    );
    expect(nothing.code).toBe(2);
  },
);

test(
  "an ONNX network teaches on views and far images too, and embeds",
  { timeout: LIMIT_MS },
  async () => {
    const model = path.join(work, "tiny-vit", "onnx", "model.onnx");
    mkdirSync(path.dirname(model), { recursive: true });
    writeFileSync(model, patchNetwork());
    const save = path.join(work, "of-network");
    const place = path.join(work, "tiny-vit");
    const { result, stderr } = await trained(
      ...(["network", "--teacher", place, "--teacher-side", "56"] as const),
      ...["--save", save],
    );
    expect(stderr).toContain(
      "tiny-vit/onnx/model.onnx; sees 56 of 56, 112, 224 pixels each way, resized bicubic, normalised as for DINOv2, for there is no preprocessor_config.json; 6 numbers a token, 4 x 4 patch tokens",
    );
    expect(stderr).toContain("ONNX Runtime computes tiny-vit, 56 px on WASM.");
    const { teacher, data } = result.config;
    expect(teacher.id).toMatch(/^onnx-tiny-vit-[0-9a-f]{8}$/);
    expect(data.views).toBeGreaterThan(1);
    expect(data.far).not.toEqual([]);
    expect(result.history).toHaveLength(3);
    expect(result.teacher).toMatchObject({ kind: "onnx", width: 6, grid: 4 });
    const card = readFileSync(path.join(save, "README.md"), "utf8");
    expect(card).toContain("resized from 32 x 32 to 56 x 56 pixels (bicubic)");

    const out = path.join(work, "tokens.npy");
    const embedded = await lab(
      ...["embed", "--data", folder, "--teacher", model, "--tokens", "all"],
      ...["--teacher-side", "56", "--out", out],
    );
    expect(embedded).toMatchObject({ code: 0 });
    expect(JSON.parse(embedded.stdout)).toMatchObject({ shape: [120, 17, 6] });

    writeFileSync(model, "no network");
    const refused = await lab(
      ...[...TRAIN, ...OWN],
      ...["--teacher", model, "--out", path.join(work, "refused")],
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      "onnx: must be a whole ONNX file, got 10 bytes that begin 0x6e6f206e",
    );
  },
);
