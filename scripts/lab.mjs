/**
 * The engine without a page: `npm run --silent lab -- train --preset emoji-quick --out runs/first`.
 * Installs and bundles src/cli/lab.ts when needed (progress on stderr), then runs it here: its stdout and exit code are this command's.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, ensureInstalled, requireNode } from "./prepare.mjs";

/** Where bundles are kept, one folder for each state of the sources. */
const BUNDLES = path.join(ROOT, ".cache", "lab");

/** A bundle of other sources is deleted after this time: no run that still loads parts of it is older. */
const KEEP_BUNDLES_MS = 24 * 60 * 60 * 1000;

/** Changes whenever a source file of the bundle does, without reading the files. */
function sourcesFingerprint() {
  const hash = createHash("sha256");
  const sources = readdirSync(path.join(ROOT, "src"), { recursive: true })
    .map((name) => path.join("src", name))
    .concat(
      "package-lock.json",
      path.join("scripts", "build", "labBundle.mjs"),
      path.join("scripts", "build", "assemblyKernels.mjs"),
    )
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .sort();
  for (const name of sources) {
    const { size, mtimeMs } = statSync(path.join(ROOT, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** @returns {string} The path of the bundle of the present sources, made if needed. */
function currentBundle() {
  const folder = path.join(BUNDLES, sourcesFingerprint());
  const bundle = path.join(folder, "lab.js");
  if (existsSync(bundle)) return bundle;
  console.error("Bundling the engine for Node ...");
  const script = path.join(ROOT, "scripts", "build", "labBundle.mjs");
  const { status } = spawnSync(process.execPath, [script, folder], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(1);
  for (const name of readdirSync(BUNDLES)) {
    const other = path.join(BUNDLES, name);
    const ageMs = Date.now() - statSync(other).mtimeMs;
    if (other !== folder && ageMs > KEEP_BUNDLES_MS) {
      rmSync(other, { recursive: true, force: true });
    }
  }
  return bundle;
}

requireNode();
ensureInstalled();
const bundle = currentBundle();
process.argv[1] = bundle;
await import(pathToFileURL(bundle).href);
