/** A vision network as a teacher where the lab computes on WebGPU: minutes on a software adapter, so that it is one of the long tests. */
import { expect, test } from "@playwright/test";
import { patchNetwork } from "../../src/data/onnx/vit.fixture.ts";
import { LabPage, labPath, TINY } from "./labPage.ts";

test("on WebGPU the network is computed there, and held to what WASM said of it", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("webgpu", TINY), 180_000);
  await lab.button("Own teacher").click();
  await page.getByLabel("Files of a network").setInputFiles([
    {
      name: "tiny.onnx",
      mimeType: "application/octet-stream",
      buffer: Buffer.from(patchNetwork({ side: 56 })),
    },
  ]);
  await lab.button("Keep in this browser").click();
  await lab.button("Use tiny, 56 px").click();
  await expect(
    page.getByText("ONNX Runtime computes tiny, 56 px on WebGPU."),
  ).toBeVisible({ timeout: 180_000 });
  // Steps on a software adapter take minutes, and webgpu.spec.ts has them.
  expect(lab.problems).toEqual([]);
});
