/** Lessons beside the live lab, and the words behind every number. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { LabPage } from "./labPage.ts";

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
      .analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.html}`),
    );
    expect(found, colorScheme).toEqual([]);
  }
}

test("a lesson's link opens it; it sets the lab up, follows it, and prints its sheet alone", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await page.goto("?backend=wasm&view=learn&lesson=distillation");
  const predict = page.getByRole("group", { name: /Predict first/ });
  await predict.getByLabel(/^It rises/).check();
  await expectAccessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Questions" })).toBeVisible();
  await expect(lab.button("Train")).toBeHidden();
  await page.emulateMedia({ media: "screen" });

  await lab.button("Set it up for me").click();
  await expect(lab.status).toContainText("idle, step 0 of 150");
  await expect(page.getByLabel("Width", { exact: true })).toBeDisabled();
  await expect(page.getByLabel("Seed", { exact: true })).toBeEnabled();
  // The lab itself says that the first task is done.
  const strip = page.getByRole("region", { name: "Lesson 1" });
  await expect(strip).toContainText("1 of 4");
  await expect(strip).toContainText("until step 100");

  // What a figure's numbers mean, and a setting's formula.
  await lab.button("Numbers of Losses").click();
  const words = page.getByRole("dialog", { name: "Controls and measures" });
  await expect(
    words.getByText("Global loss", { exact: true }).first(),
  ).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await lab.button("Explain Width").click();
  await lab.button("More about Width").click();
  await expect(
    words.getByRole("region", { name: "Asked about" }),
  ).toContainText("d_S: a token has d_S numbers");
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBe(390);
  await lab.button("Leave the lesson").click();
  await expect(strip).toBeHidden();
  await expect(page).not.toHaveURL(/lesson=/);
  expect(lab.problems).toEqual([]);
});
