/** What every command of a fresh clone needs first. Node's built-ins only: this runs before node_modules exists. */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

export const ROOT = path.dirname(import.meta.dirname ?? dirnameOfOldNode());

/** The oldest Node that Vite 8 runs on; package.json's `engines` says the same. */
const OLDEST_NODE = [20, 19];

/** Ends the process with a sentence when this Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const isOldEnough =
    major > OLDEST_NODE[0] ||
    (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isOldEnough) return;
  console.error(
    `CosPress Lab needs Node ${OLDEST_NODE.join(".")} or newer; this is Node ${process.versions.node}.\n` +
      "Install a current version from https://nodejs.org or with your version manager, and run the command again.",
  );
  process.exit(1);
}

/** Runs `npm ci` when node_modules is missing or holds other packages than package-lock.json asks for. Ends the process when it fails. */
export function ensureInstalled() {
  if (isInstalled()) return;
  const modules = path.join(ROOT, "node_modules");
  if (existsSync(modules) && lstatSync(modules).isSymbolicLink()) {
    // npm ci would empty the folder behind the link, which belongs to somebody else.
    console.error(
      `node_modules is a link to ${readlinkSync(modules)}, whose packages are not those of package-lock.json. Run npm ci there, or remove the link.`,
    );
    process.exit(1);
  }
  console.error("Installing packages (npm ci) ...");
  const { status, error } = runNpm(["ci", "--no-audit", "--no-fund"]);
  if (status === 0) return;
  console.error(
    `npm ci failed (${error?.message ?? `exit code ${status}`}). Check the connection to the npm registry and run the command again.`,
  );
  process.exit(1);
}

/** Compares package-lock.json with the copy of it that npm leaves behind as the last act of an installation. */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const present = packagesOf(path.join("node_modules", ".package-lock.json"));
  if (!present) return false;
  // Packages beyond those stay: `webgpu` may be added by hand.
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === "" ||
      (present[name] ? present[name].version === version : optional),
  );
}

/** @returns {Record<string, {version: string, optional?: boolean}> | null} Null when there is no such file. */
function packagesOf(lockFile) {
  const file = path.join(ROOT, lockFile);
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Runs npm in the repository; what it prints goes to stderr, so that a command's own output stays clean. */
function runNpm(commandArguments) {
  const runsUnderNpm = process.env["npm_execpath"]?.endsWith("npm-cli.js");
  const [command, ...leading] = runsUnderNpm
    ? [process.execPath, process.env["npm_execpath"]]
    : ["npm"];
  return spawnSync(command, [...leading, ...commandArguments], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    shell: !runsUnderNpm && process.platform === "win32",
  });
}

/** `import.meta.dirname` came with Node 20.11; an older one must still reach the message of requireNode. */
function dirnameOfOldNode() {
  return path.dirname(decodeURIComponent(new URL(import.meta.url).pathname));
}
