/** Files as an import sees them, wherever they lie: on disk, in a browser's File, in an archive. */
import { unreadable } from "./refusal.ts";

export type SourceFile = {
  /** Relative, with "/" between folders. */
  path: string;
  /** Bytes that `read` will give. */
  size: number;
  /** @throws {EngineError} If the file is damaged. */
  read(): Promise<Uint8Array> | Uint8Array;
};

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

/**
 * A name from an archive, if it stays below the archive.
 *
 * @throws {EngineError} `import-unreadable` for an absolute name, one with "..", a backslash, a drive or a zero byte.
 */
export function safePath(archive: string, path: string): string {
  const parts = path.split("/");
  const isUnsafe =
    path === "" ||
    path.startsWith("/") ||
    /[\\\0]/.test(path) ||
    /^[A-Za-z]:/.test(path) ||
    parts.includes("..");
  if (isUnsafe) {
    throw unreadable(
      archive,
      "an archive whose names stay inside it",
      `the name ${JSON.stringify(path.slice(0, 80))}`,
    );
  }
  return parts.filter((part) => part !== "" && part !== ".").join("/");
}
