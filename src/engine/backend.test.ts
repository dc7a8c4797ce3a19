import { expect, test, vi } from "vitest";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import { getBackend, getKernel } from "../tensor/tf.ts";
import { chooseBackend, useGpuFeatures } from "./backend.ts";

test("takes WASM where there is no WebGPU, and says why", async () => {
  const report = await chooseBackend("auto", WASM_FOLDER);
  expect(report.backend).toBe("wasm");
  expect(getBackend()).toBe("wasm");
  expect(report.adapter).toMatch(/SIMD/);
  expect(report.passedOver).toEqual([
    { backend: "webgpu", reason: "WebGPU is not available in this browser" },
  ]);
  // The self-test compared other numbers than zeros.
  expect(report.selfTestError).toBeGreaterThan(0);
  expect(report.selfTestError).toBeLessThan(1e-4);
});

test("uses a named backend or refuses, but never another", async () => {
  expect((await chooseBackend("cpu", WASM_FOLDER)).backend).toBe("cpu");
  await expect(chooseBackend("webgpu", WASM_FOLDER)).rejects.toMatchObject({
    code: "backend-unavailable",
  });
});

/** Runs `work` where WebGPU finds this adapter. */
async function withAdapter<T>(adapter: object | null, work: () => Promise<T>) {
  const navigator = globalThis.navigator as unknown;
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu: { requestAdapter: () => Promise.resolve(adapter) } },
    configurable: true,
  });
  try {
    return await work();
  } finally {
    Object.defineProperty(globalThis, "navigator", {
      value: navigator,
      configurable: true,
    });
  }
}

test("passes over a software GPU unless it is named", async () => {
  const info = {
    ...{ vendor: "google", architecture: "swiftshader" },
    ...{ device: "", description: "" },
  };
  const { backend, passedOver } = await withAdapter({ info }, () =>
    chooseBackend("auto", WASM_FOLDER),
  );
  expect(backend).toBe("wasm");
  expect(passedOver[0]?.reason).toBe(
    "WebGPU has only a software adapter here (google, swiftshader), slower than WASM",
  );
});

test("passes over WebGPU without an adapter, and what failed in this page before", async () => {
  const { backend, passedOver } = await withAdapter(null, () =>
    chooseBackend("auto", WASM_FOLDER, 1, ["wasm"]),
  );
  expect(backend).toBe("cpu");
  expect(passedOver).toEqual([
    { backend: "webgpu", reason: "WebGPU has no adapter on this machine" },
    { backend: "wasm", reason: "it failed in this page before" },
  ]);
});

test("takes the next backend where one computes something else", async () => {
  await chooseBackend("wasm", WASM_FOLDER);
  const { kernelFunc } = getKernel("Add", "wasm");
  const spy = vi
    .spyOn(getKernel("Multiply", "wasm"), "kernelFunc")
    .mockImplementation(kernelFunc);
  try {
    const { backend, passedOver } = await chooseBackend("auto", WASM_FOLDER);
    expect(backend).toBe("cpu");
    expect(passedOver[1]?.reason).toMatch(
      /^wasm: loss and gradients must agree with the CPU within 0.001/,
    );
    await expect(chooseBackend("wasm", WASM_FOLDER)).rejects.toMatchObject({
      code: "self-test-failed",
    });
  } finally {
    spy.mockRestore();
  }
});

test("what only a GPU has is refused on another backend", async () => {
  await chooseBackend("cpu", WASM_FOLDER);
  expect(() => useGpuFeatures(["subgroups"])).toThrow(
    "must have 'subgroups' for 'subgroups', got cpu with no features",
  );
  expect(() => useGpuFeatures([])).not.toThrow();
});
