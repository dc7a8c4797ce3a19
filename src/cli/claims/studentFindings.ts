/** Claims about students beside other methods': 3, 4, 5, 6, 10 and 11. */
import type { MeasuredRow } from "../../protocol/arena.ts";
import { ARENA_MEASURES } from "../../protocol/arenaMeasures.ts";
import { methodTitle } from "../../protocol/arenaTexts.ts";
import type { MethodId } from "../../protocol/methods.ts";
import {
  compare,
  listed,
  meanSide,
  measureOf,
  side,
  standing,
  type Comparison,
} from "./comparison.ts";
import {
  comparisonTable,
  incomplete,
  isComplete,
  meansTable,
  type Evidence,
  type Finding,
} from "./evidence.ts";
import {
  balance,
  detectionVerdict,
  effectsVerdict,
  robustnessVerdict,
  selectionVerdict,
} from "./verdicts.ts";

const ANGLES = "angles.meanErrorDegrees";

/** The feature distillations that the claims are made beside. */
const RIVALS = ["proteus", "mse"] as const satisfies MethodId[];

const verdictOf = ({ verdict }: Comparison) => verdict;
const OWN = "CosPress' student";

/** CosPress' student beside another method's in one measure. */
const besideIn =
  (rows: readonly MeasuredRow[]) => (method: MethodId, measure: string) =>
    compare(
      measureOf(measure),
      side(OWN, rows, "cospress"),
      side(methodTitle(method), rows, method),
    );

/** Claim 3. */
export function geometryDrifts(evidence: Evidence): Finding {
  const rows = evidence.students("students");
  const beside = besideIn(rows);
  const found = RIVALS.map((method) => beside(method, ANGLES));
  if (!isComplete(found)) return incomplete(rows);
  const control = beside("svd", ANGLES);
  const bent = evidence.heads("same-information");
  const controlText =
    control && control.verdict !== "unknown"
      ? ` Beside the control, a fixed SVD head on the teacher's side, it is ${standing([control])}.`
      : "";
  return {
    verdict: balance(found.map(verdictOf)),
    because: `CosPress' student is ${standing(found)}.${controlText}`,
    tables: [
      ...(bent.length > 0
        ? [
            meansTable(
              "The same information at other angles: the SVD head alone behind invertible maps",
              bent,
              [ANGLES, "angles.pearson", "angles.spearman"],
            ),
          ]
        : []),
      comparisonTable("CosPress' student beside the others", [
        ...found,
        ...(control ? [control] : []),
      ]),
    ],
  };
}

/** Claim 4. */
export function moreAccurate(evidence: Evidence): Finding {
  const rows = evidence.students("students");
  const beside = besideIn(rows);
  const found = RIVALS.flatMap((method) => [
    beside(method, "knn.accuracy"),
    beside(method, "measures.probe.accuracy"),
  ]);
  if (!isComplete(found)) return incomplete(rows);
  return {
    verdict: balance(found.map(verdictOf)),
    because: `CosPress' student is ${standing(found)}.`,
    tables: [
      meansTable("Accuracy on held-out ID images", rows, [
        "knn.accuracy",
        "measures.probe.accuracy",
      ]),
      comparisonTable("CosPress' student beside the others", found),
    ],
  };
}

/** Near and far of every score, by both measures; the 1-NN score is every run's own. */
const DETECTION = ARENA_MEASURES.filter(({ id }) =>
  /^(measures\.)?ood\..*(near|far)\.(auroc|fpr95)$/.test(id),
);

/** Claim 5. */
export function betterDetection(evidence: Evidence): Finding {
  const rows = evidence.students("students");
  const beside = besideIn(rows);
  const found = RIVALS.flatMap((method) =>
    DETECTION.flatMap(({ id }) => beside(method, id) ?? []),
  );
  if (RIVALS.some((id) => !rows.some(({ method }) => method === id))) {
    return incomplete(rows);
  }
  if (found.length === 0) return incomplete(rows);
  const count = (wanted: Comparison["verdict"]) =>
    found.filter(({ verdict }) => verdict === wanted).length;
  const chance = Math.round(0.05 * found.length);
  return {
    verdict: detectionVerdict(
      found.map(({ measure: { id }, verdict }) => ({
        score: id.startsWith("measures.") ? id.split(".")[2]! : "knn",
        group: id.includes(".near.") ? "near" : "far",
        verdict,
      })),
    ),
    because: `In ${found.length} comparisons with ${listed(RIVALS.map(methodTitle))} (each score, near and far, AUROC and FPR95 with ID positive) CosPress' student is ahead in ${count("leads")}, behind in ${count("loses")} and not told apart in ${count("ties")}; about ${chance} would exclude 0 by chance alone.`,
    tables: [
      meansTable("Detection by the 1-NN cosine", rows, [
        "ood.near.auroc",
        "ood.near.fpr95",
        "ood.far.auroc",
        "ood.far.fpr95",
      ]),
      comparisonTable("CosPress' student beside the others", found),
    ],
  };
}

/** Claim 6. */
export function moreRobust(evidence: Evidence): Finding {
  const rows = evidence.students("students");
  const beside = besideIn(rows);
  const relative = RIVALS.map((id) => beside(id, "againstScratch.relativeMCe"));
  const plain = RIVALS.map((id) => beside(id, "againstScratch.mCe"));
  if (!isComplete(relative) || !isComplete(plain)) {
    const reason = incomplete(rows);
    return rows.length === 0
      ? reason
      : {
          ...reason,
          because:
            "Some runs, or their corruption errors (evaluation.corruptedImages), are not there.",
        };
  }
  return {
    verdict: robustnessVerdict(relative.map(verdictOf), plain.map(verdictOf)),
    because: `CosPress' student is ${standing([...relative, ...plain])}.`,
    tables: [
      meansTable("Corrupted images", rows, [
        "measures.corruption.meanError",
        "againstScratch.mCe",
        "againstScratch.relativeMCe",
      ]),
      comparisonTable("CosPress' student beside the others", [
        ...relative,
        ...plain,
      ]),
    ],
  };
}

/** Claim 10. */
export function cosineLoss(evidence: Evidence): Finding {
  const rows = evidence.students("losses");
  const cell = (method: "cospress" | "svd", loss: "cosine" | "mse") =>
    side(`${methodTitle(method)}, ${loss}`, rows, method, loss);
  const effects = (measure: string) =>
    [
      compare(
        measureOf(measure),
        meanSide("CosPress' head", [
          cell("cospress", "cosine"),
          cell("cospress", "mse"),
        ]),
        meanSide("the SVD head", [cell("svd", "cosine"), cell("svd", "mse")]),
      ),
      compare(
        measureOf(measure),
        meanSide("the cosine loss", [
          cell("cospress", "cosine"),
          cell("svd", "cosine"),
        ]),
        meanSide("squared error", [
          cell("cospress", "mse"),
          cell("svd", "mse"),
        ]),
      ),
    ] as const;
  const [head, loss] = effects(ANGLES);
  if (!head || !loss) return incomplete(rows);
  const others = ["knn.accuracy", "ood.near.auroc"].flatMap((measure) =>
    effects(measure).filter((effect) => effect !== null),
  );
  const trained = rows.filter(
    ({ method }) => method === "cospress" || method === "svd",
  );
  return {
    verdict: effectsVerdict(head.verdict, loss.verdict),
    because: `Over both losses CosPress' head is ${standing([head])}. Over both heads the cosine loss is ${standing([loss])}.`,
    tables: [
      meansTable("The four arms", trained, [
        ANGLES,
        "angles.spearman",
        "knn.accuracy",
        "ood.near.auroc",
      ]),
      comparisonTable("Main effects", [head, loss, ...others]),
    ],
  };
}

const SELECTED = [ANGLES, "knn.accuracy", "ood.near.auroc"];

/** Claim 11. */
export function withoutLabels(evidence: Evidence): Finding {
  const rows = evidence.students("students");
  const best = rows.flatMap((row) =>
    row.best ? [{ ...row, values: row.best.values }] : [],
  );
  const others = [...new Set(rows.map(({ method }) => method))].filter(
    (method): method is MethodId =>
      !["cospress", "teacher", "untrained"].includes(method),
  );
  const found = others.flatMap((method) =>
    SELECTED.flatMap((measure) => {
      const last = besideIn(rows)(method, measure);
      const selected = besideIn(best)(method, measure);
      return last && selected ? [{ last, best: selected }] : [];
    }),
  );
  if (found.length === 0) return incomplete(rows);
  const changed = found.filter((f) => f.last.verdict !== f.best.verdict);
  return {
    verdict: selectionVerdict(
      found.map((f) => ({ last: f.last.verdict, best: f.best.verdict })),
    ),
    because: `Of ${found.length} comparisons of CosPress with other methods, ${changed.length} come out otherwise when the step is chosen by labelled kNN instead of being the last.`,
    tables: [
      comparisonTable(
        "At the last step",
        found.map((f) => f.last),
      ),
      comparisonTable(
        "At the step with the best labelled kNN, on a part of the images",
        found.map((f) => f.best),
      ),
    ],
  };
}
