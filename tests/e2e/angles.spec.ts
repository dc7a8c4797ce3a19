/** The view of angles: one pair of images in every figure, in any order, by pointer and by keyboard alone, while a run goes on. */
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, SMALL } from "./labPage.ts";

const RUN = {
  ...SMALL,
  "optimiser.steps": 30,
  "evaluation.every": 10,
  "evaluation.heatmapImages": 48,
};

test("one pair is followed through all figures, by keyboard, pinned, and in another order", async ({
  page,
}) => {
  test.slow(); // Searched by axe in both themes beside a training run.
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", RUN));
  await page.getByRole("tab", { name: "Angles", exact: true }).click();
  await expect(page).toHaveURL(/view=angles/);

  const maps = lab.figure("Cosines of all pairs");
  const student = maps.getByRole("application", { name: /^Student: cosines/ });
  await expect(maps.getByRole("application")).toHaveCount(4);

  // The cursor walks over images and classes, and all four maps are lit.
  await student.focus();
  await page.keyboard.press("ArrowDown");
  await expect(maps).toContainText("This pair");
  await expect(maps.getByText(/^row 1\D/)).toBeVisible();
  await expect(maps.getByText(/^column 2\D/)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(maps.getByText(/^row 2\D/)).toBeVisible();
  await expect(maps.getByText(/^column 3\D/)).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(maps).toContainText("The pair you keep");
  await expect(maps.getByText(/^row 2\D/)).toBeVisible();

  // Kept, it is what the figures of one image are about.
  const neighbours = lab.figure("Nearest images");
  await expect(neighbours.getByRole("combobox")).toHaveValue("1");
  await expect(
    neighbours.getByRole("region", { name: "Neighbours, student" }),
  ).toContainText(/of 10 the teacher’s too/);
  await neighbours
    .getByRole("region", { name: "Neighbours, teacher" })
    .getByRole("button")
    .first()
    .click();
  await expect(neighbours.getByRole("combobox")).not.toHaveValue("1");
  await neighbours.getByRole("combobox").selectOption("1");

  // Pinned, and unpinned by its name.
  await maps.getByRole("button", { name: "Pin this pair" }).click();
  const pins = lab.figure("Pinned pairs");
  await expect(pins.getByRole("listitem")).toHaveCount(1);
  await expect(
    maps.getByRole("button", { name: "Unpin this pair" }),
  ).toBeEnabled();

  // Another order moves the maps and not the pair.
  const pixels = () => lab.pixels("Cosines of all pairs", "Teacher");
  const byClass = await pixels();
  const row = await maps.getByText(/^row \d+/).textContent();
  await maps.getByText("By similarity", { exact: true }).click();
  await expect.poll(pixels).not.toBe(byClass);
  await expect(maps.getByText(/^row \d+/)).toHaveText(row ?? "");
  await maps.getByText("By error", { exact: true }).click();
  await expect(maps).toContainText("largest angle errors");
  await maps.getByText("By class", { exact: true }).click();
  await expect.poll(pixels).toBe(byClass);

  // The rows of the microscope, the head's values, and globes that turn by keys.
  const microscope = lab.figure("Temperature microscope");
  await expect(microscope.getByRole("row")).toHaveCount(11);
  await microscope.getByText("Conditional", { exact: true }).click();
  await expect(microscope).toContainText("averages over 10 temperatures");
  await expect(lab.figure("The head’s spectrum")).toContainText(
    "16 singular values",
    { timeout: 60_000 },
  );
  const globes = lab
    .figure("On a globe")
    .getByRole("application", { name: /^Globes/ });
  const points = () => globes.locator("circle").nth(3).getAttribute("cx");
  const before = await points();
  await globes.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(points).not.toBe(before);
  await page.keyboard.press("Home");
  await expect.poll(points).toBe(before);

  // While the run goes on, everything follows; the pinned pair has a course.
  await lab.button("Train").click();
  await expect(lab.status).toContainText("finished, step 30 of 30", {
    timeout: 120_000,
  });
  await pins.getByRole("button", { name: "Table of Pinned pairs" }).click();
  await expect(pins.getByRole("row", { name: / 30 / })).toHaveCount(1);
  expect(await pins.getByRole("row").count()).toBeGreaterThan(4);
  await pins.getByRole("button", { name: "Table of Pinned pairs" }).click();
  await maps.scrollIntoViewIfNeeded();
  await expect(maps).toContainText("step 30");
  const errors = lab.figure("Angle errors");
  await errors.scrollIntoViewIfNeeded();
  await expect(errors).toContainText("1,128 pairs of 48");
  await expect(errors).toContainText("step 30");

  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBe(390);
  expect(lab.problems).toEqual([]);
});

test("each map is painted once for a step, and figures out of sight not at all", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(
    labPath("wasm", { ...RUN, "evaluation.every": 5 }).replace(
      "?",
      "?view=angles&",
    ),
  );
  await expect(lab.figure("Angle errors")).toContainText("pairs of 48");
  // Counts, which do not depend on the machine as times do.
  await page.evaluate(() => {
    const counts = { maps: 0, globes: 0 };
    (window as unknown as { drawn: typeof counts }).drawn = counts;
    const context = CanvasRenderingContext2D.prototype;
    const { putImageData } = context;
    context.putImageData = function (...drawing: unknown[]) {
      const [image] = drawing as [ImageData];
      if (image.width === 48 && image.height === 48) counts.maps++;
      putImageData.apply(this, drawing as never);
    };
    const globes = document.querySelector('[aria-roledescription="globes"]');
    if (globes) {
      new MutationObserver(() => counts.globes++).observe(globes, {
        ...{ subtree: true, attributes: true },
      });
    }
  });
  await lab.button("Train").click();
  await expect(lab.status).toContainText("finished, step 30 of 30", {
    timeout: 120_000,
  });
  const drawn = await page.evaluate(
    () =>
      (window as unknown as { drawn: { maps: number; globes: number } }).drawn,
  );
  // Four maps, at most one sample for each step and one more at the end.
  expect(drawn.maps).toBeGreaterThan(0);
  expect(drawn.maps).toBeLessThanOrEqual(4 * 31);
  expect(drawn.globes).toBe(0);
  const globes = lab.figure("On a globe");
  await globes.scrollIntoViewIfNeeded();
  await expect
    .poll(() =>
      page.evaluate(
        () => (window as unknown as { drawn: { globes: number } }).drawn.globes,
      ),
    )
    .toBeGreaterThan(0);
  expect(lab.problems).toEqual([]);
});
