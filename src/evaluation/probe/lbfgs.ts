import type { Chunked } from "../chunks.ts";

/** The function's value at `x`; writes its gradient there into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export type Minimum = {
  x: Float64Array;
  value: number;
  /** Largest absolute entry of the gradient at `x`. */
  gradientNorm: number;
  iterations: number;
  /** Whether the gradient fell below the tolerance; otherwise the steps ran out, or rounding stopped them. */
  converged: boolean;
};

export type LbfgsOptions = {
  /** Largest absolute entry of the gradient that counts as none. */
  tolerance: number;
  maxIterations: number;
};

/** Pairs of steps remembered; 5 to 20 are usual. */
const MEMORY = 10;

/** Share of the decrease promised by the slope that a step must bring (Armijo). */
const SUFFICIENT_DECREASE = 1e-4;

/** Share of the slope that may be left after a step (weak Wolfe). */
const CURVATURE = 0.9;

/** Doublings or bisections of one step; 40 reach the twelfth digit. */
const MOST_TRIALS = 40;

/**
 * Minimises a smooth function by L-BFGS with a bisecting weak-Wolfe line search; yields after every evaluation.
 *
 * Source: Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5; line search of Lewis and Overton 2013.
 *
 * @param start [size], left as it is.
 * @throws {RangeError} If the function or its gradient is not finite at `start`.
 */
export function* minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance, maxIterations }: LbfgsOptions,
): Chunked<Minimum> {
  const size = start.length;
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(size);
  let value = objective(x, gradient);
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) {
    throw new RangeError(
      `minimise: 'objective' must be finite at its start, got ${value}`,
    );
  }
  const memory: Step[] = [];
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    if (largest(gradient) <= tolerance) break;
    const direction = descent(gradient, memory);
    const slope = dot(direction, gradient);
    // The first step has no scale but the gradient's own.
    let length = memory.length === 0 ? 1 / Math.max(1, largest(gradient)) : 1;
    let [low, high] = [0, Infinity];
    let next: {
      x: Float64Array;
      value: number;
      gradient: Float64Array;
    } | null = null;
    for (let trial = 0; trial < MOST_TRIALS; trial++) {
      const candidate = new Float64Array(size);
      for (let k = 0; k < size; k++) {
        candidate[k] = x[k]! + length * direction[k]!;
      }
      const candidateGradient = new Float64Array(size);
      const candidateValue = objective(candidate, candidateGradient);
      yield iterations;
      const bound = value + SUFFICIENT_DECREASE * length * slope;
      if (!(candidateValue <= bound)) {
        high = length;
      } else {
        next = {
          x: candidate,
          value: candidateValue,
          gradient: candidateGradient,
        };
        if (dot(direction, candidateGradient) >= CURVATURE * slope) break;
        low = length;
      }
      length = high < Infinity ? (low + high) / 2 : 2 * low;
    }
    if (!next) break; // rounding: no step lowers the value any more
    const stepTaken = difference(next.x, x);
    const change = difference(next.gradient, gradient);
    const curvature = dot(stepTaken, change);
    if (curvature > 0) {
      memory.push({ step: stepTaken, change, curvature });
      if (memory.length > MEMORY) memory.shift();
    }
    ({ x, value, gradient } = next);
  }
  const gradientNorm = largest(gradient);
  const converged = gradientNorm <= tolerance;
  return { x, value, gradientNorm, iterations, converged };
}

/** A step, the change of the gradient along it, and their scalar product. */
type Step = { step: Float64Array; change: Float64Array; curvature: number };

/** Minus the gradient times the remembered inverse curvature (two-loop recursion). */
function descent(gradient: Float64Array, memory: readonly Step[]) {
  const direction = gradient.map((g) => -g);
  const shares: number[] = [];
  for (let m = memory.length - 1; m >= 0; m--) {
    const { step, change, curvature } = memory[m]!;
    const share = dot(step, direction) / curvature;
    shares[m] = share;
    addScaled(direction, change, -share);
  }
  const last = memory.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let k = 0; k < direction.length; k++) direction[k]! *= scale;
  }
  memory.forEach(({ step, change, curvature }, m) => {
    addScaled(direction, step, shares[m]! - dot(change, direction) / curvature);
  });
  return direction;
}

function addScaled(to: Float64Array, x: Float64Array, factor: number): void {
  for (let k = 0; k < to.length; k++) to[k]! += factor * x[k]!;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, k) => x - b[k]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
