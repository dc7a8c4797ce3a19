/** The three ways to refuse a file; every message says what must hold, and what came. */
import { EngineError } from "../../protocol/engineError.ts";

/** Damaged, or of a format that is not read here. */
export const unreadable = (name: string, expected: string, got: string) =>
  new EngineError(
    "import-unreadable",
    `${name}: must be ${expected}, got ${got}`,
  );

/** More than `IMPORT_LIMITS` allow. */
export const tooLarge = (name: string, expected: string, got: string) =>
  new EngineError(
    "import-too-large",
    `${name}: must be ${expected}, got ${got}`,
  );

/** Readable, but nothing to train on. */
export const unfit = (name: string, expected: string, got: string) =>
  new EngineError("import-unfit", `${name}: must be ${expected}, got ${got}`);

/** The first bytes in hexadecimal, for messages. */
export const firstBytes = (bytes: Uint8Array, count = 4): string =>
  bytes.length === 0
    ? "nothing"
    : `0x${Array.from(bytes.subarray(0, count), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
