/** An arena in the page: trained to its end, kept over a reload, and resumed without training. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, TINY } from "./labPage.ts";

const RUN = {
  ...TINY,
  "optimiser.steps": 4,
  "evaluation.every": 4,
};

const path = labPath("wasm", RUN).replace("?", "?view=compare&");

test("an arena of two methods and two seeds runs to its end, and is there after a reload", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(path);
  await page.getByText("Methods, seeds, one changed setting").click();
  for (const name of [/^Uncentred SVD/, /^Proteus/, /^From scratch/]) {
    await page.getByRole("checkbox", { name }).uncheck();
  }
  await page.getByLabel("Seeds").selectOption("2");
  await expect(page.getByText(/^4 runs: 2 methods × 2 seeds/)).toBeVisible();
  await lab.button("Run the arena").click();
  await expect(page.getByText(/^Run 1 of 4, CosPress, seed 1/)).toBeVisible();
  await expect(lab.button("Train")).toBeDisabled();

  const table = page.getByRole("region", { name: "Table of the comparison" });
  await expect(page.getByText(/All are here\./)).toBeVisible({
    timeout: 180_000,
  });
  await expect(lab.button("Train")).toBeEnabled();
  const mse = table.getByRole("row", { name: /^Plain MSE/ });
  await expect(mse).toContainText("2 seeds");
  const numbers = await table.innerText();

  await page.reload();
  await expect(page.getByText(/All are here\./)).toBeVisible({
    timeout: 60_000,
  });
  await expect(lab.button("Run the arena")).toBeDisabled();
  await expect(mse).toContainText("2 seeds");
  expect(await table.innerText()).toBe(numbers);

  // The best on top, by keyboard.
  const head = table.getByRole("columnheader", { name: /^kNN/ });
  await head.getByRole("button").press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  const download = page.waitForEvent("download");
  await lab.button("Save arena.json").click();
  const saved = await (await download).path();

  await expectAccessible(page);

  await page.getByLabel("Arena file").setInputFiles(saved);
  await expect(
    page.getByRole("heading", { name: /^[\w-]+(\.json)?$/ }).last(),
  ).toBeVisible();
  await expect(page.getByText(/^4 of 4 runs;/)).toBeVisible();
  await page.getByLabel("Arena file").setInputFiles({
    ...{ name: "wrong.json", mimeType: "application/json" },
    buffer: Buffer.from('{"format": 2}'),
  });
  await expect(page.getByRole("alert")).toContainText(
    "wrong.json is no arena: format",
  );
  expect(lab.problems).toEqual([]);
});
