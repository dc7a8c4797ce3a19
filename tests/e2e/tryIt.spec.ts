/** Any image before both networks: from the data, drawn, from a file, through the camera; also while the run trains. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, SMALL } from "./labPage.ts";

const RUN = {
  ...SMALL,
  "data.views": 1,
  "optimiser.steps": 2000,
  "evaluation.every": 1000,
};

test("shows what both networks make of an image, wherever it comes from, and goes on while training", async ({
  page,
}) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement("canvas");
      const context = canvas.getContext("2d")!;
      setInterval(() => context.fillRect(0, 0, 300, 150), 50);
      return canvas.captureStream();
    };
  });
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", RUN).replace("?", "?view=try&"));
  const student = page.getByRole("region", { name: "What the student sees" });
  const teacher = page.getByRole("region", { name: "What the teacher sees" });
  const gauge = student.getByRole("img", { name: /^student: score/ });
  const verdict = () => gauge.getAttribute("aria-label");
  /** Once it has been compared with all images, and stays what it is. */
  const settled = async () => {
    let last: string | null = null;
    await expect
      .poll(async () => {
        const before = last;
        last = await verdict();
        return last === before;
      })
      .toBe(true);
    await expect(page.getByText(/with all 128 training images/)).toBeVisible();
    return verdict();
  };
  await expect(page.getByText(/with all 128 training images/)).toBeVisible();
  await expect(teacher.getByRole("img", { name: /, at \d/ })).toHaveCount(8);

  // An image of the training set is its own nearest neighbour.
  await page.getByRole("combobox", { name: /^Split/ }).selectOption("train");
  await expect(page.getByText(/with all 128 training images/)).toBeVisible();
  await expectAccessible(page);

  const clean = await verdict();
  await page.getByLabel("Severity").fill("5");
  await expect(gauge).not.toHaveAttribute("aria-label", clean ?? "");
  await page.getByLabel("Severity").fill("0");
  await expect(gauge).toHaveAttribute("aria-label", clean ?? "");

  await page.getByText("Draw", { exact: true }).click();
  const pad = page.getByRole("application", { name: /^Drawing pad/ });
  await pad.focus();
  await page.keyboard.press("Space");
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
  const asDrawn = await settled();
  const png = await pad.evaluate((canvas: HTMLCanvasElement) =>
    canvas.toDataURL("image/png").replace(/^.*,/, ""),
  );

  await page.getByText("File", { exact: true }).click();
  await page.getByLabel("Picture file").setInputFiles({
    ...{ name: "no.png", mimeType: "image/png" },
    buffer: Buffer.from("this is no picture"),
  });
  await expect(page.getByText(/reads no picture in it/)).toBeVisible();
  // The same pixels from a file are the same image.
  const drawn = page.getByText(/^drawn\.png$/);
  await page.getByLabel("Picture file").setInputFiles({
    ...{ name: "drawn.png", mimeType: "image/png" },
    buffer: Buffer.from(png, "base64"),
  });
  await expect(drawn).toBeVisible();
  expect(await settled()).toBe(asDrawn);

  // The run trains, and the answer follows it.
  await lab.button("Train").click();
  const step = async () =>
    Number(
      /at step ([\d,]+) with/
        .exec((await page.locator("main").textContent()) ?? "")?.[1]
        ?.replace(",", ""),
    );
  await expect.poll(step).toBeGreaterThan(0);
  const first = await step();
  await expect.poll(step).toBeGreaterThan(first);
  await lab.button("Pause").click();
  await page.getByText("Camera", { exact: true }).click();
  await lab.button("Switch the camera on").click();
  await expect(gauge).toBeVisible();
  await lab.button("Switch the camera off").click();

  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBe(390);
  expect(lab.problems).toEqual([]);
});
