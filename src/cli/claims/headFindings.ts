/** Claims about the head: 1, 2, 9 and 12. */
import {
  bootstrapInterval,
  seedSummary,
  studentInterval,
} from "../../evaluation/statistics/seeds.ts";
import type { MeasuredRow } from "../../protocol/arena.ts";
import { methodTitle } from "../../protocol/arenaTexts.ts";
import type { ClaimTable } from "../../protocol/claimResults.ts";
import { methodById } from "../../protocol/methods.ts";
import { seededRng } from "../../tensor/rng.ts";
import {
  compare,
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
  type MapRow,
} from "./evidence.ts";
import {
  headVerdict,
  orthogonalityVerdict,
  temperatureVerdict,
  tokenVerdict,
  type TemperatureFinding,
} from "./verdicts.ts";

const ANGLES = "angles.meanErrorDegrees";
const NEIGHBOURS = "measures.geometry.neighbours.mutualKnn";
const GEOMETRY = [
  ANGLES,
  "measures.geometry.angles.p95Degrees",
  "measures.geometry.angles.cosineBias",
  "angles.pearson",
  "angles.spearman",
  NEIGHBOURS,
  "ood.near.auroc",
  "ood.far.auroc",
];

/** Claim 1. */
export function anglesKept(evidence: Evidence): Finding {
  const rows = evidence.heads("heads");
  const own = side("CosPress' head", rows, "cospress");
  const beside = (method: MeasuredRow["method"], measure: string) =>
    compare(
      measureOf(measure),
      own,
      side(`the ${methodTitle(method)}`, rows, method),
    );
  const random = [beside("gaussian", ANGLES), beside("orthonormal", ANGLES)];
  const closed = (["svd", "pca"] as const).flatMap((method) => [
    beside(method, ANGLES),
    beside(method, NEIGHBOURS),
  ]);
  if (!isComplete(random) || !isComplete(closed)) return incomplete(rows);
  const all = [...random, ...closed];
  return {
    verdict: headVerdict(random.map(verdictOf), closed.map(verdictOf)),
    because: `On held-out pairs CosPress' head alone is ${standing(all)}.`,
    tables: [
      meansTable("Heads alone, held-out images", rows, GEOMETRY),
      comparisonTable("CosPress' head beside the others", all),
    ],
  };
}

const verdictOf = ({ verdict }: Comparison) => verdict;

/** Condition number below which a head counts as nearly orthogonal. */
const CONDITION_BOUND = 1.5;

/** Claim 2. */
export function nearlyOrthogonal(evidence: Evidence): Finding {
  const maps = evidence.maps("heads");
  const conditions = maps.flatMap(({ method, map }) =>
    method === "cospress" && map.condition !== null ? [map.condition] : [],
  );
  const students = evidence.students("students");
  const downstream = compare(
    measureOf(ANGLES),
    side("CosPress' student", students, "cospress"),
    side("the orthonormal head's student", students, "orthonormal"),
  );
  if (conditions.length === 0 || !downstream) {
    return incomplete([...maps, ...students]);
  }
  const { mean, least, most, n } = seedSummary(conditions);
  const said = `Its condition number is ${mean.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)} over ${n} seeds)`;
  return {
    verdict: orthogonalityVerdict(besideBound(conditions), downstream.verdict),
    because: `${said}, where 1 is orthogonal and ${CONDITION_BOUND} the bound taken here. Its student is ${standing([downstream])}.`,
    tables: [
      mapTable(maps),
      comparisonTable("Behind the two heads", [downstream]),
    ],
  };
}

function besideBound(
  conditions: readonly number[],
): Parameters<typeof orthogonalityVerdict>[0] {
  if (conditions.length < 2) return "either";
  const bounds = conditions.map(() => CONDITION_BOUND);
  const beyond = conditions.map((value) => value - CONDITION_BOUND);
  const intervals = [
    studentInterval(conditions, bounds),
    bootstrapInterval(beyond, seededRng(0, "condition")),
  ];
  if (intervals.every(({ high }) => high < 0)) return "below";
  return intervals.every(({ low }) => low > 0) ? "above" : "either";
}

function mapTable(maps: readonly MapRow[]): ClaimTable {
  const methods = [...new Set(maps.map(({ method }) => method))];
  const meanText = (values: readonly number[]) =>
    values.length === 0 ? "" : seedSummary(values).mean.toFixed(3);
  return {
    caption: "Heads alone as linear maps, means over seeds",
    columns: [
      "",
      "Condition number",
      "Distance from orthonormal",
      "Largest singular value",
      "Smallest",
      "Seeds",
    ],
    rows: methods.map((id) => {
      const own = maps.filter(({ method }) => method === id);
      return [
        methodById(id).title,
        meanText(own.flatMap(({ map }) => map.condition ?? [])),
        meanText(own.flatMap(({ map }) => map.orthogonalityDeviation ?? [])),
        meanText(own.map(({ map }) => map.singularValues[0]!)),
        meanText(own.map(({ map }) => map.singularValues.at(-1)!)),
        String(own.length),
      ];
    }),
  };
}

/** Claim 9. */
export function temperaturesMatter(evidence: Evidence): Finding {
  const heads = besideSingles(
    "The list's head",
    evidence.heads("head-temperatures"),
  );
  const students = besideSingles(
    "The list's student",
    evidence
      .students("temperatures")
      .filter((row) => row.method === "cospress"),
  );
  const rows = [...heads.rows, ...students.rows];
  if (!isComplete(heads.pairs) || !isComplete(students.pairs)) {
    return incomplete(rows);
  }
  const findings = (pairs: readonly Pair[]): TemperatureFinding[] =>
    pairs.map(([angles, neighbours]) => ({
      angles: angles.verdict,
      neighbours: neighbours.verdict,
    }));
  const affinities = evidence.heads("head-affinities");
  return {
    verdict: temperatureVerdict(
      findings(heads.pairs),
      findings(students.pairs),
    ),
    because: `As a head alone, the list of ten is ${standing(heads.pairs.flat())}. Its student is ${standing(students.pairs.flat())}.`,
    tables: [
      meansTable("Heads alone, held-out images", heads.rows, GEOMETRY),
      meansTable("Students", students.rows, [...GEOMETRY, "knn.accuracy"]),
      ...(affinities.length > 0
        ? [meansTable("Joint and conditional affinities", affinities, GEOMETRY)]
        : []),
      comparisonTable("The list beside single temperatures", [
        ...heads.pairs.flat(),
        ...students.pairs.flat(),
      ]),
    ],
  };
}

/** In angles and in neighbours. */
type Pair = [angles: Comparison, neighbours: Comparison];

function besideSingles(label: string, rows: readonly MeasuredRow[]) {
  const values = rows.map(({ factor }) => factor?.value as number[]);
  const list = values.find((value) => value.length > 1);
  const singles = [
    ...new Set(values.flatMap((value) => (value.length === 1 ? value : []))),
  ];
  const own = side(label, rows, "cospress", list);
  const pairs = singles.map((temperature): Pair | null => {
    const other = side(`τ ${temperature}`, rows, "cospress", [temperature]);
    const angles = compare(measureOf(ANGLES), own, other);
    const neighbours = compare(measureOf(NEIGHBOURS), own, other);
    return angles && neighbours ? [angles, neighbours] : null;
  });
  return { rows, pairs };
}

/** Claim 12. */
export function localTerm(evidence: Evidence): Finding {
  const measure = measureOf("measures.tokens.similarityCorrelation");
  const beside = (who: string, rows: readonly MeasuredRow[]) =>
    compare(
      measure,
      side(`the ${who} with local weight 1`, rows, "cospress", 1),
      side(`that with 0`, rows, "cospress", 0),
    );
  const students = evidence.students("local-weight");
  const heads = evidence.heads("local-weight");
  const student = beside("student", students);
  const head = beside("head", heads);
  if (!student || !head) return incomplete(students);
  const trained = students.filter(({ method }) => method === "cospress");
  const columns = [
    measure.id,
    "measures.tokens.compressedCosine",
    ANGLES,
    "knn.accuracy",
  ];
  return {
    verdict: tokenVerdict(student.verdict, head.verdict),
    because: `In the relations of an image's patch tokens to each other, the student trained with the local term is ${standing([student])}; the head with it is ${standing([head])}.`,
    tables: [
      meansTable("Students", trained, columns),
      meansTable("Heads", heads, columns),
      comparisonTable("Local weight 1 beside 0", [student, head]),
    ],
  };
}
