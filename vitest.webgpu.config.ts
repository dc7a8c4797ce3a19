import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium } from "./scripts/chromium.mjs";
import { BROWSER_ARGUMENTS } from "./playwright.config.ts";
import { TFJS, plugins } from "./vite.config.ts";

/** A fault stays with its page. */
const FAULTS = "tests/webgpu/{faults,outOfMemory,compileFault}.test.ts";

/** Tests that need WebGPU run inside Chromium; Node has none. `npm run test:webgpu` */
export default defineConfig({
  plugins,
  optimizeDeps: { include: TFJS },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          executablePath: findChromium() ?? "chromium",
          args: BROWSER_ARGUMENTS,
        },
      }),
      instances: [{ browser: "chromium" }],
    },
    projects: [
      {
        extends: true,
        test: {
          name: "webgpu",
          include: ["tests/webgpu/**/*.test.ts"],
          exclude: [FAULTS],
          // All in one page, where a kernel is compiled once: compiling takes most of the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: "webgpu faults", include: [FAULTS] } },
    ],
  },
});
