/** Finds a browser that the tests run in, and installs Debian's when there is none. Node's built-ins only. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/**
 * @typedef {object} DebianBrowser
 * @property {string} debianName Its package.
 * @property {readonly string[]} programs Names on PATH, the best first.
 * @property {string} variable Environment variable that names one which is there.
 */

/**
 * The path in the browser's variable, or its first program on PATH.
 * @param {DebianBrowser} browser
 * @returns {string | null}
 */
export function findBrowser({ programs, variable }) {
  const named = process.env[variable];
  const candidates = named
    ? [named]
    : programs.flatMap((name) =>
        (process.env["PATH"] ?? "")
          .split(path.delimiter)
          .map((folder) => path.join(folder, name)),
      );
  return candidates.find(isExecutable) ?? null;
}

/**
 * Installs Debian's package, as root or through sudo without a password.
 * @param {DebianBrowser} browser
 * @returns {string | null} Why it could not; null when it is there.
 */
export function installBrowser(browser) {
  const { debianName, variable } = browser;
  if (process.env[variable]) {
    return `${variable} names ${process.env[variable]}, which cannot be executed.`;
  }
  if (spawnSync("apt-get", ["--version"]).status !== 0) {
    return "There is no apt-get here.";
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync("sudo", ["-n", "true"]).status !== 0) {
    return "This is not root, and sudo asks for a password.";
  }
  const aptGet = (...args) =>
    spawnSync(
      isRoot ? "apt-get" : "sudo",
      isRoot ? args : ["-n", "apt-get", ...args],
      {
        stdio: ["ignore", 2, 2],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      },
    ).status === 0;
  const install = () =>
    aptGet("install", "-y", "--no-install-recommends", debianName);
  // A fresh container knows no packages until the first update.
  if (!install() && !(aptGet("update") && install())) {
    return `apt-get could not install ${debianName}; see above.`;
  }
  return findBrowser(browser)
    ? null
    : `apt-get installed no ${debianName} on PATH.`;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
