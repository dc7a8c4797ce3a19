/** Finished runs on disk: what a later invocation need not run again. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { RunConfig } from "../protocol/config.ts";
import { matchResult, type ResultMatch } from "../protocol/matchResult.ts";

/** Writes a file as a whole or not at all: a process may be ended at any time. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, file);
}

/**
 * The result in a file, if it is one of this very config.
 *
 * @returns What the file is not, in words, where it is there and does not fit; null where it is not there.
 */
export function readRunFile(
  file: string,
  config: RunConfig,
): ResultMatch | null {
  if (!existsSync(file)) return null;
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { unfit: "is not JSON" };
  }
  return matchResult(read, config);
}
