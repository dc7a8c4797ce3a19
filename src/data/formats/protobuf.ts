/** The few pieces of the protocol buffer wire format that an ONNX file is made of: fields go out in the order given. */

/** One encoded field. */
export type Field = readonly Uint8Array[];

const WIRE = { varint: 0, bytes: 2, fixed32: 5 } as const;

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
