/** IEEE 754 binary16, for weight files; `src/data/formats/halfFloats.ts` reads them back. */

const word = new Uint32Array(1);
const single = new Float32Array(word.buffer);

/**
 * Rounds float32 values to binary16, nearest even, little-endian.
 *
 * @param {Float32Array} values
 * @returns {Buffer} Two bytes a value.
 * @throws {RangeError} If a value is not finite, or beyond the largest binary16, 65504.
 */
export function encodeHalfFloats(values) {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16LE(halfBits(value), i * 2));
  return bytes;
}

/** Bits of the binary16 nearest to `value`. */
function halfBits(value) {
  const magnitude = Math.abs(value);
  // 65520 lies halfway to the next power of two, and would round to infinity.
  if (!(magnitude < 65520)) {
    throw new RangeError(
      `encodeHalfFloats: values must be finite and at most 65504, got ${value}`,
    );
  }
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  // Below 2^-14 the numbers are multiples of 2^-24; multiplying by a power of two is exact.
  if (magnitude < 2 ** -14) return sign | roundHalfEven(magnitude * 2 ** 24);
  single[0] = magnitude;
  const exponent = (word[0] >>> 23) - 127;
  const mantissa = roundHalfEven((magnitude / 2 ** exponent - 1) * 1024);
  // A mantissa of 1024 carries into the exponent, which is what the sum does.
  return sign | (((exponent + 15) << 10) + mantissa);
}

/** Nearest integer, ties to even. */
function roundHalfEven(x) {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest === 0.5) return below + (below % 2);
  return rest > 0.5 ? below + 1 : below;
}
