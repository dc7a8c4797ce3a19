import { expect, test } from "vitest";
import { EngineError } from "../../protocol/engineError.ts";
import {
  OOD_SCORE_IDS,
  OOD_SCORE_TEXTS,
  type OodScoreId,
} from "../../protocol/oodScores.ts";
import { seededRng } from "../../tensor/rng.ts";
import { runToEnd } from "../chunks.ts";
import { auroc } from "../detection.ts";
import {
  gaussianMap,
  mapped,
  orthonormalMap,
} from "../geometry/spaces.fixture.ts";
import { fitLinearProbe } from "../probe/linearProbe.ts";
import type { Rows } from "../rows.ts";
import { recordedContext } from "./context.fixture.ts";
import type { OodContext } from "./oodContext.ts";
import { measureScore, prepareScore, unsupportedScore } from "./scoreImages.ts";

const scores = (id: OodScoreId, context: OodContext, queries: Rows) =>
  runToEnd(runToEnd(prepareScore(id, context))(queries));

/**
 * Computed with NumPy 1.24 and SciPy 1.10 from the formulas of `OOD_SCORE_TEXTS`, loops and inverses written out apart from this code
 * (pinv and inv for the covariances, eigh for the residual's directions), on the numbers of context.fixture.ts.
 */
const RECORDED: Record<OodScoreId, number[]> = {
  knn: [
    0.425109602131, 0.884649533062, 0.589258057302, 0.518469274237,
    0.734655207535, 0.405481251192,
  ],
  mahalanobis: [
    -1136.36621666, -267.759363056, -276.361949697, -124.076313225,
    -281.147062704, -16.9059787456,
  ],
  "relative-mahalanobis": [
    -1084.23250975, -251.839780105, -254.748274575, -99.3213076986,
    -251.346460578, -5.49465403447,
  ],
  residual: [
    -2.49093401609, -1.8766033587, -2.13020566404, -1.74469163992,
    -2.05239730907, -0.87726257133,
  ],
  vim: [
    0.249806202461, 0.283200105415, -1.96382372865, -0.328370675781,
    -2.31635082298, -0.321092049249,
  ],
  msp: [
    0.987853276059, 0.958010618677, 0.789768237105, 0.875641236466,
    0.744141502571, 0.689143681407,
  ],
  "max-logit": [
    5.12987809926, 3.92602695823, 1.98396875858, 2.96547393799, 1.41911465228,
    1.02958086804,
  ],
  energy: [
    5.14209919754, 3.96892337509, 2.2199845059, 3.09827275733, 1.71463872288,
    1.4018863616,
  ],
  gen: [
    -1.61784092648, -1.86948257552, -2.2855904209, -2.09482937555,
    -2.39942012356, -2.48104248428,
  ],
  "kl-matching": [
    -0.202821821395, -0.166836488817, -0.109073450752, -0.0795834282996,
    -0.0865679946542, -0.0724830846659,
  ],
  nnguide: [
    -0.0394623652095, 0.554686603128, 0.099665769413, 0.543253965615,
    -0.631216498629, -0.893811141199,
  ],
  she: [
    0.610634683822, 3.57639037131, 1.44438677795, 0.561606736109,
    -3.79152070577, -1.18850287085,
  ],
  fdbd: [
    1.48016823947, 1.14157668421, 0.720142520983, 0.889695542622,
    0.334715724482, 0.370063096729,
  ],
  react: [
    1.14748407097, 1.30217613458, 1.19938578638, 1.36320729447, 1.80127289222,
    1.28289233861,
  ],
  ash: [
    4.3651280403, 9.82868810368, 2.57399791915, 4.49144282721, 9.80695760465,
    5.02037229926,
  ],
};

const needsPositive = (id: OodScoreId) => id === "react" || id === "ash";

test.each(OOD_SCORE_IDS)("%s is the recorded reference's", (id) => {
  const { context, queries } = recordedContext(needsPositive(id));
  const found = scores(id, context, queries);
  RECORDED[id].forEach((expected, i) => {
    expect(found[i]! / expected).toBeCloseTo(1, 5); // inputs are float32, kNN's cosines too
  });
});

test("every score has a text, and its text's id a score", () => {
  expect(Object.keys(OOD_SCORE_TEXTS).sort()).toEqual(
    [...OOD_SCORE_IDS].sort(),
  );
  expect(Object.keys(RECORDED).length).toBe(OOD_SCORE_IDS.length);
});

/** Three tight classes on axes of eight columns; `stray` OOD images lie between all of them, off the classes' plane. */
function clusters() {
  const rng = seededRng(5, "clusters");
  const around = (n: number, centre: (i: number, k: number) => number) => ({
    values: Float32Array.from(
      { length: n * 8 },
      (_, index) =>
        centre(Math.floor(index / 8), index % 8) + 0.25 * rng.normal(),
    ),
    n,
    d: 8,
  });
  const ofClass = (i: number, k: number) => (k === i % 3 ? 3 : 0);
  const bank = around(150, ofClass);
  const labels = Array.from({ length: 150 }, (_, i) => i % 3);
  const context: OodContext = {
    bank,
    labels,
    classifier: runToEnd(fitLinearProbe(bank, labels, 3, 0.01)),
    validation: around(30, ofClass),
  };
  const stray = around(60, (_, k) => (k < 3 ? 0.5 : k < 6 ? 1 : 0));
  return { context, id: around(60, ofClass), stray };
}

test("every score that suits ranks the images of the classes above the strays", () => {
  const { context, id, stray } = clusters();
  for (const score of OOD_SCORE_IDS.filter((s) => !needsPositive(s))) {
    const { result, scores } = runToEnd(
      measureScore(score, context, { id, near: { stray }, far: {} }),
    );
    if ("unsupported" in result) throw new Error(result.unsupported);
    expect(result.sets["stray"]!.auroc, score).toBeGreaterThan(0.85);
    expect(auroc(scores!.id, scores!.sets["stray"]!)).toBe(
      result.sets["stray"]!.auroc,
    );
    expect(result.near!.nOod).toBe(60);
    expect(result.far).toBeNull();
  }
});

test("a rotation of the whole space changes no score; another linear map leaves Mahalanobis", () => {
  const { context, id } = clusters();
  const moved = (map: Float64Array): { context: OodContext; id: Rows } => {
    const bank = mapped(context.bank, map);
    return {
      context: {
        bank,
        labels: context.labels,
        classifier: context.classifier,
        validation: mapped(context.validation, map),
      },
      id: mapped(id, map),
    };
  };
  const turn = orthonormalMap(8, 8, 4);
  const turned = moved(turn);
  // Logits stay when the weights turn along.
  const weights = mapped(
    { values: Float32Array.from(context.classifier.weights), n: 3, d: 8 },
    turn,
  ).values;
  turned.context.classifier = {
    ...context.classifier,
    weights: Float64Array.from(weights),
  };
  for (const score of OOD_SCORE_IDS.filter((s) => !needsPositive(s))) {
    const before = scores(score, context, id);
    const after = scores(score, turned.context, turned.id);
    before.forEach((x, i) => {
      const scale = Math.max(1, Math.abs(x));
      expect(Math.abs(after[i]! - x) / scale, score).toBeLessThan(1e-3);
    });
  }
  const stretched = moved(gaussianMap(8, 8, 5));
  for (const score of ["mahalanobis", "relative-mahalanobis"] as const) {
    const before = scores(score, context, id);
    const after = scores(score, stretched.context, stretched.id);
    before.forEach((x, i) => {
      expect(Math.abs(after[i]! - x)).toBeLessThan(
        1e-2 * Math.max(1, Math.abs(x)),
      );
    });
  }
});

test("the length of an embedding does not matter to the nearest neighbour, and to energy it does", () => {
  const { context, queries } = recordedContext();
  const longer = { ...queries, values: queries.values.map((x) => 3 * x) };
  const [a, b] = [
    scores("knn", context, queries),
    scores("knn", context, longer),
  ];
  a.forEach((x, i) => expect(b[i]).toBeCloseTo(x, 6));
  expect(scores("energy", context, longer)[0]).toBeGreaterThan(
    scores("energy", context, queries)[0]! + 1,
  );
});

test("directions that the bank does not use do not spoil Mahalanobis", () => {
  const { context, queries } = recordedContext();
  const widened = (rows: Rows) => ({
    values: Float32Array.from({ length: rows.n * 7 }, (_, i) =>
      i % 7 === 6 ? 2 : rows.values[Math.floor(i / 7) * 6 + (i % 7)]!,
    ),
    n: rows.n,
    d: 7,
  });
  const wide = {
    ...context,
    bank: widened(context.bank),
    classifier: {
      ...context.classifier,
      weights: Float64Array.from({ length: 21 }, (_, i) =>
        i % 7 === 6
          ? 0
          : context.classifier.weights[Math.floor(i / 7) * 6 + (i % 7)]!,
      ),
      d: 7,
    },
  };
  const found = scores("mahalanobis", wide, widened(queries));
  RECORDED.mahalanobis.forEach((expected, i) => {
    expect(found[i]! / expected).toBeCloseTo(1, 5);
  });
});

test("ReAct and ASH say why they do not suit embeddings with signs", () => {
  const { context, queries } = recordedContext();
  const reason = unsupportedScore("react", context);
  expect(reason).toMatch(
    /^needs activations that are never negative .* % of the bank's are below 0$/,
  );
  expect(unsupportedScore("energy", context)).toBeNull();
  expect(unsupportedScore("ash", recordedContext(true).context)).toBeNull();
  const scored = runToEnd(
    measureScore("ash", context, { id: queries, near: {}, far: {} }),
  );
  expect(scored).toEqual({ result: { unsupported: reason }, scores: null });
  expect(() => scores("react", context, queries)).toThrow(RangeError);
});

test("a score that is not finite is an error that names it", () => {
  const { context, queries } = recordedContext();
  const broken = {
    ...context,
    classifier: { ...context.classifier, bias: Float64Array.of(NaN, 0, 0) },
  };
  expect(() => scores("energy", broken, queries)).toThrow(
    "prepareScore: every score must be finite, got NaN of 'energy' at image 0",
  );
  expect(() => scores("max-logit", broken, queries)).toThrow(EngineError);
});

test("a bank and a classifier that do not belong together are refused", () => {
  const { context, queries } = recordedContext();
  expect(() => scores("knn", { ...context, labels: [0] }, queries)).toThrow(
    "prepareScore: the bank's 40 embeddings of width 6 must have as many labels and a classifier of that width, got 1 and 6",
  );
});
