/** A visitor's whole way through a run, on the backend that every machine has. */
import { expect, test } from "@playwright/test";
import { LabPage, labPath } from "./labPage.ts";

/** Long enough to be paused in the middle on a fast machine. */
const STEPS = 48;

/** The default preset, shortened: everything happens, in less time. */
const SHORT = {
  "data.images": 640,
  "student.width": 32,
  "optimiser.steps": STEPS,
  "optimiser.warmupSteps": 4,
  "evaluation.every": 24,
};

test("the form is whole before the engine is there", async ({ page }) => {
  const lab = new LabPage(page);
  let release = () => {};
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/packs/index.json", async (route) => {
    await isReleased;
    await route.continue();
  });
  await page.goto(labPath("wasm", SHORT));
  const classes = page.getByRole("checkbox", { name: /&/ });
  await expect(
    page.getByRole("checkbox", { name: "Animals & Nature" }),
  ).toBeChecked();
  const before = await classes.count();
  expect(before).toBeGreaterThan(2);
  release();
  await expect(lab.status).toContainText("idle, step 0 of", {
    timeout: 60_000,
  });
  expect(await classes.count()).toBe(before);
  expect(lab.problems).toEqual([]);
});

test("trains, pauses, steps, resumes, finishes, and repeats itself after Reset", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", SHORT));

  // Step 0 is not empty: images, the teacher's map beside the untrained student's, histograms and accuracy.
  await expect(
    page.getByRole("img", { name: /^Held-out images/ }),
  ).toBeVisible();
  const accuracy = lab.figure("Accuracy and agreement");
  await expect(accuracy).toContainText(/Step 0: kNN accuracy \d/);
  const scores = lab.figure("Known and foreign images");
  await expect(scores).toContainText(/Student at step 0: near-OOD AUROC 0\.\d/);
  const teacherMap = await lab.heatmap("Teacher");
  const untrainedMap = await lab.heatmap("Student");
  expect(untrainedMap).not.toBe(teacherMap);
  const curves = () =>
    scores
      .locator("svg path")
      .evaluateAll((paths) =>
        paths.map((path) => path.getAttribute("d")).join(),
      );
  const untrainedCurves = await curves();

  await lab.watchShifts();
  await lab.button("Train").click();
  await expect(lab.button("Pause")).toBeVisible();
  await lab.reach(3);
  await lab.button("Pause").click();
  await expect(lab.status).toContainText(
    new RegExp(`^paused, step \\d+ of ${STEPS}`),
  );
  const pausedAt = await lab.step();
  await page.waitForTimeout(1500);
  expect(await lab.step()).toBe(pausedAt);

  await lab.takeStep();
  expect(await lab.step()).toBe(pausedAt + 1);

  await lab.button("Resume").click();
  await expect(lab.status).toContainText(
    `finished, step ${STEPS} of ${STEPS}`,
    {
      timeout: 120_000,
    },
  );
  await expect(lab.button("Train")).toBeEnabled();
  await expect(page).toHaveTitle(/^Finished/);

  // Nothing has moved while numbers streamed and states changed.
  expect(await lab.shifts()).toEqual([]);

  const first = await lab.losses();
  expect(first.map(([step]) => step)).toEqual(
    Array.from({ length: STEPS }, (_, i) => i + 1),
  );
  const totals = first.map(([, total = NaN]) => total);
  expect(totals.at(-1)).toBeLessThan(0.8 * (totals[0] ?? NaN));
  expect(await lab.heatmap("Teacher")).toBe(teacherMap);
  expect(await lab.heatmap("Student")).not.toBe(untrainedMap);
  expect(await curves()).not.toBe(untrainedCurves);
  await expect(accuracy).toContainText(
    new RegExp(`Step ${STEPS}: kNN accuracy \\d`),
  );
  await expect(scores).toContainText(`Student at step ${STEPS}`);

  // A finished run is reset without a question; the same seed then makes the same losses.
  await lab.button("Reset").click();
  await expect(lab.status).toContainText(`idle, step 0 of ${STEPS}`);
  expect(await lab.heatmap("Student")).toBe(untrainedMap);
  await lab.button("Train").click();
  await lab.reach(5);
  await lab.button("Pause").click();
  await expect(lab.status).toContainText("paused");
  const repeated = await lab.losses();
  expect(repeated).toEqual(first.slice(0, repeated.length));

  // In the middle it asks.
  await lab.button("Reset").click();
  const question = page.getByRole("dialog", { name: "Reset this run?" });
  await expect(question).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  expect(await lab.step()).toBe(repeated.length);
  await lab.button("Reset").click();
  await lab.button("Reset the run").click();
  await expect(lab.status).toContainText(`idle, step 0 of ${STEPS}`);
  expect(lab.problems).toEqual([]);
});

test("a change is in the address, and the address brings it back", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm"));
  await page.getByLabel("Steps", { exact: true }).fill("123");
  await page.getByLabel("Steps", { exact: true }).press("Enter");
  await expect(lab.status).toContainText("step 0 of 123");
  await expect(page).toHaveURL(/#s=2\./);
  await page.reload();
  await expect(lab.status).toContainText("idle, step 0 of 123");
  await expect(page.getByText("Changed: Steps.")).toBeVisible();
  expect(lab.problems).toEqual([]);
});

test("a broken link is explained and the page works all the same", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open("?backend=wasm&preset=imagenet#s=1.broken");
  const issues = page.getByRole("region", { name: "About this link" });
  await expect(issues).toContainText("no preset “imagenet”");
  await expect(issues).toContainText("damaged or cut off");
  await expect(lab.button("Train")).toBeEnabled();
});
