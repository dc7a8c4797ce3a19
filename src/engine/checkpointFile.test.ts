import { beforeAll, expect, test } from "vitest";
import { reducedConfig } from "../../tests/reducedPacks.ts";
import { readCheckpoint, writeCheckpoint } from "./checkpointFile.ts";
import { checkpointOf } from "../../tests/support/savedRun.ts";

let bytes: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  bytes = await writeCheckpoint(checkpointOf(3));
});

test("every number comes back with its bits, and every list with its order", async () => {
  const checkpoint = checkpointOf(3);
  const { student } = checkpoint.snapshot.trainer;
  student["odd"] = {
    shape: [5],
    values: Float32Array.of(NaN, -0, Infinity, 1e-45, -1 / 3),
  };
  checkpoint.snapshot.times.firstLossMs = NaN;
  checkpoint.snapshot.history[1]!.losses.global = -0;
  const back = await readCheckpoint(await writeCheckpoint(checkpoint));
  expect(back).toEqual(checkpoint);
  expect(back.snapshot.history.map(({ step }) => step)).toEqual([1, 2, 3]);
  expect(back.snapshot.history[1]?.evaluation?.step).toBe(2);
  expect(Object.is(back.snapshot.history[1]?.losses.global, -0)).toBe(true);
});

test("bytes that lie anywhere in their buffer are read", async () => {
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(await readCheckpoint(shifted.subarray(3))).toEqual(checkpointOf(3));
});

test("no flipped bit and no missing end goes unnoticed", async () => {
  const stride = 37;
  for (let at = 0; at < bytes.length; at += stride) {
    const damaged = bytes.slice();
    damaged[at]! ^= 1 << (at % 8);
    await expect(readCheckpoint(damaged), `byte ${at}`).rejects.toThrow(
      "readCheckpoint: ",
    );
    await expect(
      readCheckpoint(bytes.slice(0, at)),
      `${at} bytes`,
    ).rejects.toThrow("readCheckpoint: ");
  }
});

test("says that another version wrote it", async () => {
  const later = bytes.slice();
  later[4] = 9;
  await expect(readCheckpoint(later)).rejects.toThrow(
    "readCheckpoint: version must be 1, got 9",
  );
});

test("refuses settings that are none of today", async () => {
  const checkpoint = checkpointOf(1);
  const config = { ...reducedConfig(), seed: -1 };
  const written = await writeCheckpoint({ ...checkpoint, start: config });
  await expect(readCheckpoint(written)).rejects.toThrow(
    "readCheckpoint: settings must be ones of today, got seed",
  );
});
