import { sampleCorrelation } from "simple-statistics";
import { expect, test } from "vitest";
import { seededRng } from "../../tensor/rng.ts";
import { tokenAgreement, type TokenRows } from "./tokenAgreement.ts";

const TOKENS = 5;
const IMAGES = 4;

function random(d: number, purpose: string): TokenRows {
  const rng = seededRng(5, purpose);
  const n = IMAGES * TOKENS;
  const values = Float32Array.from({ length: n * d }, () => rng.normal());
  return { rows: { values, n, d }, tokens: TOKENS };
}

const row = ({ rows: { values, d } }: TokenRows, i: number) => [
  ...values.subarray(i * d, (i + 1) * d),
];
const dot = (a: number[], b: number[]) =>
  a.reduce((sum, x, k) => sum + x * b[k]!, 0);
const cosine = (a: number[], b: number[]) =>
  dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const mean = (values: number[]) =>
  values.reduce((a, b) => a + b, 0) / values.length;

test("agrees with a plain loop and another library's correlation", () => {
  const [own, teacher] = [random(3, "own"), random(7, "teacher")];
  const compressed = random(3, "compressed");
  const measured = tokenAgreement(own, teacher, compressed);
  const correlations = Array.from({ length: IMAGES }, (_, image) => {
    const cosines = (space: TokenRows) => {
      const found: number[] = [];
      for (let i = 0; i < TOKENS; i++) {
        for (let j = i + 1; j < TOKENS; j++) {
          const at = image * TOKENS;
          found.push(cosine(row(space, at + i), row(space, at + j)));
        }
      }
      return found;
    };
    return sampleCorrelation(cosines(own), cosines(teacher));
  });
  expect(measured.similarityCorrelation).toBeCloseTo(mean(correlations), 9);
  const pairs = Array.from({ length: IMAGES * TOKENS }, (_, i) =>
    cosine(row(own, i), row(compressed, i)),
  );
  expect(measured.compressedCosine).toBeCloseTo(mean(pairs), 9);
  expect(measured).toMatchObject({ n: IMAGES, tokens: TOKENS });
});

test("is 1 for a rotation, whatever each token's length, and 0 for tokens that are all alike", () => {
  const teacher = random(2, "teacher");
  const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
  const turned = Float32Array.from(teacher.rows.values, (x, i) => {
    const other = teacher.rows.values[i % 2 ? i - 1 : i + 1]!;
    const scale = 1 + Math.floor(i / 2);
    return scale * (i % 2 ? sin * other + cos * x : cos * x - sin * other);
  });
  const own = { ...teacher, rows: { ...teacher.rows, values: turned } };
  expect(tokenAgreement(own, teacher, null).similarityCorrelation).toBeCloseTo(
    1,
    6,
  );
  expect(tokenAgreement(own, teacher, own).compressedCosine).toBeCloseTo(1, 9);
  const alike = {
    ...teacher,
    rows: { ...teacher.rows, values: turned.map(() => 0.3) },
  };
  expect(tokenAgreement(alike, teacher, null)).toMatchObject({
    similarityCorrelation: 0,
    compressedCosine: null,
  });
});

test("refuses spaces of other tokens, and images of two", () => {
  const own = random(3, "own");
  expect(() => tokenAgreement(own, { ...own, tokens: 4 }, null)).toThrow(
    "the same tokens",
  );
  const two = { ...own, tokens: 2 };
  expect(() => tokenAgreement(two, two, null)).toThrow("at least 3");
});
