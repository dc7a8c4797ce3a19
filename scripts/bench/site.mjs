/** Measures the built site as a visitor meets it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { CHROMIUM_ADVICE, findChromium } from "../chromium.mjs";
import { ROOT } from "../prepare.mjs";
import { serve } from "../serve.mjs";

/** Runs in the page before its own scripts: notes what the worker reports, when, and what held the page up. */
function watchPage() {
  const seen = { firstSteps: null, finished: null, failed: null };
  const tensors = [];
  const longTasks = [];
  window.bench = { seen, tensors, longTasks };
  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        const now = performance.now();
        if (data.type === "steps") seen.firstSteps ??= now;
        if (data.type === "failed") seen.failed ??= data.error;
        if (data.type === "finished") {
          seen.finished = now;
          seen.result = {
            final: data.result.final,
            timing: data.result.timing,
          };
        }
        if (data.type === "status" && data.state === "running") {
          tensors.push([data.step, data.tensors, data.tensorBytes]);
        }
      });
    }
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      longTasks.push([startTime, duration]);
    }
  }).observe({ type: "longtask", buffered: true });
}

/** Memory of the largest renderer process, page and worker together, in MB; the browser's own program, mapped from files, is left out. */
export async function rendererMb(browserSession) {
  const { processInfo } = await browserSession.send(
    "SystemInfo.getProcessInfo",
  );
  const sizes = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => {
      const status = readFileSync(`/proc/${id}/status`, "utf8");
      return Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    });
  return Math.max(...sizes);
}

/** Opens the page as soon as Train can be pressed, which is before the run is prepared. */
async function openPage(context, url) {
  const page = await context.newPage();
  await page.addInitScript(watchPage);
  await page.goto(url);
  const train = page.getByRole("button", { name: "Train", exact: true });
  await train.and(page.locator(":enabled")).waitFor({ timeout: 120_000 });
  return { page, train };
}

/**
 * Prints JSON: first load, first loss, whole run, longest task of the page, tensors and memory.
 * @param {string[]} args
 */
export async function measureSite(args) {
  const { values } = parseArgs({
    args,
    options: {
      preset: { type: "string", default: "emoji-quick" },
      backend: { type: "string", default: "wasm" },
      /** Seconds until a run that does not finish is given up. */
      limit: { type: "string", default: "300" },
    },
  });
  const executablePath = findChromium();
  if (!executablePath) {
    console.error(`bench: ${CHROMIUM_ADVICE}`);
    process.exit(1);
  }
  /** Bytes that the first visit makes the server send, data apart from the rest. */
  const sent = { site: 0, data: 0 };
  let isFirstVisit = true;
  const site = await serve({
    folder: path.join(ROOT, "dist"),
    onSent: (pathname, bytes) => {
      const isData = /^\/(packs|teachers)\//.test(pathname);
      if (isFirstVisit) sent[isData ? "data" : "site"] += bytes;
    },
  });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--enable-unsafe-webgpu"],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
    });
    const url = `${site.url}?preset=${values.preset}&backend=${values.backend}`;
    const first = await openPage(context, url);
    await first.page
      .getByRole("status")
      .first()
      .getByText(/idle, step 0 of/)
      .waitFor({ timeout: 120_000 });
    await first.page.close();
    isFirstVisit = false;
    // The second visit finds the browser's cache warm.
    const { page, train } = await openPage(context, url);
    const pressed = await page.evaluate(() => performance.now());
    await train.click();
    await page.waitForFunction(
      () =>
        document.querySelector(
          'path.recharts-line-curve[d*="L"], path.recharts-line-curve[d*="M"]',
        ),
      null,
      { timeout: 60_000, polling: 50 },
    );
    const plotted = await page.evaluate(() => performance.now());
    const browserSession = await browser.newBrowserCDPSession();
    let peakMb = 0;
    const giveUp = Date.now() + Number(values.limit) * 1000;
    for (;;) {
      peakMb = Math.max(peakMb, await rendererMb(browserSession));
      const { finished, failed } = await page.evaluate(() => window.bench.seen);
      if (failed) throw new Error(`bench: the run failed: ${failed.message}`);
      if (finished) break;
      if (Date.now() > giveUp) {
        const where = await page.getByRole("status").first().textContent();
        throw new Error(
          `bench: the run must finish within ${values.limit} s, got to "${where}"`,
        );
      }
      await page.waitForTimeout(500);
    }
    const { seen, tensors, longTasks } = await page.evaluate(
      () => window.bench,
    );
    const during = longTasks.filter(
      ([start]) => start > pressed && start < seen.finished,
    );
    const fromStep10 = tensors.filter(([step]) => step >= 10);
    const counts = fromStep10.map(([, count]) => count);
    console.log(
      JSON.stringify(
        {
          ...values,
          firstLoadKb: {
            site: Math.round(sent.site / 1000),
            data: Math.round(sent.data / 1000),
          },
          firstLossMs: Math.round(seen.firstSteps - pressed),
          firstPlotMs: Math.round(plotted - pressed),
          wholeRunMs: Math.round(seen.finished - pressed),
          longestTaskMs: Math.round(Math.max(0, ...during.map(([, ms]) => ms))),
          tensorsFromStep10: [Math.min(...counts), Math.max(...counts)],
          rendererPeakMb: Math.round(peakMb),
          ...seen.result,
        },
        null,
        2,
      ),
    );
  } finally {
    await browser.close();
    await site.close();
  }
}
