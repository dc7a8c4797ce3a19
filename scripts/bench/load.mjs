/** Measures the built page while a long run streams into all its panels: what it draws, what that costs, and what it takes from training. */
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { CHROMIUM_ADVICE, findChromium } from "../chromium.mjs";
import { ROOT } from "../prepare.mjs";
import { serve } from "../serve.mjs";
import { openBrowser } from "./browser.mjs";
import { machine } from "./machine.mjs";
import { rendererMb } from "./site.mjs";

/** As small as a student may be, so that 20,000 steps take minutes; its panels are as large as any run's, heatmaps of 128 images among them. */
const TINY = {
  "data.images": 512,
  "data.views": 1,
  "data.far": [],
  "student.width": 8,
  "student.depth": 1,
  "student.heads": 1,
  "student.patch": 32,
  "optimiser.batchSize": 4,
  "evaluation.heatmapImages": 128,
};

/** Every part of the page that shows something of the run; Train stays. */
const PANELS =
  "setup,progress,status,tools,views,heatmaps,losses,agreement,scores";

/** Moments of a run, as shares of its steps, at which memory is collected and read. */
const MEMORY_AT = [0.25, 0.5, 0.75, 1];

/** Steps before throughput is counted: kernels are compiled and caches filled by then. */
const WARM_STEPS = 20;

/** Runs in the page before its own scripts. */
function watchLoad() {
  const tasks = [];
  const updates = new Map();
  let mostRows = 0;
  let steps = [];
  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        if (data.type === "status") {
          steps.push([performance.now(), data.step, data.trainingMs]);
        }
      });
    }
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tasks.push([startTime, duration]);
    }
  }).observe({ type: "longtask", buffered: true });
  // Charts are asked for every 250 ms at most; what belongs to one update may take several frames.
  const SAME_UPDATE_MS = 100;
  const note = (mutations) => {
    const now = performance.now();
    const figures = new Set(
      mutations.map(({ target }) =>
        (target instanceof Element ? target : target.parentElement)?.closest(
          "figure",
        ),
      ),
    );
    for (const figure of figures) {
      if (!figure) continue;
      const name = figure.getAttribute("aria-label") ?? figure.ariaLabel ?? "";
      const heading = figure.querySelector("h2, h3, h4")?.textContent ?? "";
      const key = name || heading;
      const times = updates.get(key) ?? [];
      if (now - (times.at(-1) ?? -Infinity) > SAME_UPDATE_MS) times.push(now);
      updates.set(key, times);
      for (const line of figure.querySelectorAll("path.recharts-curve")) {
        const points = line.getAttribute("d")?.match(/[MLC]/g)?.length ?? 0;
        mostRows = Math.max(mostRows, points);
      }
    }
  };
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(note).observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
      attributes: true,
    });
  });
  window.load = {
    restart() {
      tasks.length = 0;
      updates.clear();
      steps = [];
      mostRows = 0;
    },
    read: () => ({ tasks, updates: [...updates], mostRows, steps }),
  };
}

/** The address of emoji-quick with some settings changed; `view` and `hide` as in other links. */
function address(site, settings, query) {
  const link = deflateRawSync(JSON.stringify(settings)).toString("base64url");
  const params = new URLSearchParams({ backend: "wasm", ...query });
  return `${site.url}?${params}#s=1.${link}`;
}

async function openLab(browser, url) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.addInitScript(watchLoad);
  await page.goto(url);
  const train = page.getByRole("button", { name: "Train", exact: true });
  await train.and(page.locator(":enabled")).waitFor({ timeout: 120_000 });
  return { context, page, train };
}

/** The newest step that the worker has reported. */
const stepOf = (page) =>
  page.evaluate(() => window.load.read().steps.at(-1)?.[1] ?? 0);

async function waitForStep(page, step, giveUp) {
  while ((await stepOf(page)) < step) {
    if (Date.now() > giveUp) {
      throw new Error(
        `bench: step ${step} must be made in time, got to ${await stepOf(page)}`,
      );
    }
    await page.waitForTimeout(100);
  }
}

/** 20,000 steps into all panels: counts, processor time of the page's thread, tasks that held it up, memory. */
async function streamRun(browser, site, view, steps, giveUp) {
  const every = Math.max(1, Math.round(steps / 40));
  const settings = {
    ...TINY,
    "optimiser.steps": steps,
    "evaluation.every": every,
  };
  const { context, page, train } = await openLab(
    browser,
    address(site, settings, { view }),
  );
  const browserSession = await browser.newBrowserCDPSession();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const metrics = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  await page.getByText(/idle, step 0 of/).waitFor({ timeout: 120_000 });
  await page.evaluate(() => window.load.restart());
  const before = await metrics();
  const started = Date.now();
  await train.click();
  const memory = [];
  /** The garbage collection of a reading is not the page's doing: its processor time and its task are left out. */
  let readingSeconds = 0;
  const readings = [];
  for (const share of MEMORY_AT) {
    await waitForStep(page, Math.floor(share * steps), giveUp);
    const from = await page.evaluate(() => performance.now());
    const secondsBefore = (await metrics()).TaskDuration;
    await session.send("HeapProfiler.collectGarbage");
    const { JSHeapUsedSize, Nodes, TaskDuration } = await metrics();
    readingSeconds += TaskDuration - secondsBefore;
    readings.push([from, await page.evaluate(() => performance.now())]);
    memory.push({
      step: await stepOf(page),
      pageHeapMb: Math.round(JSHeapUsedSize / 1e5) / 10,
      nodes: Nodes,
      rendererMb: Math.round(await rendererMb(browserSession)),
    });
  }
  const seconds = (Date.now() - started) / 1000;
  const after = await metrics();
  const seen = await page.evaluate(() => window.load.read());
  await context.close();
  const charts = seen.updates.map(([name, times]) => ({
    name,
    updates: times.length,
    perSecond: Number((times.length / seconds).toFixed(2)),
  }));
  const mostUpdates = Math.max(...charts.map(({ updates }) => updates));
  const tasks = seen.tasks.filter(
    ([start, ms]) =>
      !readings.some(([from, to]) => start < to && start + ms > from),
  );
  const cpuSeconds = after.TaskDuration - before.TaskDuration - readingSeconds;
  return {
    view,
    steps,
    seconds: Math.round(seconds),
    stepsPerSecond: Math.round(steps / seconds),
    mostRowsOfALine: seen.mostRows,
    charts,
    pageThread: {
      cpuMsPerUpdate: Number(((1000 * cpuSeconds) / mostUpdates).toFixed(1)),
      share: Number((cpuSeconds / seconds).toFixed(3)),
      longestTaskMs: Math.round(Math.max(0, ...tasks.map(([, ms]) => ms))),
      tasksOver50Ms: tasks.length,
    },
    memory,
  };
}

/** Milliseconds that a training step of emoji-quick takes with these parts hidden, evaluation left out. */
async function stepTime(browser, site, hide, steps, giveUp) {
  const settings = { "optimiser.steps": 600, "evaluation.every": 600 };
  const { context, page, train } = await openLab(
    browser,
    address(site, settings, hide ? { hide } : {}),
  );
  await train.click();
  await waitForStep(page, WARM_STEPS, giveUp);
  await page.evaluate(() => window.load.restart());
  const from = WARM_STEPS + steps;
  await waitForStep(page, from, giveUp);
  const { steps: reports } = await page.evaluate(() => window.load.read());
  await context.close();
  const [, firstStep, firstMs] = reports[0];
  const [, lastStep, lastMs] = reports.at(-1);
  return (lastMs - firstMs) / (lastStep - firstStep);
}

/**
 * Prints JSON. Build first; several minutes on two cores.
 * @param {string[]} args
 */
export async function measureLoad(args) {
  const { values } = parseArgs({
    args,
    options: {
      steps: { type: "string", default: "20000" },
      /** What is in sight meanwhile. */
      view: { type: "string", default: "overview" },
      /** Steps of each window in which training with and without panels is timed; there are two of each; 0 leaves them out. */
      window: { type: "string", default: "100" },
      /** Minutes until it is given up. */
      limit: { type: "string", default: "20" },
    },
  });
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`bench: ${CHROMIUM_ADVICE}`);
  const giveUp = Date.now() + 60_000 * Number(values.limit);
  const on = machine();
  const site = await serve({ folder: path.join(ROOT, "dist") });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox"],
  });
  let stream;
  const times = { all: [], none: [] };
  try {
    console.error("A long run into all panels ...");
    const steps = Number(values.steps);
    stream = await streamRun(browser, site, values.view, steps, giveUp);
    // In turns, so that what else the machine does meets both alike.
    const window = Number(values.window);
    for (const name of window > 0 ? ["all", "none", "none", "all"] : []) {
      console.error(`A step with ${name} of the panels ...`);
      const hide = name === "none" ? PANELS : "";
      times[name].push(await stepTime(browser, site, hide, window, giveUp));
    }
  } finally {
    await browser.close();
    await site.close();
  }
  const bench = await openBrowser();
  const heatmap = await bench.timeHeatmap(128);
  await bench.close();
  const sum = (values) => values.reduce((all, each) => all + each, 0);
  const round = (value) => Number(value.toFixed(1));
  console.log(
    JSON.stringify(
      {
        machine: on,
        stream,
        throughput: times.all.length > 0 && {
          stepMs: {
            allPanels: times.all.map(round),
            noPanels: times.none.map(round),
          },
          ratio: Number((sum(times.none) / sum(times.all)).toFixed(3)),
        },
        heatmap128: heatmap,
      },
      null,
      2,
    ),
  );
}
