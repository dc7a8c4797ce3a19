/** One visitor's path in Firefox: the built site, a few steps on WASM, a pause, a reload, and the run goes on. */
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIREFOX_ADVICE, findFirefox } from "../../scripts/firefox.mjs";
import { serve } from "../../scripts/serve.mjs";
import { labPath, TINY } from "../support/labPath.ts";

const executablePath = findFirefox();

const WAIT_MS = 60_000;

let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;

beforeAll(async () => {
  if (!executablePath) return;
  site = await serve({ folder: "dist" });
  browser = await puppeteer.launch({ browser: "firefox", executablePath });
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Errors on the console (what the content policy forbids among them), exceptions, and requests to other hosts. */
function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") {
      problems.push(`asked somebody else: ${request.url()}`);
    }
  });
  return problems;
}

/** The status line, once it says this. */
async function statusOf(page: Page, expected: RegExp): Promise<string> {
  const read = () =>
    page
      .$eval("[role=status]", (line) => line.textContent)
      .catch(() => "no page yet");
  await expect
    .poll(read, { timeout: WAIT_MS, interval: 100 })
    .toMatch(expected);
  return read();
}

const stepOf = (status: string) => Number(/step (\d+) of/.exec(status)?.[1]);

async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll("button")].find(
        (each) => each.textContent.trim() === wanted && !each.disabled,
      ),
    { timeout: WAIT_MS },
    name,
  );
  await (button as NonNullable<Awaited<ReturnType<Page["$"]>>>).click();
}

/** Points of the longest curve under "Losses". */
const curvePoints = (page: Page) =>
  page.evaluate(() => {
    const paths = [...document.querySelectorAll("path.recharts-curve")];
    const lengths = paths.map(
      (path) => path.getAttribute("d")?.match(/[MLC]/g)?.length ?? 0,
    );
    return Math.max(0, ...lengths);
  });

test("trains on WASM, draws the losses, and goes on after a reload with the losses that it had", async ({
  skip,
}) => {
  if (!executablePath) skip(FIREFOX_ADVICE);
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  const problems = watchProblems(page);
  page.on("dialog", (dialog) => void dialog.accept());
  const settings = {
    ...TINY,
    ...{ "optimiser.steps": 3000, "evaluation.every": 1000 },
  };
  await page.goto(site.url + labPath("wasm", settings));
  await statusOf(page, /^idle, step 0 of 3000/);
  const banner = await page.$eval("header", (each) => each.innerText);
  expect(banner).toMatch(/WebAssembly\s+(relaxed )?SIMD/);

  await press(page, "Train");
  await statusOf(page, /^running, step [2-9]\d/);
  await press(page, "Pause");
  const paused = await statusOf(page, /^paused, step \d+/);
  expect(stepOf(paused)).toBeGreaterThanOrEqual(20);
  await expect.poll(() => curvePoints(page)).toBeGreaterThanOrEqual(20);

  await page.reload();
  await statusOf(page, /^idle, step 0 of 3000/);
  await press(page, `Go on from step ${stepOf(paused)}`);
  // Step and every loss as they were.
  expect(await statusOf(page, /^paused, step \d+/)).toBe(paused);
  await press(page, "Resume");
  await expect
    .poll(async () => stepOf(await statusOf(page, /step/)), {
      timeout: WAIT_MS,
    })
    .toBeGreaterThan(stepOf(paused) + 5);
  expect(problems).toEqual([]);
});
