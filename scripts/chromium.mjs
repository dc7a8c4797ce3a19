/** Finds the Chromium that the browser tests run in, and installs Debian's when there is none. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/** What to tell somebody for whom it cannot be installed. */
export const CHROMIUM_ADVICE =
  "The browser tests need Chromium. Install it (Debian, Ubuntu: apt-get install chromium, as root), " +
  "or set CHROMIUM_PATH to a Chromium or Chrome that is there.";

/**
 * The path in CHROMIUM_PATH, or the first Chromium on PATH.
 * @returns {string | null}
 */
export function findChromium() {
  const candidates = process.env["CHROMIUM_PATH"]
    ? [process.env["CHROMIUM_PATH"]]
    : NAMES.flatMap((name) =>
        (process.env["PATH"] ?? "")
          .split(path.delimiter)
          .map((folder) => path.join(folder, name)),
      );
  return candidates.find(isExecutable) ?? null;
}

/**
 * Installs Debian's chromium, as root or through sudo without a password.
 * @returns {string | null} Why it could not; null when it is there.
 */
export function installChromium() {
  if (process.env["CHROMIUM_PATH"]) {
    return `CHROMIUM_PATH names ${process.env["CHROMIUM_PATH"]}, which cannot be executed.`;
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
    aptGet("install", "-y", "--no-install-recommends", "chromium");
  // A fresh container knows no packages until the first update.
  if (!install() && !(aptGet("update") && install())) {
    return "apt-get could not install chromium; see above.";
  }
  return findChromium() ? null : "apt-get installed no chromium on PATH.";
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
