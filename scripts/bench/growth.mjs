/** How cost grows with the sizes of a step and of an evaluation, on WASM: a picture, and a table in Markdown. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../prepare.mjs";
import { openBrowser } from "./browser.mjs";
import { growthPicture } from "./growthPicture.mjs";
import { machine } from "./machine.mjs";
import { runInNode } from "./node.mjs";

/**
 * Writes growth.svg, and prints a table.
 * @param {string[]} args
 */
export async function printGrowth(args) {
  const { values } = parseArgs({
    args,
    options: {
      samples: { type: "string", default: "3" },
      threads: { type: "string", default: "1" },
      where: { type: "string", default: "browser" },
      out: { type: "string", default: "docs/pictures" },
    },
  });
  const job = {
    ...{ kind: "growth", backend: "wasm" },
    ...{ samples: Number(values.samples), threads: Number(values.threads) },
  };
  const { cpu, cores, loadBefore } = machine();
  const browser = values.where === "browser" ? await openBrowser() : null;
  const { report, series } = await (browser?.run ?? runInNode)(job);
  await browser?.close();
  const fitted = series.map((one) => ({ ...one, exponent: exponent(one) }));
  const file = path.join(path.resolve(ROOT, values.out), "growth.svg");
  writeFileSync(file, growthPicture(fitted));
  console.log(
    `${report.backend} (${report.adapter}), ${cpu}, ${cores} cores, load ${loadBefore} before; shortest of ${values.samples}\n`,
  );
  console.log("| grows | measured | milliseconds at each size | exponent |");
  console.log("| --- | --- | --- | --- |");
  for (const { of, what, points, exponent } of fitted) {
    const numbers = points.map(({ size, ms }) => `${size}: ${digits(ms)}`);
    console.log(
      `| ${of} | ${what} | ${numbers.join(", ")} | ${exponent.toFixed(2)} |`,
    );
  }
  console.error(`wrote ${file}`);
}

const digits = (ms) => (ms < 10 ? ms.toFixed(1) : `${Math.round(ms)}`);

/**
 * Slope of the straight line through the points' logarithms, by least squares: cost grows as size to this power.
 * @param {{points: {size: number, ms: number}[]}} series
 */
export function exponent({ points }) {
  const logs = points.map(({ size, ms }) => [Math.log(size), Math.log(ms)]);
  const mean = (axis) =>
    logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const sum = (f) => logs.reduce((total, point) => total + f(point), 0);
  return sum(([a, b]) => (a - x) * (b - y)) / sum(([a]) => (a - x) ** 2);
}
