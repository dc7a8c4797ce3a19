/** What everybody must be able to do: see it in both themes, reach it by keyboard, hold it in one hand. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath } from "./labPage.ts";

test("axe finds nothing wrong, in either theme", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm"));
  await expect(lab.figure("Accuracy and agreement")).toContainText("Step 0");
  await page.getByLabel("Show all settings").check();
  await page.getByRole("button", { name: "Explain Width" }).click();
  await page.getByLabel("Depth", { exact: true }).fill("99");
  await page.getByLabel("Depth", { exact: true }).blur();
  await expect(page.getByText(/^Not in force/)).toBeVisible();
  await expectAccessible(page);

  await lab.button("About").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByLabel("Depth", { exact: true }).fill("3");
  await page.getByLabel("Depth", { exact: true }).blur();
  await lab.button("Browse images").click();
  await expect(page.getByText(/^1 to 96 of/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await lab.takeStep();
  await expectAccessible(page);
  expect(lab.problems).toEqual([]);
});

test("a run can be driven by keyboard alone", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm"));
  await page.keyboard.press(".");
  await lab.reach(1);
  await expect(lab.status).toContainText("paused, step 1 of");
  await page.keyboard.press("Space");
  await expect(lab.status).toContainText("running");
  await page.keyboard.press("Space");
  await expect(lab.status).toContainText("paused");
  await page.keyboard.press("r");
  await expect(
    page.getByRole("dialog", { name: "Reset this run?" }),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
});

test("on a phone nothing is cut off and the transport stays in reach", async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  const lab = new LabPage(page);
  await lab.open(labPath("wasm"));
  await expect(lab.figure("Accuracy and agreement")).toContainText("Step 0");
  await lab.button("Show settings").tap();
  await page.getByLabel("Show all settings").check();
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(widths).toEqual([390, 390]);
  // Whatever reaches beyond the screen without a scroller of its own would be cut off.
  const cutOff = await page.evaluate(() =>
    [...document.querySelectorAll("main *, header *")]
      .filter((element) => {
        const { right, left, width } = element.getBoundingClientRect();
        return (
          width > 1 &&
          (right > innerWidth + 1 || left < -1) &&
          !element.closest("svg")
        );
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );
  expect(cutOff).toEqual([]);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(lab.button("Train")).toBeInViewport();
  await lab.button("Train").tap();
  await lab.reach(1);
  await expect(lab.button("Pause")).toBeInViewport();
  expect(lab.problems).toEqual([]);
  await context.close();
});
