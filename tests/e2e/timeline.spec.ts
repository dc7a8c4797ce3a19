/** The transport for two networks, and the time line over all panels. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, SMALL } from "./labPage.ts";

const RUN = {
  ...SMALL,
  "optimiser.steps": 60,
  "evaluation.every": 10,
  "evaluation.heatmapImages": 24,
};

class TimeLinePage extends LabPage {
  readonly slider = this.page.getByRole("slider", { name: "Step shown" });
  readonly timeline = this.page.getByRole("region", { name: "Time line" });

  readonly menu = this.page.getByRole("group", { name: "Run options" });

  async openMenu(): Promise<void> {
    await this.page.getByRole("button", { name: /^Run options/ }).click();
  }

  /** Shows a step by the slider. */
  async show(step: number): Promise<void> {
    await this.slider.fill(String(step));
    await expect(this.timeline).toContainText(`Showing step ${step} of`);
  }
}

test("every panel goes back to any step and comes back live, while training goes on", async ({
  page,
}) => {
  const lab = new TimeLinePage(page);
  await lab.open(labPath("wasm", RUN));
  const accuracy = lab.figure("Accuracy and agreement");
  const scores = lab.figure("Known and foreign images");
  const losses = lab.figure("Losses");
  await expect(accuracy).toContainText(/Step 0: kNN accuracy \d/);
  await expect(lab.slider).toBeDisabled();
  const untrainedMap = await lab.heatmap("Student");
  const curves = () =>
    scores
      .locator("svg path")
      .evaluateAll((paths) =>
        paths.map((path) => path.getAttribute("d")).join(),
      );

  // Stops by itself, and says why.
  await lab.openMenu();
  await page.getByLabel("At step").check();
  await page.getByLabel("Step to stop at").fill("40");
  await page.keyboard.press("Escape");
  await lab.button("Train").click();
  await expect(lab.status).toContainText(
    "paused, step 40 of 60, stopped: at the step that was set",
    { timeout: 120_000 },
  );
  await expect(accuracy).toContainText("Step 40: kNN accuracy");
  const liveMap = await lab.heatmap("Student");
  expect(liveMap).not.toBe(untrainedMap);
  const liveCurves = await curves();
  await expect(lab.slider).toHaveAttribute(
    "aria-valuetext",
    "step 40 of 60, evaluated, stopped: at the step that was set, live",
  );

  await lab.show(0);
  await expect(accuracy).toContainText("Step 0: kNN accuracy");
  await expect(scores).toContainText("Student at step 0:");
  expect(await lab.heatmap("Student")).toBe(untrainedMap);
  expect((await curves()) === liveCurves).toBe(false);
  await lab.show(25);
  await expect(accuracy).toContainText("Step 20: kNN accuracy");
  await expect(losses).toContainText(/Step 25: total loss/);
  const pastMap = await lab.heatmap("Student");
  expect(pastMap).not.toBe(liveMap);
  await expectAccessible(page);

  // By keys: a step, a mark, the beginning, the present.
  await lab.slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(lab.slider).toHaveValue("26");
  await page.keyboard.press("PageUp");
  await expect(lab.slider).toHaveValue("30");
  await page.keyboard.press("Home");
  await expect(lab.slider).toHaveValue("0");
  await page.keyboard.press("End");
  await expect(lab.button("Back to live")).toBeDisabled();
  expect(await lab.heatmap("Student")).toBe(liveMap);
  expect((await curves()) === liveCurves).toBe(true);

  // Training goes on under a past step, in slow motion.
  await lab.show(25);
  await lab.openMenu();
  await lab.menu.getByText("10", { exact: true }).click();
  await page.keyboard.press("Escape");
  await lab.button("Resume").click();
  await expect(lab.timeline).toContainText(
    /Showing step 25 of 60 · training goes on at 4\d/,
  );
  await expect(lab.status).toContainText("slow motion, 10 steps a second");
  expect(await lab.heatmap("Student")).toBe(pastMap);
  await lab.button("Back to live").click();
  await expect(lab.timeline).toContainText("Live: step");
  await expect(lab.status).toContainText("finished, step 60 of 60", {
    timeout: 120_000,
  });

  // Replayed from the beginning to the end.
  await page.getByLabel("Length of the replay").selectOption("5");
  await lab.button("Replay the run").click();
  await expect(lab.timeline).toContainText("Showing step");
  await expect(lab.timeline).toContainText("Live: step 60", {
    timeout: 20_000,
  });
  expect(lab.problems).toEqual([]);
});

test("the head alone, then both; a reset repeats it, a new seed does not", async ({
  page,
}) => {
  const lab = new TimeLinePage(page);
  await lab.open(labPath("wasm", RUN));
  await lab.openMenu();
  await lab.menu.getByText("Head only", { exact: true }).click();
  await page.getByLabel("Run to step").fill("6");
  await expectAccessible(page);
  await lab.button("Run").click();
  await expect(lab.status).toContainText("paused, step 6 of 60, head only");
  const first = await lab.losses();
  expect(first.map(([step]) => step)).toEqual([1, 2, 3, 4, 5, 6]);

  // What is changed in mid-run is marked on the time line and on the curves.
  const rate = page.getByLabel("Learning rate", { exact: true });
  const usual = await rate.inputValue();
  await rate.fill("0.002");
  await rate.press("Enter");
  await lab.openMenu();
  await lab.menu.getByText("Both", { exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(lab.slider).toHaveAttribute(
    "aria-valuetext",
    /^step 6 of 60.*, Learning rate 0.002, Both networks, live$/,
  );
  await lab.takeStep();
  for (const name of ["Losses", "Accuracy and agreement"]) {
    await expect(lab.figure(name)).toContainText("Head only");
  }

  // The same again.
  await rate.fill(usual);
  await rate.press("Enter");
  await lab.openMenu();
  await lab.menu.getByText("Head only", { exact: true }).click();
  await page.keyboard.press("Escape");
  await lab.button("Reset").click();
  await lab.button("Reset the run").click();
  await expect(lab.status).toContainText("idle, step 0 of 60, head only");
  await lab.openMenu();
  await page.getByLabel("Run to step").fill("6");
  await lab.button("Run").click();
  await expect(lab.status).toContainText("paused, step 6 of 60");
  expect(await lab.losses()).toEqual(first);

  // Another seed is shown, linked, and another run.
  const seed = await page.getByLabel("Seed", { exact: true }).inputValue();
  await lab.openMenu();
  await lab.button("Reset with a new seed").click();
  await lab.button("Take a new seed").click();
  await expect(lab.status).toContainText("idle, step 0 of 60", {
    timeout: 60_000,
  });
  await expect(page.getByLabel("Seed", { exact: true })).not.toHaveValue(seed);
  await expect(page).toHaveURL(/#s=2\./);
  await lab.takeStep();
  const [other] = await lab.losses();
  expect(other?.[1]).not.toBe(first[0]?.[1]);
  expect(lab.problems).toEqual([]);
});

test("on a phone the menu and the time line fit and can be touched", async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: "dark",
  });
  const page = await context.newPage();
  const lab = new TimeLinePage(page);
  await lab.open(labPath("wasm", RUN));
  await page.getByRole("button", { name: /^Run options/ }).tap();
  await expect(lab.menu).toBeVisible();
  await page.getByRole("heading", { name: "CosPress Lab" }).tap();
  await expect(lab.menu).toBeHidden();
  await page.getByRole("button", { name: /^Run options/ }).tap();
  await page.getByLabel("Run to step").fill("3");
  await lab.button("Run").tap();
  await lab.reach(3);
  await expect(lab.menu).toBeHidden();
  await lab.show(1);
  await expect(lab.slider).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
    390,
  );
  await expectAccessible(page);
  await lab.button("Back to live").tap();
  await expect(lab.timeline).toContainText("Live: step 3 of 60");
  expect(lab.problems).toEqual([]);
  await context.close();
});
