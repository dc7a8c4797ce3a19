/** What everybody must be able to do: see it in both themes, reach it by keyboard, hold it in one hand. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { LabPage, labPath, TINY } from "./labPage.ts";

test("axe finds nothing wrong, in either theme", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", TINY));
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

/** Presses Tab until a control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    if (await control.evaluate((each) => each === document.activeElement)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`tabTo: ${String(control)} must be reached by Tab`);
}

test("everything can be done by keyboard alone: train, look back, change the display, delete what is stored", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", TINY));
  // By shortcuts.
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
  await page.keyboard.press("Escape");

  // By Tab.
  const step = await lab.step();
  await tabTo(page, lab.button("Step"));
  await page.keyboard.press("Enter");
  await lab.reach(step + 1);
  await tabTo(page, page.getByRole("tab", { name: "Overview" }));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=angles/);
  await tabTo(page, lab.button("Display"));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Display and stored data" });
  await tabTo(page, dialog.getByRole("checkbox", { name: /^Projector/ }));
  await page.keyboard.press("Space");
  await tabTo(page, dialog.getByRole("checkbox", { name: "High contrast" }));
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/projector=1/);
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-size", "large");
  await expect(html).toHaveAttribute("data-contrast", "more");
  await expectAccessible(page);
  await tabTo(page, dialog.getByRole("button", { name: /^Delete everything/ }));
  await page.keyboard.press("Enter");
  page.on("dialog", (asking) => void asking.accept());
  await tabTo(page, dialog.getByRole("button", { name: "Delete all of it" }));
  await page.keyboard.press("Enter");
  // The page starts again: in the same size, which is the address', and with nothing else.
  await expect(html).not.toHaveAttribute("data-contrast");
  await expect(html).toHaveAttribute("data-size", "large");
  await expect(lab.status).toContainText("idle, step 0 of", {
    timeout: 60_000,
  });
  expect(
    await page.evaluate(() =>
      Object.keys(localStorage).filter((key) => key.includes("contrast")),
    ),
  ).toEqual([]);
  expect(lab.problems).toEqual([]);
});

test("what has the focus is never hidden by a bar that stays", async ({
  page,
}) => {
  const lab = new LabPage(page);
  for (const [width, height, view] of [
    [1440, 900, "ood"],
    [1024, 768, "compare"],
    [390, 844, "overview"],
  ] as const) {
    await page.setViewportSize({ width, height });
    await lab.open(`?view=${view}&${labPath("wasm", TINY).slice(1)}`);
    await page.getByRole("tab", { selected: true }).focus();
    for (let presses = 0; presses < 45; presses++) {
      await page.keyboard.press("Tab");
      const hidden = await page.evaluate(hiddenFocus);
      expect(hidden, `${view}, ${width} pixels wide`).toBeNull();
    }
  }
  expect(lab.problems).toEqual([]);
});

/** What has the focus, where none of its points can be seen; runs in the page. */
function hiddenFocus(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  // A control that is drawn as something else is as large as its label.
  const labels = [...((focused as HTMLInputElement).labels ?? [])];
  const isSeen = [focused, ...labels].some((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [0.15, 0.5, 0.85].some((share) => {
      const at = document.elementFromPoint(
        left + width / 2,
        top + share * height,
      );
      return at !== null && (element.contains(at) || at.contains(element));
    });
  });
  return isSeen ? null : focused.outerHTML.slice(0, 120);
}

/** What reaches beyond the screen without a scroller of its own: nobody could get to it. */
const cutOffOn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main *, header *")]
      .filter((element) => {
        const { right, left, width } = element.getBoundingClientRect();
        return (
          width > 1 &&
          (right > innerWidth + 1 || left < -1) &&
          !element.closest("svg, [role=tablist]")
        );
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );

test("in type for a projector nothing is cut off, on any screen", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(`?projector=1&${labPath("wasm", TINY).slice(1)}`);
  await expect(lab.figure("Accuracy and agreement")).toContainText("Step 0");
  for (const [width, height] of [
    [1024, 768],
    [1280, 720],
    [1440, 900],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    // Charts and long lists follow the new width a few frames later.
    await expect
      .poll(() => cutOffOn(page), { message: `${width} x ${height}` })
      .toEqual([]);
  }
  expect(lab.problems).toEqual([]);
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
  await lab.open(labPath("wasm", TINY));
  await expect(lab.figure("Accuracy and agreement")).toContainText("Step 0");
  await lab.button("Show settings").tap();
  await page.getByLabel("Show all settings").check();
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(widths).toEqual([390, 390]);
  const cutOff = await cutOffOn(page);
  expect(cutOff).toEqual([]);
  // Nine tabs are one row that scrolls, by finger and by keyboard, and the present one is in sight.
  const row = await page.getByRole("tablist").boundingBox();
  expect(row!.height).toBeLessThan(60);
  const learn = page.getByRole("tab", { name: "Learn" });
  await page.getByRole("tab", { name: "Overview" }).focus();
  await page.keyboard.press("End");
  await expect(learn).toBeInViewport({ ratio: 1 });
  await page.getByRole("tab", { name: "Overview" }).tap();
  await lab.open("?backend=wasm&view=claims");
  await expect(
    page.getByRole("tab", { name: "Claims", selected: true }),
  ).toBeInViewport({ ratio: 1 });
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(lab.button("Train")).toBeInViewport();
  await lab.button("Train").tap();
  await lab.reach(1);
  await expect(lab.button("Pause")).toBeInViewport();
  expect(lab.problems).toEqual([]);
  await context.close();
});
