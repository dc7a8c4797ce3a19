import { expect, test } from "vitest";
import { fetchReader } from "../../src/data/readFile.ts";
import { useBackend } from "../../src/tensor/useBackend.ts";
import reference from "../teacher/activations.json";
import referenceUrl from "../teacher/activations.bin?url";
import { LEAST_COSINE, teacherParity } from "../teacher/teacherParity.ts";

test("the teacher agrees with the original fp32 graph on WebGPU", async () => {
  await useBackend("webgpu");
  const values = new Uint8Array(
    await (await fetch(referenceUrl)).arrayBuffer(),
  );
  // Software adapters are slow, so two of the eight images.
  const results = await teacherParity(
    reference,
    values,
    fetchReader(`${location.origin}/`),
    2,
  );
  expect(results.map(({ tokens }) => tokens)).toEqual([32, 2, 64, 128]);
  for (const { what, worst } of results) {
    expect(worst, what).toBeGreaterThanOrEqual(LEAST_COSINE);
  }
});
