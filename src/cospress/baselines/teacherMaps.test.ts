import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../../tests/testBackend.ts";
import { mapSpectrum } from "../../evaluation/geometry/spectrum.ts";
import { presetById } from "../../protocol/presets.ts";
import { singularDecomposition } from "../../tensor/jacobi.ts";
import { seededRng } from "../../tensor/rng.ts";
import * as tf from "../../tensor/tf.ts";
import type { FitSample, Method, Variables } from "../method.ts";
import { gaussian } from "./gaussian.ts";
import {
  cosine,
  dot,
  mean,
  minus,
  norm,
  randomVectors,
  type Vectors,
} from "./lossOracle.fixture.ts";
import { orthonormal } from "./orthonormal.ts";
import { pca } from "./pca.ts";
import { svd } from "./svd.ts";

const OPTIONS = presetById("paper").config.method;
/** One token for each image, so that class tokens are all there is. */
function sampleOf(rows: Vectors, tokens = 1): FitSample {
  const n = rows.length / tokens;
  return {
    n,
    tokens,
    teacherTokens: Float32Array.from(rows.flat()),
    labels: new Uint8Array(n),
  };
}

async function fitted(
  method: Method,
  sample: FitSample,
  dStudent: number,
  options = OPTIONS,
): Promise<Variables> {
  const dTeacher = sample.teacherTokens.length / (sample.n * sample.tokens);
  const sizes = { dTeacher, dStudent, classes: 2 };
  const head = method.initialHead(sizes, options, seededRng(3, "head"));
  await method.fit?.(sample, head, options);
  return head;
}

async function compressed(
  method: Method,
  head: Variables,
  rows: Vectors,
): Promise<Vectors> {
  const tokens = tf.tensor3d(rows.map((row) => [row]));
  const result = method.compress!(tokens, head);
  return ((await result.array()) as number[][][]).map((image) => image[0]!);
}

/** Vectors that vary less and less from axis to axis. */
const spectrum = (n: number, d: number, purpose: string, shift = 0) =>
  randomVectors(n, d, purpose).map((row) =>
    row.map((x, j) => Math.fround(x / (1 + j) + shift)),
  );

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  test("SVD spans the leading right singular vectors of unit tokens", async () => {
    const rows = spectrum(40, 7, "tokens", 0.3);
    const head = await fitted(svd, sampleOf(rows), 3);
    const unit = rows.map((row) => row.map((x) => x / norm(row)));
    const { right } = singularDecomposition(unit.flat(), 40, 7);
    const weight = await head["linear.weight"]!.data();
    for (let c = 0; c < 3; c++) {
      const column = Array.from({ length: 7 }, (_, i) => weight[i * 3 + c]!);
      const vector = [...right.subarray(c * 7, (c + 1) * 7)];
      expect(Math.abs(cosine(column, vector))).toBeCloseTo(1, 5);
      expect(norm(column)).toBeCloseTo(1, 5);
    }
  });

  test("SVD keeps all cosines where the student is as wide as the tokens' span", async () => {
    // Three axes of six are used.
    const rows = randomVectors(30, 6, "tokens").map((row) =>
      row.map((x, j) => (j < 3 ? x : 0)),
    );
    const head = await fitted(svd, sampleOf(rows), 3);
    const small = await compressed(svd, head, rows);
    for (let i = 1; i < 10; i++) {
      const kept = cosine(small[0]!, small[i]!);
      expect(kept).toBeCloseTo(cosine(rows[0]!, rows[i]!), 4);
    }
  });

  test("a bent SVD head has the condition asked for, and the same span", async () => {
    const rows = spectrum(40, 7, "tokens", 0.3);
    const weightOf = async (headCondition: number) => {
      const options = { ...OPTIONS, headCondition };
      const head = await fitted(svd, sampleOf(rows), 3, options);
      return [...(await head["linear.weight"]!.data())];
    };
    const [plain, bent] = [await weightOf(1), await weightOf(20)];
    expect(mapSpectrum(plain, 7, 3).condition).toBeCloseTo(1, 5);
    expect(mapSpectrum(bent, 7, 3).condition).toBeCloseTo(20, 3);
    // Each bent column is a combination of the plain ones: projecting on those changes nothing.
    const column = (weight: number[], c: number) =>
      Array.from({ length: 7 }, (_, i) => weight[i * 3 + c]!);
    for (let c = 0; c < 3; c++) {
      const own = column(bent, c);
      const inside = [0, 1, 2].reduce(
        (sum, k) => sum + dot(own, column(plain, k)) ** 2,
        0,
      );
      expect(inside / dot(own, own)).toBeCloseTo(1, 5);
    }
    expect(await weightOf(20)).toEqual(bent);
  });

  test("PCA takes the mean off and turns to the covariance's axes", async () => {
    const rows = spectrum(60, 5, "tokens", 2);
    const head = await fitted(pca, sampleOf(rows), 5);
    const small = await compressed(pca, head, rows);
    // All axes kept: centred distances are those of the tokens, columns uncorrelated with falling variance.
    const centre = rows[0]!.map((_, c) => mean(rows.map((row) => row[c]!)));
    expect(norm(small[0]!)).toBeCloseTo(norm(minus(rows[0]!, centre)), 4);
    const covariance = (a: number, b: number) =>
      mean(small.map((row) => row[a]! * row[b]!));
    for (let a = 0; a < 5; a++) {
      expect(mean(small.map((row) => row[a]!))).toBeCloseTo(0, 4);
      for (let b = 0; b < a; b++) expect(covariance(a, b)).toBeCloseTo(0, 4);
      if (a > 0)
        expect(covariance(a, a)).toBeLessThan(covariance(a - 1, a - 1));
    }
  });

  test("class tokens count by the global weight, all tokens by the local one", async () => {
    // Of an image's three tokens the class token lies along one axis, the two patches along another.
    const rows = Array.from({ length: 30 }, (_, i) =>
      i % 3 === 0 ? [1, 0, 0] : [0, 1, 0],
    );
    const firstDirection = async (global: number, local: number) => {
      const weights = { ...OPTIONS.weights, global, local };
      const sample = sampleOf(rows, 3);
      const head = await fitted(svd, sample, 1, { ...OPTIONS, weights });
      return [...(await head["linear.weight"]!.data())];
    };
    expect(await firstDirection(1, 0)).toEqual([1, 0, 0]);
    expect(await firstDirection(0, 1)).toEqual([0, 1, 0]);
    // 1/2 + 1/6 of the weight against 1/3.
    expect(await firstDirection(1, 1)).toEqual([1, 0, 0]);
  });
});

/** Deviation of projected cosines from the true ones, for pairs of vectors that meet at `c`. */
async function cosineSpread(
  method: Method,
  dTeacher: number,
  dStudent: number,
  c: number,
): Promise<number> {
  const errors: number[] = [];
  for (let draw = 0; draw < 12; draw++) {
    const head = method.initialHead(
      { dTeacher, dStudent, classes: 2 },
      OPTIONS,
      seededRng(draw, "law"),
    );
    const rows = randomVectors(80, dTeacher, `pair ${draw}`);
    const pairs: Vectors = [];
    for (let i = 0; i < rows.length; i += 2) {
      const [a, b] = [rows[i]!, rows[i + 1]!];
      const along = cosine(a, b) * (norm(b) / norm(a));
      const across = b.map((x, j) => x - along * a[j]!);
      const rest = Math.sqrt(1 - c * c);
      const other = a.map(
        (x, j) => (c * x) / norm(a) + (rest * across[j]!) / norm(across),
      );
      pairs.push(a, other);
    }
    const small = await compressed(method, head, pairs);
    for (let i = 0; i < small.length; i += 2) {
      errors.push(cosine(small[i]!, small[i + 1]!) - c);
    }
    tf.dispose(Object.values(head));
  }
  return Math.sqrt(mean(errors.map((error) => error * error)));
}

describe("random projections follow their law", () => {
  beforeAll(() => useTestBackend("cpu"));

  /** 480 pairs and 12 projections: the deviation of a deviation is about 5 %. */
  const TOLERANCE = 0.12;

  test.each([0, 0.6])("Gaussian, cosine %d", async (c) => {
    const predicted = (1 - c * c) / Math.sqrt(24);
    const measured = await cosineSpread(gaussian, 96, 24, c);
    expect(Math.abs(measured / predicted - 1)).toBeLessThan(TOLERANCE);
  });

  test.each([0, 0.6])("orthonormal, cosine %d", async (c) => {
    const predicted = (1 - c * c) * Math.sqrt(1 / 24 - 1 / 48);
    const measured = await cosineSpread(orthonormal, 48, 24, c);
    expect(Math.abs(measured / predicted - 1)).toBeLessThan(TOLERANCE);
  });

  test("orthonormal at equal widths changes no cosine", async () => {
    expect(await cosineSpread(orthonormal, 16, 16, 0.4)).toBeLessThan(1e-6);
  });
});
