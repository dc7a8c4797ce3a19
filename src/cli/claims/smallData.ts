/** Claim 8: students distilled on few images, given few labels. */
import {
  pairedInterval,
  seedSummary,
  studentInterval,
} from "../../evaluation/statistics/seeds.ts";
import { methodTitle } from "../../protocol/arenaTexts.ts";
import type {
  ClaimTable,
  CurvePoint,
  LowDataCurve,
} from "../../protocol/claimResults.ts";
import { LOW_DATA } from "../../protocol/claims.ts";
import type { LowDataResult } from "../../protocol/lowData.ts";
import type { MethodId } from "../../protocol/methods.ts";
import { verdict, type Verdict } from "../../protocol/verdict.ts";
import { seededRng } from "../../tensor/rng.ts";
import { listed } from "./comparison.ts";
import { incomplete, type Evidence, type Finding } from "./evidence.ts";
import { lowDataVerdict } from "./verdicts.ts";

type Readout = LowDataCurve["readout"];

const READOUTS: readonly Readout[] = ["probe", "fineTune"];
const READOUT_TEXTS: Record<Readout, string> = {
  probe: "Linear probe",
  fineTune: "Fine-tuned",
};

/** Claim 8. */
export function smallData({ lowData }: Evidence): Finding {
  const [fewest] = LOW_DATA.labelsPerClass;
  const comparisons = LOW_DATA.images.flatMap((images) =>
    (["scratch", "mse"] as const).map((other) => ({
      ...{ images, other },
      ...besideAt(lowData, images, other, fewest),
    })),
  );
  const curves = curvesOf(lowData);
  const isThere = comparisons.every(({ n }) => n > 0);
  if (!isThere) return { ...incomplete(lowData), curves };
  const findings = LOW_DATA.images.map((images) => {
    const at = (other: MethodId) =>
      comparisons.find((c) => c.images === images && c.other === other)!
        .verdict;
    return { scratch: at("scratch"), mse: at("mse") };
  });
  const said = (other: MethodId) => {
    const title = methodTitle(other);
    const parts = (["leads", "loses"] as const).flatMap((wanted) => {
      const sizes = comparisons
        .filter((c) => c.other === other && c.verdict === wanted)
        .map(({ images }) => String(images));
      const place = wanted === "leads" ? "ahead of" : "behind";
      return sizes.length > 0
        ? [`${place} ${title} at ${listed(sizes)} images`]
        : [];
    });
    const isUnknown = comparisons.every(
      (c) => c.other !== other || c.verdict === "unknown",
    );
    if (isUnknown) return `seen on too few seeds beside ${title}`;
    return parts.length > 0
      ? listed(parts)
      : `not told apart from ${title} at any number of images`;
  };
  return {
    verdict: lowDataVerdict(findings),
    because: `With ${fewest} labels for each class, all weights trained, a student distilled with CosPress is ${said("scratch")}; it is ${said("mse")}.`,
    tables: [
      curveTable(curves),
      {
        caption: `CosPress beside the others at ${fewest} labels for each class, fine-tuned`,
        columns: [
          "Unlabelled images",
          "Beside",
          "Difference, 95 %",
          "Seeds",
          "CosPress is",
        ],
        rows: comparisons.map((c) => [
          String(c.images),
          methodTitle(c.other),
          c.interval
            ? `${c.interval.mean.toFixed(3)} (${c.interval.low.toFixed(3)} to ${c.interval.high.toFixed(3)})`
            : "",
          String(c.n),
          WORDS[c.verdict],
        ]),
      },
    ],
    curves,
  };
}

const WORDS: Record<Verdict, string> = {
  leads: "ahead",
  loses: "behind",
  ties: "not told apart",
  unknown: "too few seeds",
};

/** Accuracy of a result with so many labels. */
function accuracyOf(
  { scores }: LowDataResult,
  labelsPerClass: number,
  readout: Readout,
): number | undefined {
  return scores.find((score) => score.labelsPerClass === labelsPerClass)?.[
    readout
  ].accuracy;
}

function members(
  results: readonly LowDataResult[],
  method: MethodId,
  images: number | null,
): readonly LowDataResult[] {
  return results.filter(
    ({ config }) =>
      config.method.id === method &&
      (images === null || config.data.images === images),
  );
}

/** CosPress minus the other, fine-tuned, paired by seed; the scratch student never saw unlabelled images. */
function besideAt(
  results: readonly LowDataResult[],
  images: number,
  other: MethodId,
  labelsPerClass: number,
) {
  const others = members(results, other, other === "scratch" ? null : images);
  const pairs = members(results, "cospress", images).flatMap((own) => {
    const partner = others.find((r) => r.config.seed === own.config.seed);
    const value = accuracyOf(own, labelsPerClass, "fineTune");
    const otherValue =
      partner && accuracyOf(partner, labelsPerClass, "fineTune");
    return value === undefined || otherValue === undefined
      ? []
      : [[value, otherValue] as const];
  });
  const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
  const difference =
    pairs.length < 2
      ? null
      : {
          n: pairs.length,
          bootstrap: pairedInterval(a, b, seededRng(0, `${images}/${other}`)),
          student: studentInterval(a, b),
        };
  return {
    n: pairs.length,
    interval: difference?.student ?? null,
    verdict: verdict({ better: "higher" }, difference),
  };
}

function curvesOf(results: readonly LowDataResult[]): LowDataCurve[] {
  const methods: MethodId[] = [...LOW_DATA.methods, "scratch"];
  return READOUTS.flatMap((readout) =>
    LOW_DATA.labelsPerClass.flatMap((labelsPerClass) =>
      methods.flatMap((method) => {
        const sizes = method === "scratch" ? [0] : LOW_DATA.images;
        const points = sizes.flatMap((images) => {
          const found = members(results, method, images || null);
          const values = found.flatMap(
            (result) => accuracyOf(result, labelsPerClass, readout) ?? [],
          );
          return values.length > 0 ? [point(images, values)] : [];
        });
        return points.length > 0
          ? [{ method, readout, labelsPerClass, points }]
          : [];
      }),
    ),
  );
}

function point(images: number, values: readonly number[]): CurvePoint {
  if (values.length < 2) {
    return { images, mean: seedSummary(values).mean, low: null, high: null };
  }
  const zeros = values.map(() => 0);
  return { images, ...studentInterval(values, zeros) };
}

function curveTable(curves: readonly LowDataCurve[]): ClaimTable {
  return {
    caption: "Accuracy on held-out ID images, mean over seeds",
    columns: [
      "Student",
      "Read out by",
      "Labels a class",
      ...LOW_DATA.images.map((n) => `${n} images`),
    ],
    rows: curves.map(({ method, readout, labelsPerClass, points }) => [
      methodTitle(method as MethodId),
      READOUT_TEXTS[readout],
      String(labelsPerClass),
      ...LOW_DATA.images.map((images) => {
        // From scratch: the same whatever is there without labels.
        const found = points.find((p) => p.images === images) ?? points[0]!;
        return found.images === images || found.images === 0
          ? found.mean.toFixed(3)
          : "";
      }),
    ]),
  };
}
