/** Runs jobs of the benchmark in Chromium, on a page that may share memory between threads. */
import { chromium } from "@playwright/test";
import { buildBenchPage } from "../build/benchPage.mjs";
import { findChromium } from "../chromium.mjs";
import { serve } from "../serve.mjs";

const ARGUMENTS = ["--no-sandbox", "--enable-unsafe-webgpu"];

/** Chromium has WebGPU in software too, where it is asked for by name. */
const SOFTWARE_GPU = "--use-webgpu-adapter=swiftshader";

/**
 * @returns {Promise<{run: (job: object) => Promise<unknown>, timeHeatmap: (n: number) => Promise<unknown>, close: () => Promise<void>} | null>} Null without a Chromium.
 */
export async function openBrowser() {
  const executablePath = findChromium();
  if (!executablePath) return null;
  console.error("Building the benchmark's page ...");
  const built = await buildBenchPage();
  const site = await serve({ folder: built.folder });
  const open = async (args) => {
    const browser = await chromium.launch({ executablePath, args });
    const page = await browser.newPage();
    await page.exposeFunction("onJobProgress", (text) => console.error(text));
    await page.goto(site.url + built.page);
    return { browser, page };
  };
  let opened = await open(ARGUMENTS);
  const hasGpu = await opened.page.evaluate(async () =>
    Boolean(await navigator.gpu?.requestAdapter()),
  );
  if (!hasGpu) {
    await opened.browser.close();
    opened = await open([...ARGUMENTS, SOFTWARE_GPU]);
  }
  return {
    run: (job) => opened.page.evaluate((job) => window.runJob(job), job),
    timeHeatmap: (n) => opened.page.evaluate((n) => window.timeHeatmap(n), n),
    async close() {
      await opened.browser.close();
      await site.close();
    },
  };
}
