/** The files of a tar archive (ustar, with the long names of GNU and pax). Links and devices are left out. */
import { IMPORT_LIMITS } from "./importLimits.ts";
import { tooLarge, unreadable } from "./refusal.ts";
import { safePath, type SourceFile } from "./sourceFile.ts";

const BLOCK = 512;
const CHECKSUM_AT = 148;
const CHECKSUM_LENGTH = 8;

/** Whether a first header with the right magic is there. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && text(bytes, 257, 5) === "ustar";
}

/** @throws {EngineError} `import-unreadable` if a header is damaged, a name unsafe or the archive cut short; `import-too-large`. */
export function tarFiles(name: string, bytes: Uint8Array): SourceFile[] {
  const files: SourceFile[] = [];
  let longName: string | null = null;
  let at = 0;
  while (at < bytes.length && bytes[at] !== 0) {
    if (at + BLOCK > bytes.length) {
      throw unreadable(
        name,
        `whole: a header of ${BLOCK} bytes at ${at}`,
        `${bytes.length - at}`,
      );
    }
    const header = bytes.subarray(at, at + BLOCK);
    checkHeader(name, header, at);
    const size = octal(name, header, 124, 12);
    const body = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (body.length !== size) {
      throw unreadable(
        name,
        `whole: ${size} bytes follow the header at ${at}`,
        `${body.length}`,
      );
    }
    const kind = String.fromCharCode(header[156]!);
    if (kind === "L") longName = text(body, 0, size);
    else if (kind === "x") longName = paxPath(body) ?? longName;
    else {
      if (kind === "0" || kind === "\0") {
        const path = safePath("tar", name, longName ?? headerName(header));
        files.push({ path, size, read: () => body });
        if (files.length > IMPORT_LIMITS.files) {
          throw tooLarge(name, `at most ${IMPORT_LIMITS.files} files`, "more");
        }
      }
      longName = null;
    }
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  if (at === 0) throw unreadable(name, "tar with a first header", "none");
  // Whoever writes one ends it so; without it, files behind may be missing.
  if (at >= bytes.length) {
    throw unreadable(
      name,
      "tar that ends with zeros",
      `its end after ${files.length} files`,
    );
  }
  return files;
}

function headerName(header: Uint8Array): string {
  const prefix = text(header, 345, 155);
  const isUstar = text(header, 257, 6) === "ustar";
  return isUstar && prefix
    ? `${prefix}/${text(header, 0, 100)}`
    : text(header, 0, 100);
}

/** Bytes up to the first zero, as UTF-8. */
function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(
  name: string,
  header: Uint8Array,
  start: number,
  length: number,
): number {
  const digits = text(header, start, length).trim();
  if (!/^[0-7]+$/.test(digits)) {
    throw unreadable(
      name,
      "tar with sizes in octal digits",
      JSON.stringify(digits.slice(0, 16)),
    );
  }
  return Number.parseInt(digits, 8);
}

/** The sum of all bytes of the header, its checksum taken as blanks. */
function checkHeader(name: string, header: Uint8Array, at: number): void {
  const stated = octal(name, header, CHECKSUM_AT, CHECKSUM_LENGTH);
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) {
    const isChecksum = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
    sum += isChecksum ? 32 : header[i]!;
  }
  if (sum !== stated) {
    throw unreadable(
      name,
      `tar whose header at ${at} has the checksum ${sum}`,
      `${stated}`,
    );
  }
}

/** `path` among the records "LENGTH KEY=VALUE\n" of a pax header. */
const paxPath = (body: Uint8Array): string | undefined =>
  /(?:^|\n)\d+ path=([^\n]*)\n/.exec(new TextDecoder().decode(body))?.[1];
