import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(
  new URL("../../scripts/lab.mjs", import.meta.url),
);

/** The first call bundles the engine. */
export const LIMIT_MS = 240_000;

export type Outcome = { code: number | null; stdout: string; stderr: string };

/** `npm run --silent lab -- ARGS`, to its end. */
export function lab(...args: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A third of the images that the preset measures on. */
export const FEW_MEASURED = [
  ...["--set", "evaluation.split=validation", "--set", "data.far=[]"],
];

/** Few images and few, narrow steps. */
export const SMALL_SETTINGS = [
  ...["--set", "data.images=64", "--set", "optimiser.batchSize=16"],
  ...[
    "--set",
    "student.width=8",
    "--set",
    "student.depth=1",
    "--set",
    "student.heads=2",
  ],
  ...FEW_MEASURED,
  ...["--set", "evaluation.every=2", "--set", "evaluation.heatmapImages=12"],
];
