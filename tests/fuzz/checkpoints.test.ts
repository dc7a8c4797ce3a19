import "./allocations.ts";
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  requireFiniteState,
  writeCheckpoint,
} from "../../src/engine/checkpointFile.ts";
import { memoryCheckpoints } from "../../src/engine/checkpointStorage.ts";
import { createRunKeeper } from "../../src/engine/runKeeper.ts";
import { checkpointOf } from "../support/savedRun.ts";
import { campaign } from "./campaign.ts";
import { damagedBytes, damagedValue, jsonText, textBytes } from "./damage.ts";

const HEADER_BYTES = 48;

let whole: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  whole = await writeCheckpoint(checkpointOf(3));
});

/** A file of this content whose length and checksum are right, so that damage gets as far as it can. */
function sealed(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + content.length);
  bytes.set(whole.subarray(0, 8));
  new DataView(bytes.buffer).setBigUint64(8, BigInt(content.length), true);
  bytes.set(createHash("sha256").update(content).digest(), 16);
  bytes.set(content, HEADER_BYTES);
  return bytes;
}

/** A kept run whose only slot holds these bytes, opened as a page does, and looked at as a run does that goes on from it. */
async function open(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const storage = memoryCheckpoints();
  const label = { key: "a", slot: 0, serial: 1, owner: "b", step: 3, steps: 9 };
  await storage.write(
    {
      ...{ ...label, slot: 0 },
      ...{ bytes: bytes.length, savedAt: 0, config: "{}" },
    },
    bytes,
    null,
  );
  const post = () => {};
  const keeper = createRunKeeper({ storage, post, backend: "wasm" });
  const { checkpoint } = await keeper.open("a");
  const { snapshot } = checkpoint;
  const { student } = snapshot.trainer;
  for (const { shape, values } of Object.values(student)) {
    if (values.length !== shape.reduce((a, b) => a * b, 1))
      throw new Error("must have as many values as its shape");
  }
  if (snapshot.history.some(({ step }, i) => step !== i + 1))
    throw new Error("must have every step once");
  structuredClone(snapshot.history);
  await writeCheckpoint(checkpoint);
  requireFiniteState(snapshot);
}

test("goes on from a whole checkpoint, and from none whose bytes are damaged", async () => {
  await open(whole);
  await open(sealed(whole.subarray(HEADER_BYTES)));
  await expect(open(whole.slice(0, 100))).rejects.toThrow("restore: ");
  const inputs = fc.oneof(
    damagedBytes(whole),
    damagedBytes(whole.subarray(HEADER_BYTES)).map(sealed),
  );
  await campaign("bytes of a checkpoint", inputs, open);
});

test("goes on from no checkpoint whose content is another than a run's", async () => {
  const content = whole.subarray(HEADER_BYTES);
  const length = new DataView(whole.buffer).getUint32(HEADER_BYTES, true);
  const text = new TextDecoder().decode(content.subarray(4, 4 + length));
  const behind = 8 * Math.ceil((HEADER_BYTES + 4 + length) / 8);
  const arrays = whole.subarray(behind);
  const withTree = (tree: unknown) => {
    const json = textBytes(jsonText(tree));
    const start = 8 * Math.ceil((HEADER_BYTES + 4 + json.length) / 8);
    const out = new Uint8Array(start - HEADER_BYTES + arrays.length);
    new DataView(out.buffer).setUint32(0, json.length, true);
    out.set(json, 4);
    out.set(arrays, start - HEADER_BYTES);
    return sealed(out);
  };
  const tree: unknown = JSON.parse(text);
  await open(withTree(tree));
  await campaign(
    "content of a checkpoint",
    damagedValue(tree).map(withTree),
    open,
  );
});
