/** What can go wrong with a device, made to go wrong, and the tables of checkpoints in a real browser. A fault stays with the page, so the order matters. */
import { expect, test } from "vitest";
import { chooseBackend } from "../../src/engine/backend.ts";
import { explainFailure } from "../../src/engine/backendFaults.ts";
import {
  indexedCheckpoints,
  type SlotLabel,
} from "../../src/engine/checkpointStorage.ts";
import { gpuDevice } from "../../src/kernels/gpuKernel.ts";
import { gpuFault } from "../../src/tensor/gpuDevice.ts";
import * as tf from "../../src/tensor/tf.ts";
import { useWebGpu } from "./support.ts";

/** Runs `work` with the code of every kernel of that name changed. */
async function sabotaged<T>(
  name: string,
  change: (code: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  const { prototype } = GPUDevice;
  const { createShaderModule } = prototype;
  prototype.createShaderModule = function (descriptor) {
    const isMeant = descriptor.label?.startsWith(name);
    const code = isMeant ? change(descriptor.code) : descriptor.code;
    return createShaderModule.call(this, { ...descriptor, code });
  };
  try {
    return await work();
  } finally {
    prototype.createShaderModule = createShaderModule;
  }
}

test("a kernel that computes something else is found by the self-test", async () => {
  const choosing = sabotaged(
    "vmfSneNormalisers",
    (code) => code.replaceAll("exp(", "1.1 * exp("),
    () => chooseBackend("webgpu", ""),
  );
  await expect(choosing).rejects.toMatchObject({ code: "self-test-failed" });
  await expect(choosing).rejects.toThrow(
    /must agree with the CPU within 0.001/,
  );
  expect(gpuFault()).toBeNull();
});

test("a save lies in IndexedDB, in the other slot than the one before; its thread has the run", async () => {
  const storage = indexedCheckpoints(indexedDB, navigator.locks);
  const label: SlotLabel = {
    ...{ key: "faults", slot: 0, serial: 1, owner: "me", step: 3, steps: 9 },
    ...{ bytes: 3, savedAt: 0, config: "{}" },
  };
  const ours = async () =>
    (await storage.labels()).filter(({ key }) => key === "faults");
  await storage.remove(["faults"]);
  await storage.write(label, Uint8Array.of(1, 2, 3), null);
  const second: SlotLabel = { ...label, slot: 1, serial: 2 };
  await expect(
    storage.write(second, Uint8Array.of(4), "another"),
  ).rejects.toMatchObject({ code: "run-elsewhere" });
  expect(await ours()).toEqual([label]);
  await storage.write(second, Uint8Array.of(4), "me");
  expect(await storage.read(label)).toEqual(Uint8Array.of(1, 2, 3));
  expect(await storage.read(second)).toEqual(Uint8Array.of(4));
  await storage.writePanels("faults", { frames: [Float32Array.of(1)] });
  expect(await storage.panels("faults")).toEqual({
    frames: [Float32Array.of(1)],
  });
  const release = await storage.own("faults");
  expect(await storage.own("faults")).toBeNull();
  expect(await storage.owned()).toContain("faults");
  release!();
  await expect.poll(() => storage.owned()).not.toContain("faults");
  await storage.remove(["faults"]);
  expect(await ours()).toEqual([]);
  expect(await storage.panels("faults")).toBeUndefined();
});

test("a device that is taken away is called that, whatever fails first", async () => {
  await useWebGpu();
  const x = tf.tensor1d([1, 2, 3]);
  const reading = tf.square(x).data();
  gpuDevice().destroy();
  const cause: unknown = await reading
    .then(() => tf.square(x).data())
    .catch((reason: unknown) => reason);
  expect(await explainFailure(cause)).toMatchObject({ code: "device-lost" });
  expect(gpuFault()?.kind).toBe("lost");
});
