import { expect, test } from "vitest";
import { textBytes } from "./decoders/files.fixture.ts";
import { imageSourceBytes, loadImageSources } from "./imageSources.ts";
import { packOf } from "./packOf.fixture.ts";
import { MissingFileError } from "./readFile.ts";
import { sha256Hex } from "./sha256.ts";

const { manifest } = packOf(
  { height: 1, width: 1, channels: 1 },
  new Uint8Array(2),
  [0, 1],
);

async function loaded(bytes: Uint8Array<ArrayBuffer>, sha256?: string) {
  const sources = {
    ...{ path: "sources.json", bytes: bytes.length, rawBytes: bytes.length },
    ...{
      encoding: "none" as const,
      sha256: sha256 ?? (await sha256Hex(bytes)),
    },
  };
  return loadImageSources(() => Promise.resolve(bytes), {
    ...manifest,
    files: { ...manifest.files, sources },
  });
}

test("reads back where images came from; a pack that does not say is none", async () => {
  const sources = { positions: [1, 0], names: ["b/2.png", "a/1\\t\\n.png"] };
  expect(await loaded(imageSourceBytes(sources))).toEqual(sources);
  const never = () => Promise.reject(new MissingFileError("got none"));
  expect(await loadImageSources(never, manifest)).toBeNull();
});

test.each([
  ["no JSON", textBytes("hello"), "got something else"],
  [
    "negative positions",
    textBytes('{"positions":[-1,0],"names":["a","b"]}'),
    "got something else",
  ],
  [
    "one image too few",
    textBytes('{"positions":[0],"names":["a"]}'),
    "got 1 positions and 1 names",
  ],
])("refuses %s", async (_title, bytes, says) => {
  await expect(loaded(bytes as Uint8Array<ArrayBuffer>)).rejects.toMatchObject({
    code: "pack-corrupt",
    message: expect.stringContaining(says) as string,
  });
});

test("refuses another file than the manifest's", async () => {
  const bytes = imageSourceBytes({ positions: [0, 1], names: ["a", "b"] });
  await expect(loaded(bytes, "0".repeat(64))).rejects.toMatchObject({
    code: "pack-corrupt",
  });
});
