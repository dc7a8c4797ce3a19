/** The same first losses on WebGPU as on WebAssembly, also when the GPU's memory is over in mid-run. The adapter is SwiftShader: correct, and too slow for more than a tiny run. */
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

async function openRun(
  browser: Browser,
  backend: "wasm" | "webgpu",
): Promise<LabPage> {
  const page = await browser.newPage();
  const lab = new LabPage(page);
  await lab.open(labPath(backend, TINY), 200_000);
  await expect(page.getByRole("banner")).toContainText(
    backend === "webgpu" ? "WebGPU" : "WebAssembly",
  );
  return lab;
}

async function finish(lab: LabPage): Promise<void> {
  await lab.button("Resume").click();
  await expect(lab.status).toContainText("finished", { timeout: 60_000 });
}

/** With its next command the device is asked for a buffer for which it has no memory, as its driver then says. */
function exhaustMemory(): void {
  const { prototype } = GPUDevice;
  const { createCommandEncoder } = prototype;
  prototype.createCommandEncoder = function (descriptor) {
    prototype.createCommandEncoder = createCommandEncoder;
    this.createBuffer({
      size: this.limits.maxBufferSize,
      usage: GPUBufferUsage.STORAGE,
    });
    return createCommandEncoder.call(this, descriptor);
  };
}

test("makes the same losses on WebGPU as on WebAssembly, and goes on there when the GPU has no memory left", async ({
  browser,
}) => {
  const wasm = await openRun(browser, "wasm");
  for (let i = 0; i < STEPS; i++) await wasm.takeStep();
  await finish(wasm);
  const expected = await wasm.losses();
  expect(wasm.problems).toEqual([]);
  await wasm.page.close({ runBeforeUnload: false });

  const lab = await openRun(browser, "webgpu");
  for (let i = 0; i < STEPS; i++) await lab.takeStep(200_000);
  expectClose(await lab.losses(), expected.slice(0, STEPS));
  expect(lab.problems).toEqual([]);

  await lab.page.workers()[0]!.evaluate(exhaustMemory);
  await lab.button("Step").click();
  await expect(lab.page.getByRole("alert")).toContainText(
    "There is not enough memory for this run",
  );
  await lab.button(`Go on from step ${STEPS}`).click();
  await expect(lab.status).toContainText(`paused, step ${STEPS} of`, {
    timeout: 60_000,
  });
  await expect(lab.page.getByRole("banner")).toContainText("WebAssembly");
  await finish(lab);
  expectClose(await lab.losses(), expected);
  await lab.page.close({ runBeforeUnload: false });
});

function expectClose(losses: number[][], expected: number[][]): void {
  expect(losses).toHaveLength(expected.length);
  losses.forEach((row, i) =>
    row.forEach((value, j) => {
      const other = expected[i]?.[j] ?? NaN;
      expect(
        Math.abs(value - other),
        `row ${i}, column ${j}: ${value} and ${other}`,
      ).toBeLessThanOrEqual(TOLERANCE * Math.abs(other));
    }),
  );
}
