/** The same first losses on WebGPU as on WebAssembly. The adapter is SwiftShader: correct, and too slow for more than a tiny run. */
import { expect, test, type Browser } from "@playwright/test";
import { LabPage, labPath } from "./labPage.ts";

const TINY = {
  "data.images": 64,
  "data.views": 1,
  "data.far": [],
  "student.width": 16,
  "student.depth": 1,
  "student.heads": 2,
  "student.patch": 16,
  "optimiser.batchSize": 8,
  "optimiser.steps": 3,
  "optimiser.warmupSteps": 0,
  "evaluation.heatmapImages": 8,
  "evaluation.knnK": 5,
};

const STEPS = 2;

/** Relative; float32 on two backends, whose sums run in different orders (the tolerance of the parity tests). */
const TOLERANCE = 1e-3;

async function firstLosses(
  browser: Browser,
  backend: "wasm" | "webgpu",
): Promise<number[][]> {
  const page = await browser.newPage();
  const lab = new LabPage(page);
  await lab.open(labPath(backend, TINY), 200_000);
  await expect(page.getByRole("banner")).toContainText(
    backend === "webgpu" ? "WebGPU" : "WebAssembly",
  );
  for (let i = 0; i < STEPS; i++) await lab.takeStep(200_000);
  const losses = await lab.losses();
  expect(lab.problems).toEqual([]);
  await page.close({ runBeforeUnload: false });
  return losses;
}

test("makes the same first losses on WebGPU as on WebAssembly", async ({
  browser,
}) => {
  const wasm = await firstLosses(browser, "wasm");
  const webgpu = await firstLosses(browser, "webgpu");
  expect(webgpu).toHaveLength(STEPS);
  webgpu.forEach((row, i) =>
    row.forEach((value, j) => {
      const expected = wasm[i]?.[j] ?? NaN;
      expect(
        Math.abs(value - expected),
        `row ${i}, column ${j}: ${value} and ${expected}`,
      ).toBeLessThanOrEqual(TOLERANCE * Math.abs(expected));
    }),
  );
});
