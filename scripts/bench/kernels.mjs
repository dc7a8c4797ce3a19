/** Kernels of a training step by the GPU's own clock. */
import { parseArgs } from "node:util";
import { runInNode } from "./node.mjs";

/**
 * Prints a table in Markdown, longest first.
 * @param {string[]} args
 */
export async function printKernels(args) {
  const { values } = parseArgs({
    args,
    options: {
      case: { type: "string", default: "standard-cached" },
      steps: { type: "string", default: "10" },
      features: { type: "string", default: "" },
    },
  });
  const features = values.features.split(",").filter((name) => name !== "");
  const { report, times } = await runInNode({
    ...{ kind: "kernels", case: values.case, steps: Number(values.steps) },
    ...{ backend: "webgpu", features },
  });
  if (!times) {
    throw new Error(
      "bench: the GPU must have timestamp-query, got one without",
    );
  }
  const total = times.reduce((sum, { ms }) => sum + ms, 0);
  console.log(`${values.case} on ${report.adapter}: ${total.toFixed(2)} ms\n`);
  console.log("| kernel | dispatches | ms |\n| --- | --- | --- |");
  for (const { name, dispatches, ms } of times) {
    console.log(`| ${name.trim()} | ${dispatches} | ${ms.toFixed(3)} |`);
  }
}
