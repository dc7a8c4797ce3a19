/**
 * Reads IEEE 754 binary16 numbers, the storage format of teacher weights.
 *
 * @param bytes Little-endian, two bytes a value.
 * @returns The same values; every binary16 is exact in float32.
 * @throws {RangeError} If the number of bytes is odd.
 */
export function decodeHalfFloats(bytes: Uint8Array): Float32Array {
  if (bytes.length % 2 !== 0) {
    throw new RangeError(
      `decodeHalfFloats: 'bytes' must hold two bytes a value, got ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(bytes.length / 2);
  for (let i = 0; i < values.length; i++) {
    const bits = view.getUint16(i * 2, true);
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const mantissa = bits & 0x3ff;
    if (exponent === 0) {
      values[i] = sign * mantissa * 2 ** -24; // subnormal
    } else if (exponent === 0x1f) {
      values[i] = mantissa ? NaN : sign * Infinity;
    } else {
      values[i] = sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
    }
  }
  return values;
}

/** Every binary16 as float32, by its bits; made on first use. */
let decoded: Float32Array | null = null;

/** Joins arrays of binary16 bits of one length into one float32 array. */
export function fromHalf(parts: readonly Uint16Array[]): Float32Array {
  decoded ??= decodeHalfFloats(
    new Uint8Array(Uint16Array.from({ length: 65536 }, (_, i) => i).buffer),
  );
  const table = decoded;
  const size = parts[0]?.length ?? 0;
  const values = new Float32Array(size * parts.length);
  parts.forEach((part, p) => {
    for (let i = 0, at = p * size; i < size; i++, at++) {
      values[at] = table[part[i]!]!;
    }
  });
  return values;
}

/**
 * Rounds to binary16 bits, to nearest with ties away from zero; magnitudes above 65,504 become that.
 *
 * @param values Finite.
 */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.slice().buffer);
  const out = new Uint16Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const sign = (bits[i]! >>> 16) & 0x8000;
    // Rounded at bit 12, the exponent moved from bias 127 to 15.
    const rounded = (bits[i]! & 0x7fffffff) + 0x1000;
    const half = (rounded >> 13) - (112 << 10);
    if (half >= 0x7c00) out[i] = sign | 0x7bff;
    else if (half >= 0x400) out[i] = sign | half;
    else out[i] = sign | Math.round(Math.abs(values[i]!) * 2 ** 24); // subnormal
  }
  return out;
}
