/**
 * Measures the time line of the built site: trains a tiny student for 2,000 logged steps, then goes through the run position by position, each waiting
 * for its picture: `node scripts/benchScrub.mjs [--steps 2000 --positions 400]`. Prints JSON. Build first.
 */
import { deflateRawSync } from "node:zlib";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { CHROMIUM_ADVICE, findChromium } from "./chromium.mjs";
import { ROOT } from "./prepare.mjs";
import { serve } from "./serve.mjs";

const { values } = parseArgs({
  options: {
    steps: { type: "string", default: "2000" },
    positions: { type: "string", default: "400" },
  },
});
const steps = Number(values.steps);
const positions = Number(values.positions);

/** As small as a run may be, with panels as large as ever: the time line shows, it does not compute. */
const TINY = {
  "data.images": 64,
  "data.views": 1,
  "data.far": [],
  "student.width": 8,
  "student.depth": 1,
  "student.heads": 1,
  "student.patch": 32,
  "optimiser.batchSize": 4,
  "optimiser.steps": steps,
  "evaluation.every": Math.max(1, Math.round(steps / 20)),
};

/** Goes through the run and back; runs in the page. */
async function scrub({ steps, positions }) {
  const slider = document.querySelector('input[aria-label="Step shown"]');
  const { set } = Object.getOwnPropertyDescriptor(
    HTMLInputElement.prototype,
    "value",
  );
  /** Settles after the next picture. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    });
  const times = [];
  const start = performance.now();
  for (let i = 0; i < positions; i++) {
    const before = performance.now();
    // There and back, so that neighbours are as far apart as on a quick drag.
    const turn = 1 - Math.abs(1 - (2 * (i + 1)) / (positions + 1));
    set.call(slider, String(Math.round(turn * (steps - 1))));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    times.push(performance.now() - before);
  }
  const ms = performance.now() - start;
  times.sort((a, b) => a - b);
  const at = (share) =>
    Number(times[Math.floor(share * (positions - 1))].toFixed(1));
  return {
    positionsPerSecond: Number(((1000 * positions) / ms).toFixed(1)),
    msPerPosition: { median: at(0.5), p95: at(0.95), longest: at(1) },
  };
}

const executablePath = findChromium();
if (!executablePath) {
  console.error(`benchScrub: ${CHROMIUM_ADVICE}`);
  process.exit(1);
}
const site = await serve({ folder: path.join(ROOT, "dist") });
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
  });
  const link = deflateRawSync(JSON.stringify(TINY)).toString("base64url");
  await page.goto(`${site.url}?backend=wasm#s=1.${link}`);
  const train = page.getByRole("button", { name: "Train", exact: true });
  await train.and(page.locator(":enabled")).waitFor({ timeout: 120_000 });
  await train.click();
  await page
    .getByRole("status")
    .filter({ hasText: `finished, step ${steps}` })
    .waitFor({ timeout: 900_000 });

  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const taskSeconds = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value;
  };
  const before = await taskSeconds();
  const measured = await page.evaluate(scrub, { steps, positions });
  const seconds = (await taskSeconds()) - before;
  console.log(
    JSON.stringify(
      {
        steps,
        positions,
        ...measured,
        /** Processor time of the page's thread. */
        processorMsPerPosition: Number(
          ((1000 * seconds) / positions).toFixed(1),
        ),
      },
      null,
      2,
    ),
  );
} finally {
  await browser.close();
  await site.close();
}
