/** Files as an import sees them, wherever they lie: on disk, in a browser's File, in an archive. */
import { unreadable } from "./refusal.ts";

export type SourceFile = {
  /** Relative, with "/" between folders. */
  path: string;
  /** Bytes that `read` will give. */
  size: number;
  /** @throws {EngineError} If the file is damaged. */
  read(): Promise<Uint8Array> | Uint8Array;
  /** Bytes from `start` to `end`; absent where a file can only be read as a whole. */
  slice?(start: number, end: number): Promise<Uint8Array> | Uint8Array;
};

/** What is read in parts, and therefore told by its name. */
export const PARQUET_NAME = /\.parquet$/i;

/** The last part of a path. */
export const baseName = (path: string): string =>
  path.slice(path.lastIndexOf("/") + 1);

/** What operating systems leave behind: hidden files, Thumbs.db and the like. */
export function isClutter(path: string): boolean {
  return path
    .split("/")
    .some(
      (part) =>
        part.startsWith(".") ||
        part === "__MACOSX" ||
        part === "Thumbs.db" ||
        part === "desktop.ini",
    );
}

const UNSAFE: readonly {
  is: (path: string, parts: readonly string[]) => boolean;
  says: string;
}[] = [
  { is: (path) => path === "", says: "is empty" },
  { is: (path) => path.startsWith("/"), says: "is absolute" },
  { is: (path) => path.includes("\\"), says: "holds a backslash" },
  { is: (path) => path.includes("\0"), says: "holds a zero byte" },
  { is: (path) => /^[A-Za-z]:/.test(path), says: "begins with a drive" },
  { is: (_, parts) => parts.includes(".."), says: "leads out of it" },
];

/**
 * A name from an archive, if it stays below the archive.
 *
 * @param kind What the archive is called in messages.
 * @throws {EngineError} `import-unreadable` for an absolute name, one with "..", a backslash, a drive or a zero byte.
 */
export function safePath(kind: string, archive: string, path: string): string {
  const parts = path.split("/");
  const danger = UNSAFE.find(({ is }) => is(path, parts));
  if (danger) {
    throw unreadable(
      archive,
      `a ${kind} whose names stay inside it`,
      `the name ${JSON.stringify(path.slice(0, 80))}, which ${danger.says}`,
    );
  }
  return parts.filter((part) => part !== "" && part !== ".").join("/");
}
