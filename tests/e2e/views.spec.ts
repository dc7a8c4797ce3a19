/** The views beside the overview: reached without losing anything, and full of what a run was measured by. */
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, SMALL } from "./labPage.ts";

const RUN = {
  ...SMALL,
  "optimiser.steps": 60,
};

/** Nothing may reach beyond a phone's screen. */
async function expectFitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBe(390);
  if (before) await page.setViewportSize(before);
}

test("views change nothing about a run, and show what it is measured by", async ({
  page,
}) => {
  test.slow(); // Everything is measured, and searched by axe four times.
  const lab = new LabPage(page);
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  await lab.open(labPath("wasm", RUN));

  // A view left and entered again is as it was, the run goes on, and Back goes back.
  await lab.figure("Losses").getByText("Linear").click();
  await lab.button("Train").click();
  await lab.reach(1);
  await tab("OOD").click();
  await expect(page).toHaveURL(/view=ood/);
  await expect(lab.figure("Losses")).toBeHidden();
  const left = await lab.step();
  await lab.reach(left + 1);
  await tab("Accuracy").click();
  await page.goBack();
  await expect(tab("OOD")).toHaveAttribute("aria-selected", "true");
  await page.goBack();
  await expect(
    lab.figure("Losses").getByRole("radio", { name: "Linear" }),
  ).toBeChecked();
  await lab.button("Pause").click();
  await expect(lab.status).toContainText("paused");

  // Before anything is measured, the streamed score is there.
  await tab("OOD").click();
  const scores = lab.figure("Scores and ROC");
  await expect(scores.getByRole("slider")).toHaveCount(3);
  await expect(page.getByRole("table")).toHaveCount(1);

  await lab.button("Measure all scores").click();
  await expect(page.getByText(/^Measured at step \d+\.$/)).toBeVisible({
    timeout: 150_000,
  });
  await expect(scores.getByRole("slider")).toHaveCount(4);

  // A threshold moved by keys moves the shares that are let in.
  const slider = scores.getByRole("slider", {
    name: "Threshold of the student",
    exact: true,
  });
  const before = await slider.getAttribute("aria-valuetext");
  await slider.focus();
  await page.keyboard.press("PageUp");
  await expect(slider).not.toHaveAttribute("aria-valuetext", before ?? "");
  const images = page.getByRole("region", { name: "Images at the threshold" });
  await expect(images.getByRole("img").first()).toBeVisible();
  const moved = await slider.getAttribute("aria-valuenow");
  await slider.click({ position: { x: 40, y: 60 } });
  await expect(slider).not.toHaveAttribute("aria-valuenow", moved ?? "");
  await slider.press("End");
  await expect(
    images.getByText("No foreign image is let in here."),
  ).toBeVisible();
  await lab.button("FPR95, ID positive").click();
  await expect(slider).toHaveAttribute(
    "aria-valuetext",
    /: 9[345]\.\d.% of known/,
  );

  // Fifteen scores, sorted by a press; one that does not suit says why.
  const table = page
    .getByRole("region", { name: /^All scores, student/ })
    .last();
  await expect(table.getByRole("row")).toHaveCount(17);
  await table.getByRole("button", { name: "AUROC" }).first().click();
  const column = await table
    .getByRole("row")
    .evaluateAll((rows) =>
      rows.slice(2, 15).map((row) => Number(row.children[1]?.textContent)),
    );
  expect(column).toEqual([...column].sort((a, b) => b - a));
  await table.getByRole("button", { name: "ReAct" }).click();
  await expect(scores).toContainText(
    /does not suit these embeddings: it needs/,
  );
  await table.getByRole("button", { name: "Energy" }).click();
  await expect(scores.getByRole("slider")).toHaveCount(4);
  await expectAccessible(page);
  await expectFitsPhone(page);

  await tab("Accuracy").click();
  await expect(
    page.getByRole("figure", { name: "Accuracy", exact: true }),
  ).toContainText("held-out images");
  const cells = lab.figure("Confusion").getByRole("gridcell", {
    name: /taken for/,
  });
  await expect(cells).toHaveCount(36);
  await cells.first().click();
  await page.keyboard.press("ArrowRight");
  await expect(cells.nth(1)).toBeFocused();
  await expect(cells.nth(1)).toHaveAttribute("aria-selected", "true");
  const counts = await cells.allTextContents();
  const total = counts.reduce((sum, count) => sum + Number(count), 0);
  await expect(lab.figure("Confusion")).toContainText(
    `on ${total.toLocaleString("en-US")} images`,
  );
  await expect(lab.figure("Vendor styles")).toContainText("training images");
  await expect(lab.figure("Corruption")).toContainText(
    "No images were corrupted",
  );
  await expectAccessible(page);
  await expectFitsPhone(page);
  expect(lab.problems).toEqual([]);
});
