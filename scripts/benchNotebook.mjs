/**
 * Measures the run notebook of the built site: a browser that has kept 100 runs of the quick preset opens the Runs view, six of them drawn:
 * `node scripts/benchNotebook.mjs [--runs 100 --rounds 5]`. Prints JSON, medians of the rounds. Build first.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { createServer } from "vite";
import { CHROMIUM_ADVICE, findChromium } from "./chromium.mjs";
import { ROOT } from "./prepare.mjs";
import { serve } from "./serve.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100" },
    rounds: { type: "string", default: "5" },
  },
});
const count = Number(values.runs);
const rounds = Number(values.rounds);

/** Runs that are drawn over each other, the most there may be. */
const DRAWN = 6;
/** Lines that the table makes at first. */
const LINES = Math.min(50, count);
const MB = 1e6;
const LIMIT_MS = 20_000;

const executablePath = findChromium();
if (!executablePath) {
  console.error(`benchNotebook: ${CHROMIUM_ADVICE}`);
  process.exit(1);
}
const { earlierRuns, storeRuns } = await loadRuns();
const site = await serve({ folder: path.join(ROOT, "dist") });
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--js-flags=--expose-gc"],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
  });
  await page.goto(site.url);
  const before = await storedBytes(page);
  const runs = earlierRuns(count);
  await storeRuns(page, runs);
  const drawn = runs.slice(-DRAWN).map(({ summary }) => summary);
  await page.evaluate(
    (ids) =>
      localStorage.setItem("cospress-lab.drawn-runs", JSON.stringify(ids)),
    drawn.map(({ id }) => id),
  );
  const names = drawn.map(({ name }) => name);
  const heapBefore = [];
  const rows = [];
  for (let round = 0; round < rounds; round++) {
    await page.goto(`${site.url}?backend=wasm`);
    await page
      .getByRole("status")
      .filter({ hasText: "idle, step 0 of" })
      .waitFor({ timeout: 120_000 });
    heapBefore.push(await heapMb(page));
    const first = await page.evaluate(open, {
      names,
      lines: LINES,
      limitMs: LIMIT_MS,
    });
    const heap = await heapMb(page);
    await page.getByRole("tab", { name: "Overview" }).click();
    const again = await page.evaluate(open, {
      names,
      lines: LINES,
      limitMs: LIMIT_MS,
    });
    rows.push({ first, again, heap });
  }
  const median = (list) => list.toSorted((a, b) => a - b)[rounds >> 1];
  const of = (pick) => Number(median(rows.map(pick)).toFixed(1));
  console.log(
    JSON.stringify(
      {
        ...{ runs: count, rounds },
        /** From the press on the tab until the table and the curves have been painted. */
        firstMs: of(({ first }) => first.ms),
        longestTaskMs: of(({ first }) => first.longestTaskMs),
        againMs: of(({ again }) => again.ms),
        heapMb: { before: median(heapBefore), after: of(({ heap }) => heap) },
        storedMb: Number(
          (((await storedBytes(page)) - before) / MB).toFixed(1),
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

/** The runs of the browser's tests. */
async function loadRuns() {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true, hmr: false },
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await server.ssrLoadModule(
      pathToFileURL(path.join(ROOT, "tests/e2e/storedRuns.ts")).href,
    );
  } finally {
    await server.close();
  }
}

/** Presses the tab and waits until the view is whole; runs in the page. */
async function open({ names, lines, limitMs }) {
  const tasks = [];
  const observer = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: "longtask" });
  const isWhole = () => {
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    const curves = panel?.querySelectorAll("figure svg path") ?? [];
    return (
      curves.length >= names.length &&
      panel.querySelectorAll('tbody input[type="checkbox"]').length >= lines &&
      names.every((name) => panel.textContent.includes(name))
    );
  };
  const tab = [...document.querySelectorAll('[role="tab"]')].find(
    ({ textContent }) => textContent === "Runs",
  );
  const start = performance.now();
  tab.click();
  do {
    await new Promise(requestAnimationFrame);
    if (performance.now() - start > limitMs) {
      throw new Error(`benchNotebook: not open after ${limitMs} ms`);
    }
  } while (!isWhole());
  await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
  const ms = performance.now() - start;
  observer.disconnect();
  return { ms, longestTaskMs: Math.max(0, ...tasks) };
}

async function heapMb(page) {
  return page.evaluate((mb) => {
    gc();
    return Number((performance.memory.usedJSHeapSize / mb).toFixed(1));
  }, MB);
}

async function storedBytes(page) {
  return page.evaluate(async () => (await navigator.storage.estimate()).usage);
}
