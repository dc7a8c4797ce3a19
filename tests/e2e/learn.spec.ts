/** Lessons beside the live lab, and the words behind every number. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage } from "./labPage.ts";

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

test("the tour points at the page, leaves it free, and is found again", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await page.goto("?tour=1");
  const tour = page.getByRole("dialog", { name: "Tour" });
  await expect(tour).toContainText("1 of 7");
  await tour.getByRole("button", { name: "Next" }).click();
  await lab.button("Train").click({ trial: true });
  await page.keyboard.press("Escape");
  await expect(tour).toBeHidden();
  await lab.button("About").click();
  await page.getByRole("button", { name: /^Tour of the page/ }).click();
  await expect(tour).toBeFocused();

  // The equation stands in the place of the curves, in their colours.
  await lab.button("Equation").click();
  await expect(lab.figure("Losses")).toContainText("first step’s numbers");
  await expect(lab.status).toContainText("idle, step 0 of");
  await lab.takeStep();
  const equation = page.getByRole("region", { name: "Equation of the loss" });
  await expect(equation).toContainText(/global.*local.*feature.*class token/);
  await expectAccessible(page);
  await tour.getByRole("button", { name: "Skip the tour" }).click();
  await expect(tour).toBeHidden();
  expect(lab.problems).toEqual([]);
});
