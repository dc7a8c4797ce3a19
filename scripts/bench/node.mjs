/** Runs a job of the benchmark in Node, through the bundle of the command line. */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../prepare.mjs";

/** @returns {Promise<string>} What `lab` prints. */
export function lab(...args) {
  return printed(path.join(ROOT, "scripts", "lab.mjs"), ...args);
}

/** @returns {Promise<string>} What a script prints. */
function printed(...script) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, script, {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [output, errors] = ["", ""];
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => {
      errors += chunk;
      process.stderr.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(output)
        : reject(new Error(errors.trim().split("\n")[0] ?? `exit ${code}`)),
    );
  });
}

export const runInNode = async (job) =>
  JSON.parse(await lab("bench", JSON.stringify(job)));

/** Products beside jax-js' on a GPU, through Dawn. */
export async function productsInNode() {
  const folder = path.join(ROOT, ".cache", "bench-products");
  rmSync(folder, { recursive: true, force: true });
  await printed(
    path.join(ROOT, "scripts", "build", "labBundle.mjs"),
    folder,
    "scripts/bench/page/matmulNode.ts",
  );
  return JSON.parse(await printed(path.join(folder, "lab.js")));
}
