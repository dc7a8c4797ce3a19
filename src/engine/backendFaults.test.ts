import { expect, test } from "vitest";
import { EngineError } from "../protocol/engineError.ts";
import { explainFailure, faultError } from "./backendFaults.ts";

test("a fault of the GPU has a code of its own, and keeps the driver's words", () => {
  expect(
    (["lost", "out-of-memory", "error"] as const).map((kind) => {
      const { code, message } = faultError({ kind, message: "why" });
      return [code, message];
    }),
  ).toEqual([
    ["device-lost", "WebGPU: why"],
    ["out-of-memory", "WebGPU: why"],
    ["gpu-error", "WebGPU: why"],
  ]);
});

test.each([
  "Array buffer allocation failed",
  "Invalid typed array length: 99999999999",
  "WebAssembly.Memory(): could not allocate memory: out of memory",
  "Aborted(Cannot enlarge memory arrays to size 2147487744 bytes)",
  "Aborted(OOM)",
  "allocation size overflow",
])("calls %j a lack of memory", async (message) => {
  expect(await explainFailure(new RangeError(message))).toMatchObject({
    ...{ code: "out-of-memory", message },
  });
});

test("finds it in an allocation that fails here", async () => {
  let cause: unknown;
  try {
    new Float32Array(2 ** 40);
  } catch (thrown) {
    cause = thrown;
  }
  expect(await explainFailure(cause)).toMatchObject({ code: "out-of-memory" });
});

test("leaves what has a name, and what is nobody's fault, as it is", async () => {
  const named = new EngineError("network", "out of memory");
  const bug = new Error("x is not a function");
  expect(await explainFailure(named)).toBe(named);
  expect(await explainFailure(bug)).toBe(bug);
});
