import { defineConfig } from "vitest/config";

/** A visit of the built site in Firefox, which is driven over WebDriver BiDi. `npm run build` first, then `npm run test:firefox` */
export default defineConfig({
  test: {
    name: "firefox",
    include: ["tests/firefox/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
