/** The files of a zip archive, each inflated when it is read. */
import { crc32 } from "./crc32.ts";
import { IMPORT_LIMITS } from "./importLimits.ts";
import { inflateBounded } from "./inflate.ts";
import { tooLarge, unreadable } from "./refusal.ts";
import { safePath, type SourceFile } from "./sourceFile.ts";

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
/** The end record is followed by a comment of at most so many bytes. */
const MOST_COMMENT = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_LENGTH = 30;

const STORED = 0;
const DEFLATED = 8;

export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  (bytes[2]! === 3 || bytes[2]! === 5);

/**
 * Reads the central directory, which must be whole, and checks all stated sizes against the limits before anything is inflated.
 *
 * @throws {EngineError} `import-unreadable` if it is damaged, encrypted, in zip64, or has unsafe or repeated names; `import-too-large`.
 */
export function zipFiles(name: string, bytes: Uint8Array): SourceFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endRecord(name, view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) {
    throw unreadable(name, "zip of less than 65,535 entries and 4 GB", "zip64");
  }
  if (count > IMPORT_LIMITS.files) {
    throw tooLarge(name, `at most ${IMPORT_LIMITS.files} files`, `${count}`);
  }
  const files: SourceFile[] = [];
  const seen = new Set<string>();
  let inflated = 0;
  for (let i = 0; i < count; i++) {
    if (
      at + ENTRY_LENGTH > end ||
      view.getUint32(at, true) !== ENTRY_SIGNATURE
    ) {
      throw unreadable(
        name,
        `zip with a list of ${count} entries`,
        `one that breaks off after ${i}`,
      );
    }
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const storedSize = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const more = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const local = view.getUint32(at + 42, true);
    const raw = new TextDecoder().decode(
      bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
    );
    at += ENTRY_LENGTH + nameLength + more;
    const path = safePath("zip", name, raw);
    if (raw.endsWith("/")) continue;
    const label = `${name}, entry ${path}`;
    if (flags & 1) throw unreadable(label, "without a password", "encrypted");
    if (method !== STORED && method !== DEFLATED) {
      throw unreadable(label, "stored or deflated", `method ${method}`);
    }
    if (seen.has(path)) {
      throw unreadable(label, "in the archive once", "the same name twice");
    }
    seen.add(path);
    inflated += size;
    if (inflated > IMPORT_LIMITS.inflatedBytes) {
      throw tooLarge(
        name,
        `at most ${IMPORT_LIMITS.inflatedBytes} bytes after inflating`,
        `${inflated} by its entry ${i + 1} of ${count}`,
      );
    }
    const entry = { method, crc, storedSize, size, local };
    files.push({ path, size, read: () => readEntry(label, bytes, entry) });
  }
  return files;
}

function endRecord(name: string, view: DataView): number {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - MOST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  throw unreadable(name, "a whole zip file", "one without its list of entries");
}

type Entry = {
  method: number;
  crc: number;
  storedSize: number;
  size: number;
  local: number;
};

function readEntry(
  label: string,
  bytes: Uint8Array,
  { method, crc, storedSize, size, local }: Entry,
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (
    local + LOCAL_LENGTH > bytes.length ||
    view.getUint32(local, true) !== LOCAL_SIGNATURE
  ) {
    throw unreadable(label, `an entry at ${local}`, "something else there");
  }
  const start =
    local +
    LOCAL_LENGTH +
    view.getUint16(local + 26, true) +
    view.getUint16(local + 28, true);
  const stored = bytes.subarray(start, start + storedSize);
  if (stored.length !== storedSize) {
    throw unreadable(label, `${storedSize} bytes`, `${stored.length}`);
  }
  if (method === STORED && storedSize !== size) {
    throw unreadable(label, `${size} bytes, as it says`, `${storedSize}`);
  }
  const out = method === STORED ? stored : inflateBounded(label, stored, size);
  if (crc32(out) !== crc) {
    throw unreadable(label, "an entry whose checksum fits", "another checksum");
  }
  return out;
}
