/** A vision network as a teacher: from a file and from the hub, kept, trained on, with and without a connection. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { patchNetwork } from "../../src/data/onnx/vit.fixture.ts";
import { LabPage, labPath } from "./labPage.ts";

const SMALL = {
  "data.images": 64,
  "data.views": 2,
  "student.width": 16,
  "student.depth": 1,
  "student.heads": 2,
  "optimiser.batchSize": 16,
  "optimiser.steps": 40,
  "optimiser.warmupSteps": 1,
};

const file = (buffer: Buffer, name = "tiny.onnx") => ({
  ...{ name, mimeType: "application/octet-stream", buffer },
});

test.use({ serviceWorkers: "allow" });

test("a network from a file is refused or kept, teaches, and does so offline after a reload", async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", SMALL));
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await lab.button("Own teacher").click();
  const files = page.getByLabel("Files of a network");
  await files.setInputFiles([file(Buffer.from("no network"))]);
  await expect(page.getByRole("alert")).toContainText(
    "Not taken: tiny.onnx: must be a whole ONNX file, got 10 bytes",
  );
  await files.setInputFiles([file(Buffer.from(patchNetwork()))]);
  const bring = page.getByRole("region", { name: "Bring a network" });
  await expect(bring).toContainText("6 numbers a token, 8 x 8 patch tokens");
  await bring.getByLabel("It sees").selectOption("56 x 56 pixels");
  await expect(bring).toContainText("6 numbers a token, 4 x 4 patch tokens");
  const { violations } = await new AxeBuilder({ page })
    .include("dialog[open]")
    .analyze();
  expect(violations).toEqual([]);
  await lab.button("Keep in this browser").click();
  const kept = page.getByRole("region", { name: "Teachers of this browser" });
  await expect(kept).toContainText(
    "network that sees 56 x 56 pixels, 6 numbers, 4 x 4 patch tokens",
  );
  const address = page.url();
  await lab.button("Use tiny, 56 px").click();
  const teacher = page.getByRole("combobox", { name: /^Teacher/ });
  await expect(teacher).toHaveValue(/^onnx-tiny-/);
  await expect(
    page.getByText("ONNX Runtime computes tiny, 56 px on WASM."),
  ).toBeVisible();
  await lab.takeStep();
  const [[, first]] = (await lab.losses()) as [[number, number]];
  await expect(lab.figure("Known and foreign images")).toContainText("far");
  await expect(page).not.toHaveURL(address);

  await context.setOffline(true);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(lab.status).toContainText("idle, step 0 of", {
    timeout: 60_000,
  });
  await expect(teacher).toHaveValue(/^onnx-tiny-/);
  await lab.takeStep();
  expect((await lab.losses())[0]![1]).toBe(first);
  await context.setOffline(false);
  expect(lab.problems).toEqual([]);
});

test("the hub is asked when the visitor says so and not before; what it refuses is told", async ({
  page,
}) => {
  const asked: string[] = [];
  let isThere = false;
  await page.context().route(/huggingface\.co|hf\.co/, (route) => {
    const url = route.request().url();
    asked.push(url);
    const headers = { "access-control-allow-origin": "*" };
    if (!isThere) return route.fulfill({ status: 403, headers });
    return route.fulfill({
      headers,
      body: url.endsWith(".json")
        ? '{"size":{"height":224,"width":224},"image_mean":[0.5,0.5,0.5],"image_std":[0.5,0.5,0.5]}'
        : Buffer.from(patchNetwork()),
    });
  });
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", SMALL));
  await lab.button("Own teacher").click();
  const fetching = lab.button("Fetch DINOv2-small from huggingface.co");
  await expect(fetching).toBeVisible();
  expect(asked).toEqual([]);
  expect(lab.problems).toEqual([]);
  await fetching.click();
  await expect(page.getByRole("alert")).toContainText(
    "huggingface.co: dinov2-small/preprocessor_config.json must be there, and whole: fetchReader: preprocessor_config.json must be answered with status 200, got 403",
  );
  isThere = true;
  await page.getByLabel("Precision").selectOption("half, for WebGPU, 44.4 MB");
  await fetching.click();
  const bring = page.getByRole("region", { name: "Bring a network" });
  await expect(bring).toContainText("dinov2-small fp16, 112 px");
  await expect(bring).toContainText("as preprocessor_config.json says");
  const folder =
    "https://huggingface.co/onnx-community/dinov2-small/resolve/main/";
  expect(asked).toEqual([
    `${folder}preprocessor_config.json`,
    `${folder}preprocessor_config.json`,
    `${folder}onnx/model_fp16.onnx`,
  ]);
  // The page and the engine may not ask: only the import's worker may.
  const isRefused = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    `${folder}config.json`,
  );
  expect(isRefused).toBe(true);
  expect(asked).toHaveLength(3);
});
