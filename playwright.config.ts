import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

/** Another one lets two checkouts test at the same time. */
const PORT = Number(process.env["E2E_PORT"] ?? 4317);

export const BROWSER_ARGUMENTS = [
  // Software WebGPU: slow, but the same arithmetic as a GPU's. A page takes it only when forced, by `?backend=webgpu`.
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  // Lets the browser run as root in a container, and keeps it from talking to anybody.
  "--no-sandbox",
  "--no-first-run",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const LONG = ["**/lessons.spec.ts", "**/networkOnGpu.spec.ts"];

/** Waits for a compiler that takes one core, so that other tests can run beside it. */
const GPU = ["**/webgpu.spec.ts"];

/** What came of the tests, for scripts/test.mjs. */
const RESULTS = process.env["TEST_COUNTS"] ?? "test-results/e2e.json";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  // Training takes all cores; two pages at once would measure each other.
  workers: 1,
  timeout: 240_000,
  globalTimeout: 18 * 60_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env["CI"]),
  reporter: [["list"], ["json", { outputFile: RESULTS }]],
  // The lessons make some 1,500 steps, and a software adapter computes a network for minutes: when they are asked for.
  projects: [
    { name: "site", testIgnore: [...LONG, ...GPU] },
    { name: "gpu", testMatch: GPU, timeout: 480_000 },
    { name: "long", testMatch: LONG, timeout: 600_000 },
  ],
  use: {
    browserName: "chromium",
    baseURL: `http://127.0.0.1:${PORT}/`,
    viewport: { width: 1280, height: 800 },
    // Each test is a first visit; offline.spec.ts has its own.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    // A trace doubles the time of a test that does much: `--trace on`, where one is wanted.
    launchOptions: {
      executablePath: findChromium() ?? "chromium",
      args: BROWSER_ARGUMENTS,
    },
  },
  webServer: {
    command: `node scripts/serve.mjs --port ${PORT} dist`,
    url: `http://127.0.0.1:${PORT}/`,
    reuseExistingServer: false,
  },
});
