import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium } from "./scripts/chromium.mjs";
import { BROWSER_ARGUMENTS } from "./playwright.config.ts";
import { TFJS, plugins } from "./vite.config.ts";

/** Tests that need WebGPU run inside Chromium; Node has none. `npm run test:webgpu` */
export default defineConfig({
  plugins,
  optimizeDeps: { include: TFJS },
  test: {
    name: "webgpu",
    include: ["tests/webgpu/**/*.test.ts"],
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
  },
});
