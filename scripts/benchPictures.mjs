/**
 * Imports PNG pictures into the built site, as a visitor does, and prints JSON: seconds until the preview stands, and the page's longest task meanwhile.
 * `node scripts/benchPictures.mjs [--pictures 10000 --side 64]`. Build first.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { zipSync } from "fflate";
import { PNG } from "pngjs";
import { CHROMIUM_ADVICE, findChromium } from "./chromium.mjs";
import { ROOT } from "./prepare.mjs";
import { serve } from "./serve.mjs";

const { values } = parseArgs({
  options: {
    pictures: { type: "string", default: "10000" },
    side: { type: "string", default: "64" },
  },
});
const pictures = Number(values.pictures);
const side = Number(values.side);
const CLASSES = 10;
const PATIENCE_MS = 300_000;

/** A picture that no other equals: a wave of its own in each colour, with some noise. */
function picture(index) {
  const png = new PNG({ width: side, height: side });
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [at % side, Math.floor(at / side)];
    for (let channel = 0; channel < 3; channel++) {
      const wave = Math.sin((x * (1 + (index % 97)) + y * (channel + 1)) / 19);
      const noise = ((index + 1) * (at + 7) * 2_654_435_761) % 31;
      png.data[4 * at + channel] = 110 + 100 * wave + noise;
    }
    png.data[4 * at + 3] = 255;
  }
  return PNG.sync.write(png, { deflateLevel: 1 });
}

function archive() {
  const files = Array.from({ length: pictures }, (_, i) => [
    `class ${i % CLASSES}/${i}.png`,
    new Uint8Array(picture(i)),
  ]);
  return zipSync(Object.fromEntries(files), { level: 0 });
}

const executablePath = findChromium();
if (!executablePath) {
  console.error(`benchPictures: ${CHROMIUM_ADVICE}`);
  process.exit(1);
}
const folder = mkdtempSync(path.join(tmpdir(), "bench-pictures-"));
const file = path.join(folder, "pictures.zip");
writeFileSync(file, archive());
const site = await serve({ folder: path.join(ROOT, "dist") });
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({ serviceWorkers: "block" });
  await page.goto(`${site.url}?backend=wasm`);
  await page.getByText(/idle, step 0 of/).waitFor({ timeout: PATIENCE_MS });
  await page.getByRole("button", { name: "Own images", exact: true }).click();
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.tasks.push(duration);
    }).observe({ type: "longtask" });
  });
  const started = performance.now();
  await page.getByLabel("Files of images").setInputFiles(file);
  await page
    .getByRole("region", { name: "What was read" })
    .waitFor({ timeout: PATIENCE_MS });
  const seconds = (performance.now() - started) / 1000;
  // Tasks are told of once they are over.
  await page.waitForTimeout(500);
  const tasks = await page.evaluate(() => window.tasks);
  const result = {
    ...{ pictures, side, archiveBytes: statSync(file).size, seconds },
    // The browser names tasks of 50 ms and more.
    longTasks: tasks.length,
    longestTaskMs: Math.max(0, ...tasks),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true });
}
