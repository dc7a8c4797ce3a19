/** Arithmetic on two float64 numbers at a time. */

/** Below it `exp` comes near the end of float64's range. */
const LOWEST: f64 = -690;

/** Adding it to a small float64 leaves the nearest integer in the low bits. */
const ROUNDER: f64 = 6755399441055744;

const LN2_HIGH: f64 = 0.693145751953125;
const LN2_LOW: f64 = 1.42860682030941723e-6;

/** Sum of both lanes. */
export function sumOf(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** `exp(x)` for x <= 0, to 1e-13 of its value. */
export function expOf(x: v128): v128 {
  const bounded = f64x2.max(x, f64x2.splat(LOWEST));
  const rounder = f64x2.splat(ROUNDER);
  // x = k ln 2 + r with |r| <= ln 2 / 2
  const biased = f64x2.add(
    f64x2.mul(bounded, f64x2.splat(1.4426950408889634)),
    rounder,
  );
  const k = f64x2.sub(biased, rounder);
  const high = f64x2.sub(bounded, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(k, f64x2.splat(LN2_LOW)));
  let sum = f64x2.splat(1 / 39916800);
  sum = step(sum, r, 1 / 3628800);
  sum = step(sum, r, 1 / 362880);
  sum = step(sum, r, 1 / 40320);
  sum = step(sum, r, 1 / 5040);
  sum = step(sum, r, 1 / 720);
  sum = step(sum, r, 1 / 120);
  sum = step(sum, r, 1 / 24);
  sum = step(sum, r, 1 / 6);
  sum = step(sum, r, 1 / 2);
  sum = step(sum, r, 1);
  sum = step(sum, r, 1);
  return i64x2.add(sum, i64x2.shl(biased, 52));
}

/** `log(x)` for normal x > 0, to 1e-14 absolutely. */
export function logOf(x: v128): v128 {
  // x = 2^k m with m from 1 / sqrt 2 to sqrt 2
  const exponent = v128.or(i64x2.shr_u(x, 52), i64x2.splat(0x4330000000000000));
  let k = f64x2.sub(exponent, f64x2.splat(4503599627370496 + 1023));
  let m = v128.or(
    v128.and(x, i64x2.splat(0x000fffffffffffff)),
    i64x2.splat(0x3ff0000000000000),
  );
  const isLarge = f64x2.gt(m, f64x2.splat(1.4142135623730951));
  m = v128.bitselect(f64x2.mul(m, f64x2.splat(0.5)), m, isLarge);
  k = f64x2.add(k, v128.and(isLarge, f64x2.splat(1)));
  // log m = 2 artanh s with |s| <= 0.172
  const one = f64x2.splat(1);
  const s = f64x2.div(f64x2.sub(m, one), f64x2.add(m, one));
  const square = f64x2.mul(s, s);
  let sum = f64x2.splat(1 / 17.0);
  sum = step(sum, square, 1 / 15.0);
  sum = step(sum, square, 1 / 13.0);
  sum = step(sum, square, 1 / 11.0);
  sum = step(sum, square, 1 / 9.0);
  sum = step(sum, square, 1 / 7.0);
  sum = step(sum, square, 1 / 5.0);
  sum = step(sum, square, 1 / 3.0);
  sum = step(sum, square, 1);
  const logM = f64x2.mul(f64x2.add(s, s), sum);
  return f64x2.add(f64x2.mul(k, f64x2.splat(0.6931471805599453)), logM);
}

/** One step of Horner's rule. */
function step(sum: v128, x: v128, coefficient: f64): v128 {
  return f64x2.add(f64x2.mul(sum, x), f64x2.splat(coefficient));
}
