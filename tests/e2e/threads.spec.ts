/** WASM threads, in the worker of the built site: there when the page is isolated, and not missed when it is not. */
import { expect, test, type Page } from "@playwright/test";
import { LabPage, labPath } from "./labPage.ts";
import {
  PROTOCOL_VERSION,
  type BackendReport,
  type Event,
} from "../../src/protocol/messages.ts";

/** Starts the site's worker on WASM from a page of its own, and ends it. */
async function wasmReport(page: Page): Promise<BackendReport> {
  const entry = page.waitForRequest(/assets\/worker-entry-/);
  await page.goto("./");
  const url = (await entry).url();
  return page.evaluate(
    async ([worker, protocolVersion]) => {
      const engine = new Worker(worker, { type: "module" });
      try {
        return await new Promise<BackendReport>((resolve, reject) => {
          engine.onerror = (event) => reject(new Error(event.message));
          engine.onmessage = ({ data }: MessageEvent<Event>) => {
            if (data.type !== "reply") return;
            if (!data.ok) reject(new Error(data.error.message));
            else if (data.command === "init") resolve(data.result.report);
          };
          engine.postMessage({
            id: 1,
            command: {
              type: "init",
              protocolVersion,
              backend: "wasm",
              baseUrl: new URL("./", location.href).href,
            },
          });
        });
      } finally {
        engine.terminate();
      }
    },
    [url, PROTOCOL_VERSION] as const,
  );
}

test("an isolated page computes on several threads, with the CPU's numbers", async ({
  page,
}) => {
  const report = await wasmReport(page);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  test.skip(cores < 2, "this machine has one core");
  const threads = Math.min(4, cores);
  expect(report.threads).toBe(threads);
  expect(report.adapter).toBe(`relaxed SIMD, ${threads} threads`);
  expect(report.selfTestError).toBeLessThan(1e-4);
});

// A file that is still on its way when the page goes is nobody's fault.
test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

/** Takes the headers away that isolate a page. */
async function withoutIsolation(page: Page): Promise<void> {
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers["cross-origin-opener-policy"];
    delete headers["cross-origin-embedder-policy"];
    await route.fulfill({ response, headers });
  });
}

test("threads change no number of a run", async ({ browser }) => {
  const losses: number[][][] = [];
  for (const isIsolated of [true, false]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    if (!isIsolated) await withoutIsolation(page);
    const lab = new LabPage(page);
    await lab.open(labPath("wasm", { "data.images": 128 }));
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(isIsolated);
    await lab.takeStep();
    await lab.takeStep();
    losses.push(await lab.losses());
    await context.close();
  }
  expect(losses[0]).toHaveLength(2);
  expect(losses[0]).toEqual(losses[1]);
});

test("a page that is not isolated computes on one thread", async ({ page }) => {
  await withoutIsolation(page);
  const report = await wasmReport(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(report).toMatchObject({
    threads: 1,
    adapter: "relaxed SIMD, 1 thread",
  });
  expect(report.selfTestError).toBeLessThan(1e-4);
});

test("threads that cannot start leave an engine on one thread", async ({
  page,
}) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  // A policy without `blob:` forbids the workers that tfjs makes its threads of.
  await page.route("**/*", async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: {
        ...response.headers(),
        "content-security-policy": "worker-src 'self'",
      },
    });
  });
  const report = await wasmReport(page);
  expect(report).toMatchObject({ backend: "wasm", threads: 1 });
  expect(report.selfTestError).toBeLessThan(1e-4);
  expect(errors).toEqual([]);
});
