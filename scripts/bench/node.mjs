/** Runs a job of the benchmark in Node, through the bundle of the command line. */
import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT } from "../prepare.mjs";

/** @returns {Promise<string>} What `lab` prints. */
export function lab(...args) {
  const launcher = path.join(ROOT, "scripts", "lab.mjs");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...args], {
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
