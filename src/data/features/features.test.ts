import { gzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { EngineError } from "../../protocol/engineError.ts";
import { fileOf, npyOf, textBytes } from "../decoders/files.fixture.ts";
import { toHalf } from "../formats/halfFloats.ts";
import { writeSafetensors } from "../formats/safetensors.ts";
import {
  ARROW_FILES,
  lists,
  numbers,
  parquetOf,
  texts,
} from "../decoders/parquet.fixture.ts";
import { packOf } from "../packOf.fixture.ts";
import { makeFeatureTeacher } from "./featureTeacher.ts";
import type { Features } from "./features.ts";
import { readFeatures } from "./readFeatures.ts";

/** Six images: four to train, one to validate, one to test. */
const PACK = packOf(
  { height: 1, width: 1, channels: 1 },
  Uint8Array.from({ length: 6 }, (_, i) => i),
  [0, 1, 0, 1, 0, 1],
  [],
  { train: 4, validation: 1, test: 1 },
);
const HASH = PACK.manifest.files.images.sha256;

/** Row i holds i, i + 1/4 and i + 1/2, so that halves are exact. */
const rowsOf = (n: number) =>
  Float32Array.from(
    { length: n * 3 },
    (_, k) => Math.floor(k / 3) + (k % 3) / 4,
  );
const VALUES = rowsOf(6);

/** NumPy's `<U4`. */
const wide = (texts: readonly string[]) =>
  npyOf(
    "<U4",
    [texts.length],
    Uint32Array.from(
      texts.flatMap((text) =>
        Array.from({ length: 4 }, (_, k) => text.codePointAt(k) ?? 0),
      ),
    ),
  );

const npzOf = (parts: Record<string, Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, bytes]) => [`${name}.npy`, bytes]),
    ),
  );

const read = (name: string, bytes: Uint8Array) =>
  readFeatures(fileOf(name, bytes));

async function teacherOf(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  sources: Parameters<typeof makeFeatureTeacher>[3] = null,
) {
  const features = await read(name, bytes);
  const file = { name, bytes: bytes.length, sha256: HASH };
  return makeFeatureTeacher(file, features, PACK, sources);
}

/** The stored values of a teacher. */
async function stored(made: ReturnType<typeof teacherOf>) {
  const { manifest, files } = await made;
  const bytes = files.get(`teachers/${manifest.id}/features.bin`)!;
  return { manifest, values: [...new Float32Array(bytes.buffer)] };
}

const floats = npyOf("<f4", [6, 3], VALUES) as Uint8Array<ArrayBuffer>;
const labels = npyOf("|u1", [6], PACK.labels);

const CSV = [
  "path,f0,f1,f2,label",
  ...Array.from(
    { length: 6 },
    (_, i) =>
      `"${i}",${[...VALUES.subarray(3 * i, 3 * i + 3)].join(",")},${"ab"[i % 2]}`,
  ),
].join("\r\n");

test.each<[string, Uint8Array]>([
  ["f.npy", floats],
  ["f.npy.gz", gzipSync(floats)],
  ["f16.npy", npyOf("<f2", [6, 3], toHalf(VALUES))],
  ["f64.npy", npyOf("<f8", [6, 3], Float64Array.from(VALUES))],
  ["f.npz", npzOf({ tokens: floats, labels })],
  ["one.npz", npzOf({ whatever: floats })],
  [
    "f.safetensors",
    writeSafetensors({
      tensors: { features: { shape: [6, 3], values: VALUES } },
      metadata: { images_sha256: HASH },
    }),
  ],
  ["f.csv", textBytes(CSV)],
  [
    "plain.csv",
    textBytes(CSV.replace(/^.*\r\n/, "").replaceAll(/"\d",|,[ab]/g, "")),
  ],
])("reads the same six rows out of %s", async (name, bytes) => {
  const features = await read(name, bytes);
  expect([features.n, features.tokens, features.width]).toEqual([6, 1, 3]);
  expect([...features.values]).toEqual([...VALUES]);
});

test("reads names and labels beside the features", async () => {
  const ids = ["5", "4", "3", "2", "1", "0"];
  const npz = await read(
    "f.npz",
    npzOf({ tokens: floats, labels, ids: wide(ids) }),
  );
  expect(npz.ids).toEqual(ids);
  expect(npz.labels).toEqual(["0", "1", "0", "1", "0", "1"]);
  const csv = await read("f.csv", textBytes(CSV));
  expect(csv.ids).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(csv.labels).toEqual(["a", "b", "a", "b", "a", "b"]);
});

test("reads bfloat16, and integers as labels, out of safetensors", async () => {
  const header = JSON.stringify({
    tokens: { dtype: "BF16", shape: [2, 2], data_offsets: [0, 8] },
    labels: { dtype: "I64", shape: [2], data_offsets: [8, 24] },
  });
  const bytes = new Uint8Array(8 + header.length + 24);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(textBytes(header), 8);
  // 1, -2, 0.5 and 3 in bfloat16.
  [0x3f80, 0xc000, 0x3f00, 0x4040].forEach((bits, i) =>
    view.setUint16(8 + header.length + 2 * i, bits, true),
  );
  view.setBigInt64(8 + header.length + 16, 1n, true);
  const features = await read("f.safetensors", bytes);
  expect([...features.values]).toEqual([1, -2, 0.5, 3]);
  expect(features.labels).toEqual(["0", "1"]);
});

test("lays rows in the pack's order by name, by hash, by labels or by order, and says which", async () => {
  const reversed = Float32Array.from(
    { length: 18 },
    (_, k) => VALUES[15 - 3 * Math.floor(k / 3) + (k % 3)]!,
  );
  const byIds = npzOf({
    tokens: npyOf("<f4", [6, 3], reversed),
    ids: wide(["5", "4", "3", "2", "1", "0"]),
  });
  const hash = npyOf("|u1", [32], Uint8Array.from(Buffer.from(HASH, "hex")));
  for (const [bytes, matchedBy] of [
    [byIds, "ids"],
    [npzOf({ tokens: floats, images_sha256: hash, labels }), "hash"],
    [npzOf({ tokens: floats, labels }), "labels"],
    [npzOf({ tokens: floats }), "order"],
  ] as const) {
    const { manifest, values } = await stored(
      teacherOf("f.npz", bytes as Uint8Array<ArrayBuffer>),
    );
    expect(manifest).toMatchObject({ matchedBy, rows: 6, width: 3, grid: 0 });
    expect(values, matchedBy).toEqual([...VALUES]);
  }
});

test("matches rows to imported pictures by path, or by their order before the pack was divided", async () => {
  const sources = {
    positions: [3, 0, 1, 2, 5, 4],
    names: ["b/1.png", "a/0.png", "b/0.png", "a/1.png", "b/2.png", "a/2.png"],
  };
  const inOrder = await stored(teacherOf("f.npy", floats, sources));
  expect(inOrder.values.filter((_, k) => k % 3 === 0)).toEqual(
    sources.positions,
  );
  const csv = sources.names.map((name, i) => `${name},${i},1,2`).reverse();
  const named = await stored(
    teacherOf(
      "f.csv",
      textBytes(["path,a,b,c", ...csv].join("\n")) as Uint8Array<ArrayBuffer>,
      sources,
    ),
  );
  expect(named.values.filter((_, k) => k % 3 === 0)).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);
});

test("takes the mean of patch tokens where there is no class token, and the first token where there is one", async () => {
  const tokens = (count: number) =>
    npyOf("<f4", [6, count, 3], rowsOf(6 * count)) as Uint8Array<ArrayBuffer>;
  const patches = await stored(teacherOf("f.npy", tokens(4)));
  expect(patches.manifest).toMatchObject({ grid: 2, classToken: "mean" });
  // Rows 0 to 3 are the patches of the first image.
  expect(patches.values.slice(0, 6)).toEqual([1.5, 1.75, 2, 0, 0.25, 0.5]);
  const both = await stored(teacherOf("f.npy", tokens(5)));
  expect(both.manifest).toMatchObject({ grid: 2, classToken: "given" });
  expect(both.values).toEqual([...rowsOf(30)]);
});

test("the id follows from title and content", async () => {
  const { manifest: a } = await teacherOf("My DINO.npy", floats);
  expect(a.id).toMatch(/^own-my-dino-[0-9a-f]{8}$/);
  const changed = Float32Array.from(VALUES);
  changed[0] = 7;
  const { manifest: b } = await teacherOf(
    "My DINO.npy",
    npyOf("<f4", [6, 3], changed) as Uint8Array<ArrayBuffer>,
  );
  expect(b.id.slice(0, 12)).toBe(a.id.slice(0, 12));
  expect(b.id).not.toBe(a.id);
});

const withValue = (value: number) => {
  const values = Float32Array.from(VALUES);
  values[7] = value;
  return npyOf("<f4", [6, 3], values);
};
const flat = Float32Array.from(VALUES, (value, k) =>
  k >= 6 && k < 9 ? 4 : value,
);

/** Every check with its own message. */
/** Six numbers are there in one run, behind its length: three bytes, which could ask for any memory. */
function longerRun(file: Uint8Array): Uint8Array {
  const levels = [2, 0, 0, 0, 6 << 1, 3];
  const at = file.findIndex((_, i) =>
    levels.every((byte, k) => file[i + k] === byte),
  );
  expect(at).toBeGreaterThan(0);
  return file.with(at + 4, 126);
}

const REFUSALS: [string, string, Uint8Array, string, string][] = [
  [
    "another format",
    "f.txt",
    textBytes("1 2 3"),
    "import-unreadable",
    "must be features as .npy, .npz, .safetensors, .csv or .parquet, got a file that begins 0x31203220",
  ],
  [
    "whole numbers",
    "f.npy",
    npyOf("|u1", [6, 3], new Uint8Array(18)),
    "import-unreadable",
    "must be features of floating-point numbers, got |u1; are these labels, or quantised features?",
  ],
  [
    "a vector",
    "f.npy",
    npyOf("<f4", [18], VALUES),
    "import-unreadable",
    "must be features of shape [n, d] or [n, tokens, d], got [18]",
  ],
  [
    "a map of four axes",
    "f.npy",
    npyOf("<f4", [6, 1, 1, 3], VALUES),
    "import-unreadable",
    "got [6, 1, 1, 3]",
  ],
  [
    "no row",
    "f.npy",
    npyOf("<f4", [0, 3], new Float32Array(0)),
    "import-unfit",
    "must be features of at least one image, one token and two numbers, got [0, 3]",
  ],
  [
    "tokens without end",
    "f.npy",
    npyOf("<f4", [1, 2000, 2], new Float32Array(4000)),
    "import-too-large",
    "1370 tokens",
  ],
  [
    "NaN",
    "f.npy",
    withValue(NaN),
    "import-unreadable",
    "must be features that are finite numbers in float32, got NaN in row 2, token 0, column 1, and 1 such values in all",
  ],
  [
    "infinity",
    "f.npy",
    withValue(Infinity),
    "import-unreadable",
    "got Infinity in row 2, token 0, column 1",
  ],
  [
    "float64 beyond float32",
    "f.npy",
    npyOf(
      "<f8",
      [6, 3],
      Float64Array.from(VALUES, (x) => x * 1e300),
    ),
    "import-unreadable",
    "got Infinity",
  ],
  [
    "a row too few",
    "f.npy",
    npyOf("<f4", [5, 3], rowsOf(5)),
    "import-unfit",
    "must be features of all 6 images of test (4 training, 1 validation, 1 test), or with ids, got 5 rows",
  ],
  [
    "six tokens",
    "f.npy",
    npyOf("<f4", [6, 6, 3], rowsOf(36)),
    "import-unfit",
    "got 6 tokens; are there register tokens to be left out?",
  ],
  [
    "labels in another order",
    "f.npz",
    npzOf({
      tokens: floats,
      labels: npyOf("|u1", [6], Uint8Array.of(1, 1, 0, 1, 0, 1)),
    }),
    "import-unfit",
    'must be the labels of test, image by image, got "1" in row 0, where test has a (0), and 1 of 6 that differ; are the rows in another order?',
  ],
  [
    "a label too few",
    "f.npz",
    npzOf({ tokens: floats, labels: npyOf("|u1", [5], new Uint8Array(5)) }),
    "import-unfit",
    "f.npz: labels: must be as many as there are rows of features (6), got 5",
  ],
  [
    "another pack's hash",
    "f.npz",
    npzOf({
      tokens: floats,
      images_sha256: npyOf("|u1", [32], new Uint8Array(32).fill(1)),
    }),
    "import-unfit",
    `must be features of the images of test, SHA-256 ${HASH}, got those of images with SHA-256 0101`,
  ],
  [
    "a name twice",
    "f.npz",
    npzOf({ tokens: floats, ids: wide(["0", "1", "2", "3", "4", "4"]) }),
    "import-unfit",
    'must be names of which each stands once, got "4" in rows 4 and 5',
  ],
  [
    "a name that is missing",
    "f.npz",
    npzOf({ tokens: floats, ids: wide(["0", "1", "2", "3", "4", "x"]) }),
    "import-unfit",
    'must be names of all 6 images of test, got none for 1 of them, such as "5"',
  ],
  [
    "an image without a direction",
    "f.npy",
    npyOf("<f4", [6, 3], flat),
    "import-unfit",
    "must be features in which every image has a direction, got 4 throughout for image 2 of the pack",
  ],
  [
    "two matrices",
    "f.npz",
    npzOf({ a: floats, b: floats }),
    "import-unfit",
    "got a [6, 3], b [6, 3]",
  ],
  [
    "parquet of ragged lists",
    "f.parquet",
    parquetOf({ features: lists("features", [[1, 2], [1, 2, 3], [1]]) }),
    "import-unreadable",
    "f.parquet: features: must be lists of 2 numbers, got 3 in row 1",
  ],
  [
    "parquet of a last row that is too long",
    "f.parquet",
    parquetOf({
      features: lists("features", [
        [1, 2],
        [3, 4],
        [5, 6, 7],
      ]),
    }),
    "import-unreadable",
    "must be lists of 2 numbers, got 3 in row 2",
  ],
  [
    "parquet of more tokens in one row",
    "f.parquet",
    parquetOf({
      tokens: lists(
        "tokens",
        [
          [[1, 2]],
          [
            [1, 2],
            [3, 4],
          ],
        ],
        2,
      ),
    }),
    "import-unreadable",
    "must be 1 tokens in every row, got 2 in row 1",
  ],
  [
    "parquet of a missing number",
    "f.parquet",
    parquetOf({
      features: lists("features", [
        [1, 2],
        [1, null],
      ]),
    }),
    "import-unreadable",
    "must be lists without gaps, got nothing in the place of a number in row 1",
  ],
  [
    "parquet of an empty list",
    "f.parquet",
    parquetOf({ features: lists("features", [[1, 2], [1, 2], []]) }),
    "import-unreadable",
    "must be lists without gaps, got nothing in the place of a number in row 2",
  ],
  [
    "NaN in parquet",
    "f.parquet",
    parquetOf({
      features: lists("features", [
        [1, 2],
        [1, NaN],
      ]),
    }),
    "import-unreadable",
    "got NaN in row 1, token 0, column 1",
  ],
  [
    "float64 that float32 cannot hold",
    "f.parquet",
    parquetOf({
      features: lists(
        "features",
        [
          [1, 2],
          [1e300, 1],
        ],
        1,
        "DOUBLE",
      ),
    }),
    "import-unreadable",
    "finite numbers in float32, got Infinity in row 1",
  ],
  [
    "parquet of a run that is longer than its page",
    "f.parquet",
    longerRun(ARROW_FILES.UNCOMPRESSED),
    "import-unreadable",
    "features.list.item, row group 0: must be of pages whose runs make 6 values",
  ],
  [
    "parquet without features",
    "f.parquet",
    parquetOf({
      labels: numbers("labels", [1n]),
      a: lists("a", [[1]], 1, "INT32"),
    }),
    "import-unfit",
    "lists of floating-point numbers called tokens, features, embeddings, embedding, or with one such column alone, got labels (INT64), a.list.element (INT32)",
  ],
  [
    "parquet of two columns of features",
    "f.parquet",
    parquetOf({ a: lists("a", [[1, 2]]), b: lists("b", [[1, 2]]) }),
    "import-unfit",
    "got a.list.element (FLOAT), b.list.element (FLOAT)",
  ],
  [
    "parquet of a name that is missing",
    "f.parquet",
    parquetOf({
      id: texts("id", ["0", null]),
      features: lists("features", [
        [1, 2],
        [3, 4],
      ]),
    }),
    "import-unreadable",
    "f.parquet: id: must be a text or a number in every row, got nothing in row 1",
  ],
  [
    "a word among numbers",
    "f.csv",
    textBytes("a,b\n1,2\n3,cat\n"),
    "import-unreadable",
    'got "cat" in row 3, column b',
  ],
  [
    "a short row",
    "f.csv",
    textBytes("a,b\n1,2\n3\n"),
    "import-unreadable",
    "must be CSV of 2 cells in every row, got 1 in row 3",
  ],
  [
    "NaN in CSV",
    "f.csv",
    textBytes("1,2\nnan,3\n"),
    "import-unreadable",
    "got NaN in row 1, token 0, column 0",
  ],
  [
    "pickled objects",
    "f.npy",
    npyOf("|O", [6, 3], VALUES),
    "import-unreadable",
    "which needs Python to be read",
  ],
  [
    "a torn file",
    "f.npy",
    floats.subarray(0, 100),
    "import-unreadable",
    "bytes, as its header says",
  ],
  [
    "a torn safetensors",
    "f.safetensors",
    Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0, 1),
    "import-unreadable",
    "must hold its whole header",
  ],
];

test.each(REFUSALS)("refuses %s", async (_title, name, bytes, code, says) => {
  const cause: unknown = await teacherOf(
    name,
    bytes as Uint8Array<ArrayBuffer>,
  ).then(
    () => null,
    (error: unknown) => error,
  );
  expect(cause).toBeInstanceOf(EngineError);
  expect((cause as EngineError).message).toContain(says);
  expect((cause as EngineError).code).toBe(code);
});

test("parquet makes the teacher that npz makes, in any order of its rows", async () => {
  const order = [3, 0, 5, 1, 4, 2];
  const rows = order.map((i) => [...VALUES.subarray(3 * i, 3 * i + 3)]);
  const made = await stored(
    teacherOf(
      "mine.parquet",
      parquetOf({
        filenames: texts("filenames", order.map(String)),
        label: numbers(
          "label",
          order.map((i) => BigInt(i % 2)),
        ),
        features: lists("features", rows),
      }),
    ),
  );
  expect(made.values).toEqual([...VALUES]);
  expect(made.manifest).toMatchObject({ title: "mine", matchedBy: "ids" });
});

test("does not look at what a file says of splits", async () => {
  const features: Features = await read(
    "f.npz",
    npzOf({ tokens: floats, split: npyOf("|u1", [6], new Uint8Array(6)) }),
  );
  expect(features.labels).toBeNull();
});
