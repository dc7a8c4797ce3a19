/**
 * Makes the pictures of README.md from a real run in the built site: `node scripts/screenshots.mjs`, after `npm run build`.
 * docs/pictures/: lab.png (animated: a whole run), light.png, dark.png, phone.png (its end), and every other view of that run, for docs/views.md.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { animatedPng } from "./build/animatedPng.mjs";
import { CHROMIUM_ADVICE, findChromium } from "./chromium.mjs";
import { ROOT } from "./prepare.mjs";
import { serve } from "./serve.mjs";

const PICTURES = path.join(ROOT, "docs", "pictures");
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** As high as a view's first figures need. */
const VIEW = { width: 1280, height: 1000 };
/** Tabs beside the overview, as they are called. */
const VIEWS = [
  ...["Angles", "OOD", "Accuracy", "Runs"],
  ...["Compare", "Claims", "Try it", "Learn"],
];

/** Pictures of the run in the animation. */
const FRAMES = 12;
const FRAME_MS = 500;
const LAST_FRAME_MS = 3000;
const COLOUR_BITS = 5;

/** A run takes two minutes on two idle cores. */
const LIMIT_MS = 20 * 60_000;

const executablePath = findChromium();
if (!executablePath) {
  console.error(`screenshots: ${CHROMIUM_ADVICE}`);
  process.exit(1);
}
mkdirSync(PICTURES, { recursive: true });
const site = await serve({ folder: path.join(ROOT, "dist") });
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({
    viewport: DESKTOP,
    colorScheme: "light",
  });
  await page.goto(`${site.url}?preset=emoji-quick&backend=wasm`);
  const status = page.getByRole("status").first();
  await status.getByText(/idle, step 0 of/).waitFor({ timeout: LIMIT_MS });
  const steps = Number(/of (\d+)/.exec(await status.textContent())[1]);
  const frames = [await page.screenshot()];
  await page.getByRole("button", { name: "Train", exact: true }).click();
  for (let frame = 1; frame < FRAMES; frame++) {
    const least = Math.floor((frame * steps) / FRAMES);
    await page.waitForFunction(
      (step) =>
        Number(
          /step (\d+)/.exec(
            document.querySelector('[role="status"]').textContent,
          )?.[1],
        ) >= step,
      least,
      { timeout: LIMIT_MS },
    );
    frames.push(await page.screenshot());
  }
  await status.getByText(/finished/).waitFor({ timeout: LIMIT_MS });
  // The last evaluation is drawn on the chart clock's next tick.
  await page.waitForTimeout(1000);
  frames.push(await page.screenshot());
  const delays = frames.map((_, i) =>
    i === frames.length - 1 ? LAST_FRAME_MS : FRAME_MS,
  );
  writeFileSync(
    path.join(PICTURES, "lab.png"),
    animatedPng(frames, delays, COLOUR_BITS),
  );

  const save = async (name) => {
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(PICTURES, name) });
  };
  await save("light.png");
  await page.setViewportSize(VIEW);
  for (const name of VIEWS) {
    await page.getByRole("tab", { name, exact: true }).click();
    if (name === "OOD") {
      await page.getByRole("button", { name: "Measure all scores" }).click();
      await page
        .getByText(/^Measured at step/)
        .first()
        .waitFor({ timeout: LIMIT_MS });
    }
    await page.waitForTimeout(1500);
    await save(`view-${name.toLowerCase().replace(" ", "-")}.png`);
  }
  await page.setViewportSize(DESKTOP);
  await page.getByRole("tab", { name: "Overview", exact: true }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await save("dark.png");
  await page.setViewportSize(PHONE);
  await save("phone.png");
} finally {
  await browser.close();
  await site.close();
}
