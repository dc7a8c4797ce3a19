/** The run notebook: kept by itself, over a reload, compared, and nothing deleted without asking. */
import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, TINY } from "./labPage.ts";
import { earlierRuns, storeRuns } from "./storedRuns.ts";

const RUN = {
  ...TINY,
  "optimiser.steps": 6,
  "evaluation.every": 3,
};

const table = (page: Page) =>
  page.getByRole("region", { name: "Table of runs" });
/** Lines of runs, without the head and what is opened below one. */
const lines = (page: Page) =>
  table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("checkbox") });
const tab = (page: Page, name: string) =>
  page.getByRole("tab", { name, exact: true });

test("two runs are kept by themselves, say what changed, and survive a reload", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", RUN));
  await tab(page, "Runs").click();
  await expect(page.getByText("No runs yet")).toBeVisible();
  await expectAccessible(page);

  await lab.button("Train").click();
  await expect(lab.status).toContainText("finished", { timeout: 120_000 });
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page).first()).toContainText("6 of 6");
  await expect(lines(page).first()).toContainText("finished");
  await expect(lines(page).first()).toContainText("First run");
  // Its evaluation of all held-out images, with their number.
  await expect(lines(page).first()).toContainText(/%\d[\d,]* images/);

  await lab.button("Reset").click();
  await expect(lab.status).toContainText("idle, step 0");
  await page.getByLabel("Width", { exact: true }).fill("16");
  await page.getByLabel("Width", { exact: true }).press("Enter");
  await expect(lab.status).toContainText("idle, step 0 of 6");
  await lab.takeStep();
  await expect(lines(page)).toHaveCount(2);
  await expect(lines(page).first()).toContainText("Width 8 → 16");
  await expect(lines(page).first()).toContainText("1 of 6");
  const names = await table(page)
    .getByRole("button", { name: /^[a-z]+ [a-z]+ [12]$/ })
    .allInnerTexts();
  expect(names).toHaveLength(2);

  // Both are drawn, the run under way included.
  const losses = lab.figure("Losses of runs");
  for (const name of names) await expect(losses).toContainText(name);

  await page.reload();
  await expect(lines(page)).toHaveCount(2);
  await expect(lines(page).first()).toContainText("left there");
  for (const name of names) {
    await expect(table(page).getByRole("button", { name })).toBeVisible();
  }
  await expect(lab.figure("Losses of runs")).toContainText(names[0]!);
  await expect(lab.figure("OOD scores of runs")).toContainText("AUROC");

  // The earlier run's settings into the form.
  await expect(lab.status).toContainText("idle", { timeout: 60_000 });
  await table(page).getByRole("button", { name: names[1]! }).click();
  await lab.button("Use its settings").click();
  await expect(
    page.getByText("The form has these settings now."),
  ).toBeVisible();
  await expect(page.getByLabel("Width", { exact: true })).toHaveValue("8");

  // The same run again, in all panels; and its scores beside the present ones.
  await lab.button("Replay it").click();
  const slider = page.getByRole("slider", { name: "Step shown" });
  await expect(slider).toHaveAttribute(
    "aria-valuetext",
    `step 6 of 6, evaluated, of ${names[1]}`,
  );
  await slider.fill("3");
  await expect(
    page.getByText(`${names[1]}: step 3 of 6, evaluated`),
  ).toBeVisible();
  await expect(lab.figure("Accuracy and agreement")).toContainText("Step 3");
  await lab.button("Back to live").click();
  await expect(lab.figure("Accuracy and agreement")).toContainText("Step 0");
  await tab(page, "OOD").click();
  await page.getByLabel("Beside").selectOption(names[1]!);
  await expect(lab.figure("Scores and ROC")).toContainText(
    `student of ${names[1]}`,
  );
  await expect(
    lab.figure("Detection over steps, near OOD").getByRole("img").first(),
  ).toBeVisible();
  await expectAccessible(page);
  expect(lab.problems).toEqual([]);
});

test("a run is renamed, noted, hidden, found and deleted, by keyboard and only when asked", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await page.goto("");
  await storeRuns(page, earlierRuns(6));
  await page.goto("?view=runs&backend=cpu");
  await expect(lines(page)).toHaveCount(6);
  const opener = table(page).getByRole("button", { name: / 4$/ });
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Name", { exact: true }).fill("the narrow one");
  await page.keyboard.press("Enter");
  await page.getByLabel("Note", { exact: true }).fill("keep for Monday");
  await page.keyboard.press("Tab");
  await expect(table(page)).toContainText("the narrow one");
  await expect(table(page)).toContainText("keep for Monday");
  // What was changed since it is told by its new name.
  await expectAccessible(page);

  await page.getByLabel("Find").fill("monday");
  await expect(lines(page)).toHaveCount(1);
  await page.getByLabel("Find").fill("nothing like it");
  await expect(page.getByText(/^No run has “nothing like it”/)).toBeVisible();
  await page.getByLabel("Find").fill("");

  await lab.button("Hide").click();
  await expect(lines(page)).toHaveCount(5);
  await page.getByLabel("Show 1 hidden").check();
  await expect(lines(page)).toHaveCount(6);

  await lab.button("Delete several").click();
  const marks = table(page).getByRole("checkbox", { name: /^Mark / });
  await marks.nth(0).check();
  await marks.nth(1).check();
  await page.getByRole("button", { name: /^Delete 2 marked, \d/ }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 2 runs?" });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(lines(page)).toHaveCount(6);
  await page.getByRole("button", { name: /^Delete 2 marked/ }).click();
  await lab.button("Delete the runs").click();
  await expect(lines(page)).toHaveCount(4);

  await page.reload();
  await expect(lines(page)).toHaveCount(3);
  await expect(page.getByLabel("Show 1 hidden")).toBeVisible();
  expect(lab.problems).toEqual([]);
});

test("six of a hundred runs are drawn, only their bodies are read, and fifty lines are made", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await page.addInitScript(() => {
    const counted = window as unknown as { bodiesRead: string[] };
    counted.bodiesRead = [];
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (key) {
      if (this.name === "bodies") counted.bodiesRead.push(key as string);
      return get.call(this, key);
    };
  });
  await page.goto("");
  const runs = earlierRuns(100);
  await storeRuns(page, runs);
  const newest = runs.slice(-6).map(({ summary }) => summary.id);
  await page.evaluate(
    (ids) =>
      localStorage.setItem("cospress-lab.drawn-runs", JSON.stringify(ids)),
    newest,
  );
  await page.goto("?view=runs&backend=cpu");
  await expect(lines(page)).toHaveCount(50);
  await expect(page.getByText(/^100 runs, \d/)).toBeVisible();
  const losses = lab.figure("Losses of runs");
  for (const { summary } of runs.slice(-6)) {
    await expect(losses).toContainText(summary.name);
  }
  await expect(
    table(page).getByRole("checkbox", { name: /^Draw .* 94$/ }),
  ).toBeDisabled();
  const read = await page.evaluate(
    () => (window as unknown as { bodiesRead: string[] }).bodiesRead,
  );
  expect(read.toSorted()).toEqual(newest.toSorted());

  // The exact values, by keyboard.
  const cursor = page.getByRole("slider", {
    name: "kNN accuracy of runs: step whose values are read out",
  });
  await cursor.focus();
  await page.keyboard.press("Home");
  await expect(cursor).toHaveAttribute("aria-valuetext", /^step 0: .*100 20/);
  await lab.button("Show 50 more of 100").click();
  await expect(lines(page)).toHaveCount(100);

  const head = table(page).getByRole("columnheader", { name: /^Angle error/ });
  await head.getByRole("button").press("Enter");
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBe(390);
  expect(lab.problems).toEqual([]);
});

test("where the browser keeps nothing, the run goes on and the page says so once", async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", RUN));
  await lab.takeStep();
  const notice = page.getByRole("region", { name: "About the run notebook" });
  await expect(notice).toContainText("until this page is closed");
  await notice.getByRole("button", { name: "Put away" }).click();
  await lab.takeStep();
  await lab.takeStep();
  await page.waitForTimeout(6000);
  await expect(notice).toBeHidden();
  await tab(page, "Runs").click();
  await expect(lines(page)).toHaveCount(1);
  await expect(lines(page).first()).toContainText("3 of 6");
  expect(lab.problems).toEqual([]);
});
