/** Links: short, read by another visitor as they were meant, and never a blank page. */
import { expect, test, type Page } from "@playwright/test";
import { encodeLink } from "../../src/store/configLink.ts";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, TINY } from "./labPage.ts";
import { earlierRuns, storeRuns } from "./storedRuns.ts";

const RUN = {
  ...TINY,
  "optimiser.steps": 6,
};

const dialog = (page: Page) => page.getByRole("dialog", { name: "Share" });
const link = (page: Page) =>
  dialog(page).getByLabel("Link", { exact: true }).inputValue();

test("Share makes a link of what was chosen, HTML and a QR code; another page reads it so", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lab = new LabPage(page);
  await page.goto("");
  const runs = earlierRuns(3);
  await storeRuns(page, runs);
  await lab.open(
    labPath("wasm", { ...RUN, seed: 77 }).replace("?", "?view=runs&"),
  );
  await lab.takeStep();
  // The new run is drawn beside the one before.
  await expect(lab.figure("Losses of runs")).toContainText(/ 4/);
  await lab.button("Share").click();
  await dialog(page)
    .getByLabel(/^Step 1, to be run to/)
    .check();
  await dialog(page)
    .getByLabel(/^Settings of the 2 drawn runs/)
    .check();
  await dialog(page).getByLabel("Student", { exact: true }).check();
  await dialog(page).getByLabel("Losses", { exact: true }).uncheck();
  await expectAccessible(page);
  const href = await link(page);
  expect(href.length).toBeLessThan(400);
  expect(href).toContain("hide=losses&lock=student&step=1&view=runs#s=2.");
  expect(href).not.toContain("backend");
  await expect(
    dialog(page).getByRole("img", { name: "QR code of the link" }),
  ).toBeVisible();
  await dialog(page).getByRole("button", { name: "Copy: Link" }).click();
  await expect(dialog(page).getByText("Copied.").first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(href);
  await expect(dialog(page).getByLabel(/^HTML/)).toHaveValue(
    /^<iframe src="http.*&amp;lock=student.*<\/iframe>$/,
  );
  await page.keyboard.press("Escape");
  await expect(lab.button("Share")).toBeFocused();

  const other = new LabPage(
    await (await context.browser()!.newContext()).newPage(),
  );
  await other.page.goto(href.replace("?", "?backend=wasm&"));
  await expect(other.status).toContainText("idle, step 0 of 6", {
    timeout: 60_000,
  });
  await expect(other.page.getByLabel("Seed", { exact: true })).toHaveValue(
    "77",
  );
  const width = other.page.getByLabel("Width", { exact: true });
  await expect(width).toBeDisabled();
  await expect(
    other.page.getByText(/fixed by the link or lesson that is open here/i),
  ).toBeVisible();
  const linked = other.page.getByRole("region", { name: "Runs of this link" });
  await expect(linked.getByRole("listitem")).toHaveCount(2);
  await expect(linked).toContainText("has the settings of the form");
  await other.button("Run to step 1").click();
  await expect(other.status).toContainText("paused, step 1 of 6", {
    timeout: 60_000,
  });
  await expect(linked).toContainText("trained here as");
  await expectAccessible(other.page);
  await other.page.getByRole("tab", { name: "Overview" }).click();
  await expect(other.figure("Accuracy and agreement")).toBeVisible();
  await expect(other.figure("Losses")).toHaveCount(0);
  expect(other.problems).toEqual([]);
  expect(lab.problems).toEqual([]);
  await other.page.context().close();
});

test("an embedded page shows only what was left in sight, in large type", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const lab = new LabPage(page);
  const settings = encodeLink(RUN);
  await lab.open(
    `?backend=wasm&embed=1&hide=setup,views,losses,agreement,progress#s=${settings}`,
  );
  await expect(lab.figure("Angles between images")).toBeVisible();
  await expect(lab.figure("Known and foreign images")).toBeVisible();
  await expect(lab.figure("Losses")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Setup" })).toHaveCount(0);
  await expect(page.getByRole("tablist")).toHaveCount(0);
  await expect(lab.button("About")).toHaveCount(0);
  const size = await page.evaluate(() =>
    parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
  expect(size).toBe(20);
  // The figure takes the whole width, and nothing is wider than the slide.
  const box = await lab.figure("Angles between images").boundingBox();
  expect(box!.width).toBeGreaterThan(1100);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
    1280,
  );
  await lab.takeStep();
  await expectAccessible(page);
  const whole = page.getByRole("link", { name: /CosPress Lab/ });
  await whole.evaluate((element) =>
    element.addEventListener("click", (event) => event.preventDefault()),
  );
  await whole.click();
  const href = await whole.getAttribute("href");
  expect(new URL(href!).search).toBe("?backend=wasm");
  expect(new URL(href!).hash).toBe(`#s=${settings}`);
  expect(lab.problems).toEqual([]);
});

test("a broken link is explained field by field, and the rest of it holds", async ({
  page,
}) => {
  const lab = new LabPage(page);
  const wrong = encodeLink({
    ...RUN,
    "student.depth": 99,
    "student.hat": 1,
    seed: 5,
  });
  await lab.open(
    `?backend=wasm&view=sphere&hide=hat&lock=moon&step=soon#s=${wrong}`,
  );
  const issues = page.getByRole("region", { name: "About this link" });
  for (const words of [
    "no view “sphere”",
    "“Depth” is left out: must be a whole number from 1 to 12, got 99",
    "“student.hat” is left out: is not a setting",
    "nothing called “hat” to hide",
    "no setting “moon” to lock",
    "must be a whole number from 1, got “soon”",
  ]) {
    await expect(issues).toContainText(words);
  }
  await expect(page.getByLabel("Seed", { exact: true })).toHaveValue("5");
  await expectAccessible(page);

  // Cut off by a mail program; and one of the first format.
  await page.goto("about:blank");
  await lab.open(`?backend=wasm#s=${encodeLink({ seed: 123 }).slice(0, -4)}`);
  await expect(issues).toContainText("damaged or cut off");
  await page.goto("about:blank");
  await lab.open(
    "?backend=wasm#s=1.q1YqTk1NUbIy11EqLilNSc0r0SvPTCnJULIyNqoFAA",
  );
  await expect(issues).toHaveCount(0);
  await expect(page.getByLabel("Width", { exact: true })).toHaveValue("32");
  expect(lab.problems).toEqual([]);
});
