/** Single training steps on every backend that is there. */
import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { CHROMIUM_ADVICE } from "../chromium.mjs";
import { ROOT } from "../prepare.mjs";
import { openBrowser } from "./browser.mjs";
import { machine } from "./machine.mjs";
import { productsInNode, runInNode } from "./node.mjs";

/**
 * Prints one JSON object: `cases`, products beside jax-js' in `matmul`, and in `notes` what could not be measured, and why.
 * @param {string[]} args
 */
export async function printSteps(args) {
  const { values } = parseArgs({
    args,
    options: {
      cases: { type: "string" },
      backends: { type: "string", default: "cpu,wasm,webgpu" },
      where: { type: "string", default: "browser" },
      steps: { type: "string", default: "5" },
      "naive-steps": { type: "string", default: "1" },
      batch: { type: "string" },
      "no-matmul": { type: "boolean", default: false },
    },
  });
  const backends = values.backends.split(",");
  const job = {
    kind: "steps",
    steps: Number(values.steps),
    naiveSteps: Number(values["naive-steps"]),
    ...(values.cases && { cases: values.cases.split(",") }),
    ...(values.batch && { batch: Number(values.batch) }),
  };
  const before = machine();
  const [cases, matmul, notes] = [[], [], []];
  const attempt = async (what, measure) => {
    try {
      await measure();
    } catch (cause) {
      notes.push(`${what}: ${cause.message}`);
    }
  };
  const browser = values.where === "browser" ? await openBrowser() : null;
  if (values.where === "browser" && !browser) notes.push(CHROMIUM_ADVICE);
  try {
    for (const backend of backends) {
      const many =
        backend === "wasm" && browser && os.availableParallelism() > 1;
      for (const threads of many ? [1, undefined] : [undefined]) {
        await attempt(backend, async () => {
          const wanted = { ...job, backend, threads };
          const run = browser?.run ?? runInNode;
          cases.push(...(await run(wanted)));
        });
      }
    }
    // Dawn reaches GPUs that a browser without a screen may not.
    const dawn = path.join(ROOT, "node_modules", "webgpu");
    if (browser && backends.includes("webgpu") && existsSync(dawn)) {
      await attempt("webgpu in Node", async () => {
        cases.push(...(await runInNode({ ...job, backend: "webgpu" })));
      });
    }
    if (backends.includes("webgpu") && existsSync(dawn) && !values["no-matmul"])
      await attempt("products on webgpu in Node", async () => {
        matmul.push(await productsInNode());
      });
    if (browser && !values["no-matmul"]) {
      for (const backend of backends.filter((name) => name !== "cpu")) {
        await attempt(`products on ${backend}`, async () => {
          matmul.push(await browser.run({ kind: "matmul", backend }));
        });
      }
    }
  } finally {
    await browser?.close();
  }
  const result = {
    date: new Date().toISOString(),
    machine: { ...before, loadAfter: Math.round(10 * os.loadavg()[0]) / 10 },
    ...{ cases, matmul, notes },
  };
  console.log(JSON.stringify(result, null, 2));
}
