/**
 * Keeps the built site at work and looks at what grows: `node scripts/soak.mjs [--minutes 30] [--backend wasm]`. Build first.
 *
 * A cycle is: train 5 s with panels, pause, look at two other views, resume for 3 s with an evaluation, pause; every third one ends in a reset.
 * After each: memory of page and workers (after a garbage collection), tensors and time of a training step. Ends with exit code 1 if one of them grew.
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
    minutes: { type: "string", default: "30" },
    backend: { type: "string", default: "wasm" },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) {
  console.error(`soak: --minutes must be above 0, got ${values.minutes}`);
  process.exit(2);
}

/** Longer than any soak; evaluations often enough that a cycle has some. */
const CHANGES = { "optimiser.steps": 100_000, "evaluation.every": 20 };

/** Cycles of a run. The first run fills the teacher's cache, and later ones ask for the same views. */
const CYCLES_OF_RUN = 3;

/** What may grow between the first and the last third of the cycles, as a share. */
const MOST_GROWTH = { memory: 0.1, stepTime: 0.1 };

const executablePath = findChromium();
if (!executablePath) {
  console.error(`soak: ${CHROMIUM_ADVICE}`);
  process.exit(1);
}
const site = await serve({ folder: path.join(ROOT, "dist") });
const browser = await chromium.launch({
  executablePath,
  args: [
    ...["--no-sandbox", "--enable-unsafe-webgpu"],
    ...["--use-webgpu-adapter=swiftshader"],
    // Memory is measured at once, and not at the next collection that comes by itself.
    "--enable-blink-features=ForceEagerMeasureMemory",
  ],
});
const problems = [];
const rows = [];
let evaluations = 0;
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  // The newest status that the engine told the page, and how many evaluations.
  await page.addInitScript(() => {
    window.soakEvaluations = 0;
    const Plain = window.Worker;
    window.Worker = class extends Plain {
      constructor(...parameters) {
        super(...parameters);
        this.addEventListener("message", ({ data }) => {
          if (data?.type === "status") window.soakStatus = data;
          if (data?.type === "evaluation") window.soakEvaluations++;
        });
      }
    };
  });
  const link = deflateRawSync(JSON.stringify(CHANGES)).toString("base64url");
  await page.goto(`${site.url}?backend=${values.backend}#s=1.${link}`);
  const button = (name) => page.getByRole("button", { name, exact: true });
  const status = () => page.evaluate(() => window.soakStatus);
  const inState = (state) =>
    page
      .getByRole("status")
      .filter({ hasText: new RegExp(`^${state}, step`) })
      .waitFor({ timeout: 120_000 });
  await inState("idle");

  const end = Date.now() + minutes * 60_000;
  let isFresh = true;
  for (let cycle = 1; Date.now() < end; cycle++) {
    const before = isFresh ? { step: 0, trainingMs: 0 } : await status();
    await button(isFresh ? "Train" : "Resume").click();
    await page.waitForTimeout(5000);
    await button("Pause").click();
    await inState("paused");
    for (const view of ["Angles", "OOD", "Overview"]) {
      await page.getByRole("tab", { name: view, exact: true }).click();
      await page.waitForTimeout(300);
    }
    await button("Resume").click();
    await page.waitForTimeout(3000);
    await button("Pause").click();
    await inState("paused");
    // The panels of a waiting run come after its state.
    await page.waitForTimeout(2000);
    const { step, trainingMs, tensors } = await status();
    const { bytes } = await page.evaluate(() =>
      performance.measureUserAgentSpecificMemory(),
    );
    const row = {
      cycle,
      steps: step - before.step,
      msPerStep: (trainingMs - before.trainingMs) / (step - before.step),
      tensors,
      memoryMb: bytes / 1e6,
    };
    rows.push(row);
    console.log(
      `cycle ${cycle}: ${row.steps} steps, ${row.msPerStep.toFixed(1)} ms each, ${tensors} tensors, ${row.memoryMb.toFixed(1)} MB`,
    );
    isFresh = cycle % CYCLES_OF_RUN === 0;
    if (isFresh) {
      await button("Reset").click();
      await button("Reset the run").click();
      await inState("idle");
    }
  }
  evaluations = await page.evaluate(() => window.soakEvaluations);
} finally {
  await browser.close();
  await site.close();
}

const median = (numbers) =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
/** Fewer say nothing of growth: views are loaded, and the time line fills. */
const FEWEST_CYCLES = 12;
/** The first run warms up. */
const counted = rows.slice(Math.min(CYCLES_OF_RUN, rows.length - 1));
/** Of whole runs, where there are enough: the time line fills from cycle to cycle. */
const third = Math.max(
  Math.min(CYCLES_OF_RUN, counted.length),
  CYCLES_OF_RUN * Math.floor(counted.length / (3 * CYCLES_OF_RUN)),
);
const growth = (pick) =>
  median(counted.slice(-third).map(pick)) /
    median(counted.slice(0, third).map(pick)) -
  1;
const memory = growth(({ memoryMb }) => memoryMb);
const stepTime = growth(({ msPerStep }) => msPerStep);
const tensors = new Set(counted.map((row) => row.tensors));
const percent = (share) => `${(100 * share).toFixed(1)} %`;
console.log(
  `${rows.length} cycles on ${values.backend}: memory ${percent(memory)}, step time ${percent(stepTime)} from the first third to the last; tensors at rest ${[...tensors].join(", ")}; ${evaluations} evaluations; ${problems.length} errors`,
);
for (const problem of problems) console.error(`soak: ${problem}`);
const isLong = rows.length >= FEWEST_CYCLES;
if (!isLong) {
  console.log(
    `Growth is judged from ${FEWEST_CYCLES} cycles on; tensors and errors were.`,
  );
}
const isFlat = memory <= MOST_GROWTH.memory && stepTime <= MOST_GROWTH.stepTime;
const isSteady =
  (isFlat || !isLong) &&
  tensors.size === 1 &&
  evaluations > 0 &&
  problems.length === 0;
process.exitCode = isSteady ? 0 : 1;
