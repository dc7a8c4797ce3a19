/**
 * Snappy's raw format, as pages of parquet files are compressed. hyparquet's own takes a negative length for one, and then walks back and forth.
 *
 * Source: https://github.com/google/snappy/blob/main/format_description.txt
 */
import { unreadable } from "./refusal.ts";

const LITERAL = 0;
/** Lengths from here on stand in so many bytes more behind the tag. */
const LONG_LITERAL = 60;

/**
 * @param out As long as what must come out.
 * @throws {EngineError} `import-unreadable`, if it is damaged or makes something else.
 */
export function snappyInto(
  name: string,
  stored: Uint8Array,
  out: Uint8Array,
): void {
  const damaged = (got: string) =>
    unreadable(name, "of whole SNAPPY data", got);
  let at = 0;
  let to = 0;
  const little = (bytes: number): number => {
    if (at + bytes > stored.length) throw damaged("an end within a tag");
    let value = 0;
    for (let k = 0; k < bytes; k++) value += stored[at++]! * 256 ** k;
    return value;
  };
  while (little(1) >= 128);
  while (at < stored.length) {
    const tag = little(1);
    const kind = tag & 3;
    let length = (tag >> 2) + 1;
    if (kind === LITERAL) {
      if (length > LONG_LITERAL) length = little(length - LONG_LITERAL) + 1;
      if (at + length > stored.length) throw damaged("an end within a text");
      if (to + length > out.length) throw damaged("more than its page");
      out.set(stored.subarray(at, at + length), to);
      at += length;
      to += length;
      continue;
    }
    let back: number;
    if (kind === 1) {
      length = ((tag >> 2) & 7) + 4;
      back = ((tag >> 5) << 8) + little(1);
    } else back = little(kind === 2 ? 2 : 4);
    if (back === 0 || back > to) throw damaged("a copy of nothing");
    if (to + length > out.length) throw damaged("more than its page");
    // Byte by byte: a copy may run over what it has just written.
    for (let k = 0; k < length; k++, to++) out[to] = out[to - back]!;
  }
  if (to !== out.length) throw damaged(`${to} bytes in place of ${out.length}`);
}
