import { expect, test } from "vitest";
import { WASM_FOLDER } from "../../tests/testBackend.ts";
import { getBackend } from "../tensor/tf.ts";
import { chooseBackend } from "./backend.ts";

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

test("passes over a software GPU unless it is named", async () => {
  const navigator = globalThis.navigator as unknown;
  const adapter = {
    info: {
      vendor: "google",
      architecture: "swiftshader",
      device: "",
      description: "",
    },
  };
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu: { requestAdapter: () => Promise.resolve(adapter) } },
    configurable: true,
  });
  try {
    const { backend, passedOver } = await chooseBackend("auto", WASM_FOLDER);
    expect(backend).toBe("wasm");
    expect(passedOver[0]?.reason).toBe(
      "WebGPU has only a software adapter here (google, swiftshader), slower than WASM",
    );
  } finally {
    Object.defineProperty(globalThis, "navigator", {
      value: navigator,
      configurable: true,
    });
  }
});
