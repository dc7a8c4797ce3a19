import { expect, test } from "vitest";
import { EngineError } from "../../protocol/engineError.ts";
import type { ImportMessage } from "../../protocol/importing.ts";
import type { OwnTeacher } from "../../protocol/teachers.ts";
import { nodePictures } from "../../cli/nodePictures.ts";
import { textBytes } from "../decoders/files.fixture.ts";
import type { PackStore } from "../packStore.ts";
import { MissingFileError, type ReadFile } from "../readFile.ts";
import { createImports } from "../serveImports.ts";
import { patchNetwork } from "./vit.fixture.ts";

const FOLDER =
  "https://huggingface.co/onnx-community/dinov2-small/resolve/main/";
const NOTHING = { model: null, side: null, normalisation: null };

/** As DINOv2's: made smaller to 256, of which the middle 224 are seen. */
const SETTINGS = textBytes(
  JSON.stringify({
    ...{ do_resize: true, size: { shortest_edge: 256 }, resample: 3 },
    ...{ do_center_crop: true, crop_size: { height: 224, width: 224 } },
    ...{ do_rescale: true, rescale_factor: 1 / 255, do_normalize: true },
    ...{ image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] },
  }),
);

function imports(hub: ReadFile) {
  const kept: OwnTeacher[] = [];
  const asked: string[] = [];
  const messages: ImportMessage[] = [];
  const store = {
    writeTeacher: ({ manifest }: { manifest: OwnTeacher }) => {
      kept.push(manifest);
      return Promise.resolve();
    },
  } as unknown as PackStore;
  const answer = createImports(
    store,
    nodePictures,
    (message) => messages.push(message),
    (baseUrl) => (path, onProgress) => {
      asked.push(baseUrl + path);
      return hub(path, onProgress);
    },
  );
  return { answer, kept, asked, messages };
}

test("the hub's network comes with its preprocessing, is tried again without asking twice, and kept", async () => {
  const { answer, kept, asked, messages } = imports((path, onProgress) => {
    const isNetwork = path.endsWith(".onnx");
    const bytes = isNetwork ? patchNetwork() : SETTINGS;
    onProgress?.(bytes.length, 0);
    return Promise.resolve(new Uint8Array(bytes));
  });
  await expect(answer({ type: "keep-model", isGpu: false })).rejects.toThrow(
    "a network must have been tried before",
  );
  const read = { type: "read-model", choice: NOTHING } as const;
  await answer({ ...read, source: "onnx/model_fp16.onnx" });
  const expected = [
    `${FOLDER}preprocessor_config.json`,
    `${FOLDER}onnx/model_fp16.onnx`,
  ];
  expect(asked).toEqual(expected);
  // Without a length of its own, progress is told against the size that the hub lists.
  expect(messages).toContainEqual({
    ...{ type: "progress", total: 44_400_000 },
    done: patchNetwork().length,
  });
  const choice = { ...NOTHING, side: 56 };
  await answer({ type: "read-model", source: null, choice });
  expect(asked).toEqual(expected);
  await answer({ type: "keep-model", isGpu: false });
  expect(kept).toMatchObject([
    {
      ...{ kind: "onnx", title: "dinov2-small fp16, 56 px", grid: 4 },
      url: `${FOLDER}onnx/model_fp16.onnx`,
      preprocessing: { origin: "file", resampling: "bicubic" },
    },
  ]);
  const { preprocessing } = kept[0] as Extract<OwnTeacher, { kind: "onnx" }>;
  expect(preprocessing.mean[0]).toBeCloseTo(0.485, 12);
});

test.each<[string, Error, string]>([
  [
    "no connection",
    new EngineError("network", "fetchReader: x could not be fetched"),
    "x could not be fetched",
  ],
  [
    "no such file",
    new MissingFileError("expected a file, got status 404"),
    "got status 404",
  ],
])("a hub that does not answer is named: %s", async (_, cause, says) => {
  const { answer, kept } = imports(() => Promise.reject(cause));
  const asking = answer({
    ...{ type: "read-model", choice: NOTHING },
    source: "onnx/model.onnx",
  });
  await expect(asking).rejects.toMatchObject({ code: "network" });
  await expect(asking).rejects.toThrow(
    /^huggingface\.co: dinov2-small\/preprocessor_config\.json must be there, and whole: /,
  );
  await expect(asking).rejects.toThrow(says);
  expect(kept).toEqual([]);
});
