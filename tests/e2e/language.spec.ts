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
  await expect(lab.status).toContainText("bereit, Schritt 0 von", {
    timeout: 60_000,
  });
  await expect(lab.figure("Winkel zwischen Bildern")).toBeVisible();
  await expect(page.getByLabel("Startwert", { exact: true })).toHaveValue("1");
  await expectAccessible(page);
  for (const step of [1, 2]) {
    await lab.button("Schritt").click();
    await expect(lab.status).toContainText(`angehalten, Schritt ${step} von`);
  }
  await page.getByRole("tab", { name: "Lernen" }).click();
  await expect(page.getByRole("heading", { name: "Lektionen" })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("tab", { name: "Überblick" }).click();
  await expect(lab.figure("Verluste")).toContainText("Schritt 2");
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - innerWidth,
  );
  expect(overflow).toBe(0);

  await lab.button("Darstellung").click();
  const dialog = page.getByRole("dialog", { name: /^Darstellung/ });
  await dialog.getByLabel(/^Sprache/).selectOption("English");
  await expect(
    page.getByRole("dialog", { name: "Display and stored data" }),
  ).toBeVisible();
  await expect(page).toHaveURL(/lang=en/);
  await page.keyboard.press("Escape");
  await expect(lab.status).toContainText("paused, step 2 of");
  await lab.takeStep();
  expect((await lab.losses()).map(([step]) => step)).toEqual([1, 2, 3]);
  await expect(page.locator("body")).not.toContainText(
    /Verlust|Schritt|Lehrer/,
  );
  expect(lab.problems).toEqual([]);
});
