/**
 * Walks over a struct of Thrift's compact protocol before hyparquet reads it: a list may say that it has a thousand million elements, for which there would
 * be memory before the second one is missed.
 *
 * Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

const STOP = 0;
const LONG_LIST = 15;
/** Parquet's own nest six deep. */
const DEEPEST = 16;

/** @throws {RangeError} If it runs over its bytes, nests deeper than any of parquet's, or has a list that cannot be there. */
export function checkThrift(bytes: Uint8Array): void {
  let at = 0;
  const skip = (count: number) => {
    if (count > bytes.length - at) {
      throw new RangeError("checkThrift: more than there is");
    }
    at += count;
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      skip(1);
      const byte = bytes[at - 1]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const element = (type: number, depth: number): void => {
    if (type === 3) return skip(1);
    if (type >= 4 && type <= 6) return void varint();
    if (type === 7) return skip(8);
    if (type === 8) return skip(varint());
    if (type === 9) return list(depth + 1);
    if (type === 12) return struct(depth + 1);
    throw new RangeError(`checkThrift: an element of type ${type}`);
  };
  const list = (depth: number): void => {
    skip(1);
    const head = bytes[at - 1]!;
    const type = head & 15;
    const count = head >> 4 === LONG_LIST ? varint() : head >> 4;
    if (depth > DEEPEST || count > bytes.length - at) {
      throw new RangeError(`checkThrift: a list of ${count}`);
    }
    for (let k = 0; k < count; k++) {
      // Booleans are a byte each in lists, and none as fields.
      if (type === 1 || type === 2) skip(1);
      else element(type, depth);
    }
  };
  const struct = (depth: number): void => {
    if (depth > DEEPEST) throw new RangeError("checkThrift: too deep");
    for (;;) {
      skip(1);
      const head = bytes[at - 1]!;
      const type = head & 15;
      if (type === STOP) return;
      if (head >> 4 === 0) varint();
      if (type > 2) element(type, depth);
    }
  };
  struct(0);
}
