/** In a page of its own: a fault stays with it. */
import { expect, test } from "vitest";
import { explainFailure } from "../../src/engine/backendFaults.ts";
import { runGpuKernel } from "../../src/kernels/gpuKernel.ts";
import { gpuFault } from "../../src/tensor/gpuDevice.ts";
import { useWebGpu } from "./support.ts";

test("a shader that does not compile is told, although its output can be read", async () => {
  await useWebGpu();
  const { y } = runGpuKernel(
    { name: "broken", code: "@compute fn main() { y[0] = nothing; }" },
    { inputs: {}, outputs: { y: [1] }, workgroups: 1 },
  );
  expect(gpuFault()).toBeNull();
  // All that tfjs would show for it.
  expect([...(await y.data())]).toEqual([0]);
  const explained = await explainFailure(new Error("whatever comes of it"));
  expect(explained).toMatchObject({ code: "gpu-error" });
  expect(String(explained)).toContain("nothing");
});
