/** Addresses of the lab with runs that take milliseconds a step, for tests in a browser. */
import type { ConfigDifference } from "../../src/protocol/configPaths.ts";
import { encodeLink } from "../../src/store/configLink.ts";

/** The address of the default preset with some settings changed. */
export function labPath(
  backend: "wasm" | "webgpu",
  difference: ConfigDifference = {},
): string {
  const link = encodeLink(difference);
  return `?backend=${backend}${link === "" ? "" : `#s=${link}`}`;
}

/** A run whose steps take milliseconds; each test adds how many it needs. */
export const TINY = {
  "data.images": 64,
  "data.far": [],
  "data.views": 1,
  "student.width": 8,
  "student.depth": 1,
  "student.heads": 1,
  "optimiser.batchSize": 16,
  "optimiser.warmupSteps": 1,
  "evaluation.split": "validation",
} satisfies ConfigDifference;

/** One that learns a little, with the preset's views. */
export const SMALL = {
  "data.images": 128,
  "data.far": [],
  "student.width": 16,
  "student.depth": 1,
  "student.heads": 2,
  "optimiser.batchSize": 16,
  "optimiser.warmupSteps": 1,
  "evaluation.split": "validation",
} satisfies ConfigDifference;
