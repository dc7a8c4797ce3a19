/** The few pieces of the protocol buffer wire format that an ONNX file is made of: fields go out, and come in, in their order. */

/** One encoded field. */
export type Field = readonly Uint8Array[];

const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

const tag = (field: number, wire: number) => varint(field * 8 + wire);

/** @throws {RangeError} If the value is not a whole number from 0: nothing here writes negative ones. */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(
      `varint: 'value' must be a whole number from 0, got ${value}`,
    );
  }
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

export const intField = (field: number, value: number): Field => [
  tag(field, WIRE.varint),
  varint(value),
];

export function floatField(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [tag(field, WIRE.fixed32), bytes];
}

export const bytesField = (field: number, bytes: Uint8Array): Field => [
  tag(field, WIRE.bytes),
  varint(bytes.length),
  bytes,
];

export const textField = (field: number, text: string): Field =>
  bytesField(field, new TextEncoder().encode(text));

export const messageField = (field: number, fields: readonly Field[]): Field =>
  bytesField(field, messageBytes(fields));

/** A message as a whole. */
export function messageBytes(
  fields: readonly Field[],
): Uint8Array<ArrayBuffer> {
  const parts = fields.flat();
  const bytes = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** A number where the wire has a varint, which loses its last digits beyond 2^53; bytes where it has anything else. */
export type ReadField = { field: number; value: number | Uint8Array };

/** Of a varint: 64 bits by sevens. */
const MOST_VARINT_BYTES = 10;

/**
 * The fields of a message. What lies in one, a text or another message, is for the caller to know.
 *
 * @throws {RangeError} If the bytes end within a field, or are of a wire type that there is not.
 */
export function* readFields(bytes: Uint8Array): Generator<ReadField> {
  let at = 0;

  function readVarint(): number {
    let value = 0;
    for (let i = 0; i < MOST_VARINT_BYTES; i++) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      value += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) return value;
    }
    throw new RangeError(
      `readFields: a number must end within ${MOST_VARINT_BYTES} bytes and the message, got ${bytes.length} bytes in all`,
    );
  }

  function readBytes(length: number): Uint8Array {
    if (length > bytes.length - at) {
      throw new RangeError(
        `readFields: a field must end within the message, got ${length} bytes of ${bytes.length - at} left`,
      );
    }
    at += length;
    return bytes.subarray(at - length, at);
  }

  while (at < bytes.length) {
    const key = readVarint();
    const field = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === WIRE.varint) yield { field, value: readVarint() };
    else if (wire === WIRE.bytes) {
      yield { field, value: readBytes(readVarint()) };
    } else if (wire === WIRE.fixed64) yield { field, value: readBytes(8) };
    else if (wire === WIRE.fixed32) yield { field, value: readBytes(4) };
    else {
      throw new RangeError(
        `readFields: a wire type must be 0, 1, 2 or 5, got ${wire}`,
      );
    }
  }
}
