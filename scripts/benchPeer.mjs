/**
 * The standard step beside PyTorch's: `npm run --silent bench:peer [-- --cases standard-cached,standard-teacher --steps 5 --rounds 2]`.
 *
 * PyTorch computes the identical step on one thread (scripts/peer/standardStep.py) from the same numbers, and on a GPU where it finds one. Both sides take
 * turns, so that what else the machine does meets both. PYTHON names the interpreter.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { machine } from "./bench/machine.mjs";
import { lab, runInNode } from "./bench/node.mjs";
import { ROOT, ensureInstalled, requireNode } from "./prepare.mjs";

const SCRIPT = path.join(ROOT, "scripts", "peer", "standardStep.py");

/** @returns {string | null} A Python that has PyTorch. */
function pythonWithTorch() {
  const candidates = process.env["PYTHON"]
    ? [process.env["PYTHON"]]
    : ["python3", "/usr/bin/python3", "python"];
  const hasTorch = (python) =>
    spawnSync(python, ["-c", "import torch"]).status === 0;
  return candidates.find(hasTorch) ?? null;
}

/** Below it PyTorch computes with the reference BLAS, and says nothing about PyTorch. */
const SLOW_GFLOPS = 5;

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** PyTorch's side: times on every device, and losses of the first steps. */
function peer(python, folder, steps) {
  const { status, stdout } = spawnSync(
    python,
    [SCRIPT, folder, "--threads", "1", "--steps", `${steps}`],
    {
      stdio: ["ignore", "pipe", 2],
      encoding: "utf8",
      // BLAS has threads of its own, which torch.set_num_threads does not reach.
      env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    },
  );
  if (status !== 0) throw new Error(`bench:peer: ${python} failed, see above`);
  return JSON.parse(stdout);
}

/** Largest difference of any loss of any step, relative to that loss. */
function lossDifference(ours, theirs) {
  return Math.max(
    ...ours.flatMap((losses, step) =>
      Object.entries(theirs[step]).map(
        ([name, value]) => Math.abs(value - losses[name]) / losses[name],
      ),
    ),
  );
}

async function compare(name, { steps, rounds }, python, run, threadCounts) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "standard-step-"));
  try {
    await lab("bench-numbers", name, folder);
    const { losses } = JSON.parse(
      readFileSync(path.join(folder, "case.json"), "utf8"),
    );
    const ours = new Map(threadCounts.map((threads) => [threads, []]));
    const theirs = new Map();
    let difference = 0;
    let torch;
    let productGflops;
    for (let round = 0; round < rounds; round++) {
      for (const threads of threadCounts) {
        const job = { kind: "times", case: name, steps };
        const { ms } = await run({ ...job, backend: "wasm", threads });
        ours.get(threads).push(...ms);
      }
      const found = peer(python, folder, steps);
      torch = found.torch;
      productGflops = found.productGflops;
      for (const { device, ms, losses: theirLosses } of found.results) {
        theirs.set(device, [...(theirs.get(device) ?? []), ...ms]);
        difference = Math.max(difference, lossDifference(losses, theirLosses));
      }
    }
    const peers = [...theirs].map(([device, ms]) => ({
      ...{ device, medianMs: median(ms), minMs: Math.min(...ms) },
    }));
    const measured = [...ours].map(([threads, ms]) => ({
      ...{ backend: "wasm", threads, medianMs: median(ms) },
      minMs: Math.min(...ms),
      /** How many times as long as PyTorch on one thread of the CPU. */
      ratioToPeer: median(ms) / peers[0].medianMs,
    }));
    return {
      ...{ name, torch, productGflops },
      ...{ lab: measured, peers, lossDifference: difference },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  const { values } = parseArgs({
    options: {
      cases: { type: "string", default: "standard-cached,standard-teacher" },
      steps: { type: "string", default: "5" },
      rounds: { type: "string", default: "2" },
    },
  });
  const python = pythonWithTorch();
  if (!python) {
    console.log(
      "bench:peer: PyTorch is not installed, so there is nothing to compare with. Debian: apt-get install python3-torch; or set PYTHON to an interpreter that has it.",
    );
    return;
  }
  requireNode();
  ensureInstalled();
  const before = machine();
  // Playwright takes seconds to load, and is not needed for the message above.
  const { openBrowser } = await import("./bench/browser.mjs");
  const browser = await openBrowser();
  try {
    const many = browser && os.availableParallelism() > 1;
    const threadCounts = many
      ? [1, Math.min(4, os.availableParallelism())]
      : [1];
    const options = {
      steps: Number(values.steps),
      rounds: Number(values.rounds),
    };
    const cases = [];
    for (const name of values.cases.split(",")) {
      cases.push(
        await compare(
          ...[name, options, python],
          ...[browser?.run ?? runInNode, threadCounts],
        ),
      );
    }
    const loadAfter = Math.round(10 * os.loadavg()[0]) / 10;
    const result = {
      date: new Date().toISOString(),
      machine: { ...before, loadAfter },
      runtime: browser ? "Chromium" : `Node ${process.versions.node}`,
      cases,
    };
    console.log(JSON.stringify(result, null, 2));
    const [{ productGflops }] = cases;
    if (productGflops < SLOW_GFLOPS) {
      console.error(
        `bench:peer: PyTorch multiplies at ${productGflops.toFixed(1)} GFLOP/s here, as the reference BLAS does, so the ratio flatters the lab. Debian: apt-get install libopenblas0`,
      );
    }
  } finally {
    await browser?.close();
  }
}

await main().catch((cause) => {
  console.error(cause.message);
  process.exitCode = 1;
});
