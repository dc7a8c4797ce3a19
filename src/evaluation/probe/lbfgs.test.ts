import { expect, test } from "vitest";
import { runToEnd } from "../chunks.ts";
import { minimise, type Objective } from "./lbfgs.ts";

const options = { tolerance: 1e-9, maxIterations: 500 };
const minimum = (objective: Objective, start: number[]) =>
  runToEnd(minimise(objective, Float64Array.from(start), options));

const rosenbrock: Objective = (x, gradient) => {
  const [a, b] = [x[0]!, x[1]!];
  gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
  gradient[1] = 200 * (b - a * a);
  return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
};

test("a quadratic with condition 10,000 is minimised exactly", () => {
  const scales = [1, 30, 700, 10000];
  const found = minimum(
    (x, gradient) => {
      let value = 0;
      scales.forEach((scale, k) => {
        const apart = x[k]! - k;
        gradient[k] = scale * apart;
        value += (scale * apart * apart) / 2;
      });
      return value;
    },
    [5, -3, 2, 9],
  );
  expect(found.converged).toBe(true);
  found.x.forEach((value, k) => expect(value).toBeCloseTo(k, 8));
});

test("Rosenbrock's curved valley is followed to its end", () => {
  const found = minimum(rosenbrock, [-1.2, 1]);
  expect(found.converged).toBe(true);
  expect(found.x[0]).toBeCloseTo(1, 8);
  expect(found.x[1]).toBeCloseTo(1, 8);
  expect(found.iterations).toBeLessThan(80);
});

test("a minimum is recognised at once, and the start is left alone", () => {
  const start = Float64Array.of(1, 1);
  const found = runToEnd(minimise(rosenbrock, start, options));
  expect(found.iterations).toBe(0);
  expect(found.converged).toBe(true);
  runToEnd(minimise(rosenbrock, start.fill(3), options));
  expect([...start]).toEqual([3, 3]);
});

test("says when the steps ran out", () => {
  const few = { tolerance: 1e-9, maxIterations: 3 };
  const found = runToEnd(minimise(rosenbrock, Float64Array.of(-1.2, 1), few));
  expect(found.converged).toBe(false);
  expect(found.gradientNorm).toBeGreaterThan(1e-9);
  expect(found.value).toBeLessThan(24.2);
});

test("a far start with a tiny slope is reached by doubling the step", () => {
  const found = minimum(
    (x, gradient) => {
      gradient[0] = 1e-3 * (x[0]! - 5000);
      return 0.5e-3 * (x[0]! - 5000) ** 2;
    },
    [0],
  );
  expect(found.x[0]).toBeCloseTo(5000, 4);
});

test("refuses a start where the function is not finite", () => {
  expect(() => minimum(() => NaN, [0])).toThrow(
    "minimise: 'objective' must be finite at its start, got NaN",
  );
});
