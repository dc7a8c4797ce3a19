/** What only some GPUs have: the same numbers with it, and a refusal without it. */
import { afterEach, beforeAll, expect, test } from "vitest";
import { useGpuFeatures } from "../../src/engine/backend.ts";
import { verifyDevice } from "../../src/engine/golden/verifyDevice.ts";
import { hasGpuFeature } from "../../src/kernels/gpuFeatures.ts";
import { useWebGpu } from "./support.ts";

beforeAll(useWebGpu);
afterEach(() => useGpuFeatures([]));

test("the golden cases hold with sums over subgroups", async () => {
  expect(hasGpuFeature("subgroups")).toBe(true);
  useGpuFeatures(["subgroups"]);
  const cases = await verifyDevice("webgpu", () => Promise.resolve());
  for (const { title, isWithin } of cases) expect(isWithin, title).toBe(true);
});

test("float16 is refused where the device has none, and nothing is switched", () => {
  // SwiftShader has no shader-f16; tests run on no other adapter.
  expect(hasGpuFeature("half-tiles")).toBe(false);
  useGpuFeatures(["subgroups"]);
  expect(() => useGpuFeatures(["half-tiles"])).toThrow(
    "the device must have 'shader-f16' for 'half-tiles'",
  );
});
