import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { stepMeasuresSchema } from "../../src/protocol/stepBench.ts";
import { LIMIT_MS, type Outcome } from "./runLab.ts";

/** `node scripts/SCRIPT ARGS`, to its end. */
function run(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const file = fileURLToPath(
    new URL(`../../scripts/${script}`, import.meta.url),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const resultSchema = z.strictObject({
  date: z.iso.datetime(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.int(),
    memoryGb: z.int(),
    system: z.string(),
    loadBefore: z.number(),
    loadAfter: z.number(),
  }),
  cases: z.array(stepMeasuresSchema),
  matmul: z.array(z.unknown()),
  notes: z.array(z.string()),
});

test(
  "bench --json prints one object, and notes a backend that is not there instead of failing",
  { timeout: LIMIT_MS },
  async () => {
    const { code, stdout } = await run("bench.mjs", [
      ...["--json", "--where", "node", "--backends", "wasm,abacus"],
      ...["--cases", "emoji-quick", "--steps", "1", "--batch", "2"],
    ]);
    expect(code).toBe(0);
    const { cases, notes } = resultSchema.parse(JSON.parse(stdout));
    expect(cases).toMatchObject([
      { name: "emoji-quick", backend: "wasm", batch: 2, isTinyBatch: true },
    ]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^abacus: /);
  },
);

test("bench:peer says so when PyTorch is missing", async () => {
  const { code, stdout } = await run("benchPeer.mjs", [], {
    PYTHON: "no-such-python",
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^bench:peer: PyTorch is not installed/);
});
