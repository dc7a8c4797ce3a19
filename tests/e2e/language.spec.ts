/** The page in another language. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, TINY } from "./labPage.ts";

test("speaks German when the link asks for it, and English from one moment to the next, in the middle of a run", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await page.goto(labPath("wasm", TINY).replace("?", "?lang=de&"));
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("tab", { name: "Überblick" })).toBeVisible();
  await page.getByRole("button", { name: "Darstellung" }).click();
  const dialog = page.getByRole("dialog", { name: /^Darstellung/ });
  await expectAccessible(page);
  await dialog.getByLabel(/^Sprache/).selectOption("English");
  await expect(
    page.getByRole("dialog", { name: "Display and stored data" }),
  ).toBeVisible();
  await expect(page).toHaveURL(/lang=en/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tab", { name: "Overview" })).toBeVisible();
  expect(lab.problems).toEqual([]);
});
