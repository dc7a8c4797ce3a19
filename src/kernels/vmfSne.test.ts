import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../tests/testBackend.ts";
import { seededRng } from "../tensor/rng.ts";
import * as tf from "../tensor/tf.ts";
import { unitRows } from "../tensor/unitRows.ts";
import {
  vmfSneOnHost,
  type Affinities,
  type VmfSneOptions,
} from "./vmfSneHost.ts";
import { vmfSne } from "./vmfSne.ts";
import { vmfSneStacked } from "./vmfSneStacked.ts";

type Vectors = number[][];

/** Definition of the loss of one set, as a float64 loop with nothing clever in it. */
function definition(
  teacher: Vectors,
  compressed: Vectors,
  { temperatures, affinities, maskSelf }: VmfSneOptions,
): number {
  const n = teacher.length;
  const cosine = (a: number[], b: number[]) =>
    dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const neighbours = (x: Vectors, i: number, temperature: number) => {
    const weights = x.map((other, j) =>
      maskSelf && i === j ? 0 : Math.exp(cosine(x[i]!, other) / temperature),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((weight) => weight / sum);
  };
  const probabilities = (x: Vectors, temperature: number) => {
    const conditional = x.map((_, i) => neighbours(x, i, temperature));
    return conditional.map((row, i) =>
      row.map((value, j) =>
        affinities === "joint"
          ? (value + conditional[j]![i]!) / (2 * n)
          : value / n,
      ),
    );
  };
  const divergences = temperatures.map((temperature) => {
    const q = probabilities(compressed, temperature).flat();
    return probabilities(teacher, temperature)
      .flat()
      .reduce((sum, p, i) => (p > 0 ? sum + p * Math.log(p / q[i]!) : sum), 0);
  });
  return divergences.reduce((a, b) => a + b, 0) / temperatures.length;
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

function randomVectors(n: number, d: number, purpose: string): Vectors {
  const rng = seededRng(11, purpose);
  return Array.from({ length: n }, () =>
    Array.from({ length: d }, () => Math.fround(rng.normal())),
  );
}

function onHost(
  teacher: Vectors[],
  compressed: Vectors[],
  options: VmfSneOptions,
) {
  const [first, second] = [teacher[0]!, compressed[0]!];
  const losses = new Float32Array(1 + options.temperatures.length);
  const flat = Float32Array.from(compressed.flat(2));
  const gradient = new Float32Array(flat.length);
  const sizes = {
    sets: teacher.length,
    n: first.length,
    dTeacher: first[0]!.length,
    dCompressed: second[0]!.length,
  };
  const values = Float32Array.from(teacher.flat(2));
  vmfSneOnHost(values, flat, sizes, options, losses, gradient);
  return { losses, gradient };
}

const VARIANTS = (["joint", "conditional"] as const).flatMap((affinities) =>
  [true, false].flatMap((maskSelf) =>
    [[0.1], [0.01, 0.03, 0.1], [1.5]].map((temperatures) => ({
      affinities,
      maskSelf,
      temperatures,
    })),
  ),
);

describe.each(VARIANTS)(
  "the host kernel with $affinities affinities, temperatures $temperatures, self-pairs masked $maskSelf",
  (options) => {
    const teacher = randomVectors(7, 5, "teacher");
    const compressed = randomVectors(7, 3, "compressed");

    test("has the value of its definition", () => {
      const { losses } = onHost([teacher], [compressed], options);
      const expected = definition(teacher, compressed, options);
      expect(losses[0]! / expected).toBeCloseTo(1, 6);
    });

    test("gives the loss at each temperature", () => {
      const { losses } = onHost([teacher], [compressed], options);
      options.temperatures.forEach((temperature, t) => {
        const alone = { ...options, temperatures: [temperature] };
        const expected = definition(teacher, compressed, alone);
        expect(losses[1 + t]! / expected).toBeCloseTo(1, 6);
      });
    });

    test("has the gradient of finite differences", () => {
      const { gradient } = onHost([teacher], [compressed], options);
      const largest = Math.max(...gradient.map(Math.abs));
      const step = 1e-6;
      compressed.forEach((row, i) =>
        row.forEach((value, k) => {
          const at = (x: number) =>
            definition(teacher, compressed.with(i, row.with(k, x)), options);
          const slope = (at(value + step) - at(value - step)) / (2 * step);
          const got = gradient[i * row.length + k]!;
          expect(Math.abs(got - slope) / largest).toBeLessThan(1e-5);
        }),
      );
    });

    test("takes the mean over sets", () => {
      const others = [randomVectors(7, 5, "b"), randomVectors(7, 3, "c")];
      const one = onHost([teacher], [compressed], options);
      const two = onHost([others[0]!], [others[1]!], options);
      const both = onHost(
        [teacher, others[0]!],
        [compressed, others[1]!],
        options,
      );
      expect(both.losses[0]).toBeCloseTo(
        (one.losses[0]! + two.losses[0]!) / 2,
        5,
      );
      const gradients = [...one.gradient, ...two.gradient];
      both.gradient.forEach((value, i) =>
        expect(value).toBeCloseTo(gradients[i]! / 2, 5),
      );
    });
  },
);

const AFFINITIES: Affinities[] = ["joint", "conditional"];

test.each(AFFINITIES)(
  "resolves near-identical vectors with %s affinities",
  (affinities) => {
    const options = { affinities, maskSelf: true, temperatures: [0.01] };
    const near = (x: Vectors) =>
      x.map((row) => row.map((value) => 1 + 1e-3 * value));
    const teacher = near(randomVectors(6, 5, "teacher"));
    const compressed = near(randomVectors(6, 3, "compressed"));
    const rounded = (x: Vectors) => x.map((row) => row.map(Math.fround));
    const { losses } = onHost([teacher], [compressed], options);
    const expected = definition(rounded(teacher), rounded(compressed), options);
    expect(expected).toBeLessThan(1e-6);
    expect(losses[0]! / expected).toBeCloseTo(1, 2);
  },
);

test("a vector of length 0 gives finite numbers", () => {
  const teacher = randomVectors(5, 4, "teacher");
  const compressed = randomVectors(5, 3, "compressed").with(2, [0, 0, 0]);
  const { losses, gradient } = onHost([teacher], [compressed], VARIANTS[1]!);
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(gradient.every(Number.isFinite)).toBe(true);
});

test("a number that is not finite shows in the loss", () => {
  const teacher = randomVectors(5, 4, "teacher");
  const compressed = randomVectors(5, 3, "compressed").with(2, [NaN, 0, 0]);
  const { losses } = onHost([teacher], [compressed], VARIANTS[1]!);
  expect(losses[0]).toBeNaN();
});

describe.each(VARIANTS)(
  "the stacked form with $affinities affinities, temperatures $temperatures, self-pairs masked $maskSelf",
  (options) => {
    beforeAll(() => useTestBackend("cpu"));

    test("has the host kernel's value and gradient", async () => {
      const teacher = [randomVectors(7, 5, "a"), randomVectors(7, 5, "b")];
      const compressed = [randomVectors(7, 3, "c"), randomVectors(7, 3, "d")];
      const expected = onHost(teacher, compressed, options);
      const cosines = (x: tf.Tensor3D) => {
        const unit = unitRows(x);
        return tf.matMul<tf.Tensor3D>(unit, unit, false, true);
      };
      const loss = (x: tf.Tensor) =>
        tf.mean(
          vmfSneStacked(
            cosines(tf.tensor3d(teacher)),
            cosines(x as tf.Tensor3D),
            options,
          ),
        );
      const { value, grad } = tf.valueAndGrad(loss)(tf.tensor3d(compressed));
      expect((await value.data())[0]! / expected.losses[0]!).toBeCloseTo(1, 4);
      const largest = Math.max(...expected.gradient.map(Math.abs));
      (await grad.data()).forEach((got, i) => {
        const difference = Math.abs(got - expected.gradient[i]!);
        expect(difference / largest).toBeLessThan(1e-4);
      });
    });
  },
);

describe("the WASM kernel", () => {
  beforeAll(() => useTestBackend("wasm"));
  afterAll(() => useTestBackend("cpu"));

  const paper = { affinities: "joint", maskSelf: true } as const;

  async function onWasm(
    teacher: Vectors[],
    compressed: Vectors[],
    options: VmfSneOptions,
  ) {
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) =>
      vmfSne(tf.tensor3d(teacher), x as tf.Tensor3D, options),
    )(tf.tensor3d(compressed));
    return {
      loss: (await value.data())[0]!,
      gradient: (await grad.data()) as Float32Array,
    };
  }

  test.each([
    { n: 3, dTeacher: 4, dCompressed: 2, temperatures: [0.1] },
    { n: 6, dTeacher: 5, dCompressed: 3, temperatures: [0.004, 0.03] },
    { n: 17, dTeacher: 24, dCompressed: 8, temperatures: [0.01, 0.1, 1.5] },
    { n: 64, dTeacher: 7, dCompressed: 6, temperatures: [0.02, 5] },
  ])(
    "agrees with the loops in TypeScript, for $n vectors of $dTeacher and $dCompressed numbers",
    async ({ n, dTeacher, dCompressed, temperatures }) => {
      const options = { ...paper, temperatures };
      const teacher = ["a", "b", "c"].map((p) => randomVectors(n, dTeacher, p));
      const compressed = ["d", "e", "f"].map((p) =>
        randomVectors(n, dCompressed, p),
      );
      const expected = onHost(teacher, compressed, options);
      const got = await onWasm(teacher, compressed, options);
      expect(got.loss / expected.losses[0]!).toBeCloseTo(1, 6);
      const largest = Math.max(...expected.gradient.map(Math.abs));
      expect(largest).toBeGreaterThan(0);
      got.gradient.forEach((value, i) => {
        const difference = Math.abs(value - expected.gradient[i]!);
        expect(difference / largest).toBeLessThan(1e-6);
      });
    },
  );

  test("keeps a vector of length 0 finite, and lets NaN show", async () => {
    const options = { ...paper, temperatures: [0.01, 0.1] };
    const teacher = [randomVectors(5, 4, "teacher")];
    const compressed = randomVectors(5, 3, "compressed");
    const zero = await onWasm(
      teacher,
      [compressed.with(2, [0, 0, 0])],
      options,
    );
    expect(zero.gradient.every(Number.isFinite)).toBe(true);
    const unfit = [compressed.with(2, [NaN, 0, 0])];
    expect((await onWasm(teacher, unfit, options)).loss).toBeNaN();
  });
});
