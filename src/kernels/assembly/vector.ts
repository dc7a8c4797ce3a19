/** Arithmetic on four float32 numbers at a time. */

/** `a * b + c`, rounded once where the machine can: relaxed SIMD leaves that open, so that results differ between machines in the last bit. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? f32x4.relaxed_madd(a, b, c)
    : f32x4.add(f32x4.mul(a, b), c);
}

/** Sum of the four lanes. */
export function laneSum(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Natural logarithm of 2 in two parts, so that a multiple of it can be taken away exactly. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/**
 * Below it the exponential, less than 1e-19, is lost beside 1 and is given as 0. Were it kept, its products with small gradients would be
 * subnormal numbers, which a processor takes a hundred times longer to multiply.
 */
const LOWEST: f32 = -44;

/** `exp(x)` for x <= 0, to 2e-7 of its value; 0 below -44. */
export function expOfNegative(x: v128): v128 {
  const bounded = f32x4.max(x, f32x4.splat(LOWEST));
  // x = n ln 2 + r with |r| <= ln 2 / 2
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504)));
  const r = multiplyAdd(
    n,
    f32x4.splat(-LN2_LOW),
    multiplyAdd(n, f32x4.splat(-LN2_HIGH), bounded),
  );
  let sum = multiplyAdd(r, f32x4.splat(1 / 5040), f32x4.splat(1 / 720));
  sum = multiplyAdd(r, sum, f32x4.splat(1 / 120));
  sum = multiplyAdd(r, sum, f32x4.splat(1 / 24));
  sum = multiplyAdd(r, sum, f32x4.splat(1 / 6));
  sum = multiplyAdd(r, sum, f32x4.splat(1 / 2));
  sum = multiplyAdd(r, sum, f32x4.splat(1));
  sum = multiplyAdd(r, sum, f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  const power = f32x4.mul(sum, i32x4.shl(exponent, 23));
  return v128.andnot(power, f32x4.lt(x, f32x4.splat(LOWEST)));
}
