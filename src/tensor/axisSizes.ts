import type { Tensor } from "./tf.ts";

/** A tensor of the wrong rank or size was handed to a function: the caller's mistake. */
export class ShapeError extends RangeError {
  override readonly name = "ShapeError";
}

/**
 * Checks that `x` has the named axes, and returns their sizes.
 *
 * @param caller Name of the function whose argument is checked.
 * @param argument Name of that argument.
 * @throws {ShapeError} If the rank differs from `axes.length`.
 */
export function axisSizes<const A extends readonly string[]>(
  caller: string,
  argument: string,
  x: Tensor,
  axes: A,
): { -readonly [K in keyof A]: number } {
  if (x.rank !== axes.length) {
    throw new ShapeError(
      `${caller}: '${argument}' must have shape [${axes.join(", ")}], got [${x.shape.join(", ")}]`,
    );
  }
  return x.shape as { -readonly [K in keyof A]: number };
}
