/** Claim 7: do students with truer angles detect better and withstand more, across methods and within one? */
import {
  rankCorrelation,
  type RankCorrelation,
} from "../../evaluation/statistics/rankCorrelation.ts";
import type { MeasuredRow } from "../../protocol/arena.ts";
import { methodTitle } from "../../protocol/arenaTexts.ts";
import { seededRng } from "../../tensor/rng.ts";
import { measureOf } from "./comparison.ts";
import {
  incomplete,
  meansTable,
  valueText,
  type Evidence,
  type Finding,
} from "./evidence.ts";
import { faithfulnessVerdict, type Relation } from "./verdicts.ts";

const ANGLES = "angles.meanErrorDegrees";
const NEIGHBOURS = "measures.geometry.neighbours.mutualKnn";
const DETECTION = "ood.near.auroc";
const ERROR = "measures.corruption.meanError";

/** Sign of the correlation that the claim expects: more angle error, worse detection; more neighbours in common, better. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, 1 | -1>>>> = {
  [ANGLES]: { [DETECTION]: -1, [ERROR]: 1 },
  [NEIGHBOURS]: { [DETECTION]: 1, [ERROR]: -1 },
};

type Point = { group: string; seed: number; values: Record<string, number> };

/** Pairs of values, and the degrees of freedom that made them. */
type Pairs = { x: number[]; y: number[]; lost: number };

type Tested = {
  where: string;
  predictor: string;
  outcome: string;
  correlation: RankCorrelation | null;
  relation: Relation;
};

/** Claim 7. */
export function faithfulness(evidence: Evidence): Finding {
  const methods = pointsOf(evidence.students("all-methods").filter(isStudent));
  const bent = pointsOf(evidence.students("bent-heads").filter(isStudent));
  const warm = pointsOf(evidence.students("temperatures").filter(isStudent));
  if (methods.length === 0 || bent.length === 0) {
    return incomplete([...methods, ...bent]);
  }
  const tests = (where: string, pairsOf: (x: string, y: string) => Pairs) =>
    Object.entries(EXPECTED).flatMap(([predictor, outcomes]) =>
      Object.entries(outcomes).map(([outcome, sign]) =>
        tested(where, predictor, outcome, sign, pairsOf(predictor, outcome)),
      ),
    );
  const across = tests("across methods", (x, y) => groupMeans(methods, x, y));
  const within = tests("within the bent SVD head", (x, y) =>
    withoutSeeds(bent, x, y),
  );
  const beside = tests("within CosPress' temperatures", (x, y) =>
    withoutSeeds(warm, x, y),
  );
  const byAngles = (found: readonly Tested[]) =>
    found
      .filter(
        ({ predictor, correlation }) => predictor === ANGLES && correlation,
      )
      .map(({ relation }) => relation);
  return {
    verdict: faithfulnessVerdict(byAngles(across), byAngles(within)),
    because: [...across, ...within]
      .filter(({ predictor }) => predictor === ANGLES)
      .map(sentence)
      .join(" "),
    tables: [
      {
        caption: "Rank correlations, with the wider of two 95 % intervals",
        columns: ["Where", "Of", "With", "Spearman", "95 %", "Pairs", "Sign"],
        rows: [...across, ...within, ...beside].map(cells),
      },
      meansTable("Students of every method", evidence.students("all-methods"), [
        ANGLES,
        NEIGHBOURS,
        DETECTION,
        ERROR,
      ]),
      meansTable(
        "The bent SVD head",
        evidence.students("bent-heads").filter(isStudent),
        [ANGLES, NEIGHBOURS, DETECTION, ERROR],
      ),
    ],
  };
}

const isStudent = ({ method }: MeasuredRow) =>
  method !== "teacher" && method !== "untrained";

function pointsOf(rows: readonly MeasuredRow[]): Point[] {
  return rows.map(({ method, factor, seed, values }) => ({
    group: factor ? valueText(factor) : methodTitle(method),
    ...{ seed, values },
  }));
}

/** One pair for each group: means over its seeds. */
function groupMeans(points: readonly Point[], x: string, y: string): Pairs {
  const groups = [...new Set(points.map(({ group }) => group))];
  const pairs = groups.flatMap((group) => {
    const members = points.filter(
      (p) => p.group === group && isNumber(p, x) && isNumber(p, y),
    );
    if (members.length === 0) return [];
    const mean = (id: string) =>
      members.reduce((sum, { values }) => sum + values[id]!, 0) /
      members.length;
    return [[mean(x), mean(y)] as const];
  });
  return {
    x: pairs.map(([a]) => a),
    y: pairs.map(([, b]) => b),
    lost: 0,
  };
}

/** Every run, each seed's mean taken off: what is left is due to the factor. */
function withoutSeeds(points: readonly Point[], x: string, y: string): Pairs {
  const usable = points.filter((p) => isNumber(p, x) && isNumber(p, y));
  const seeds = [...new Set(usable.map(({ seed }) => seed))];
  const centred = (id: string) =>
    usable.map(({ seed, values }) => {
      const members = usable.filter((p) => p.seed === seed);
      const sum = members.reduce((total, p) => total + p.values[id]!, 0);
      return values[id]! - sum / members.length;
    });
  return { x: centred(x), y: centred(y), lost: Math.max(0, seeds.length - 1) };
}

const isNumber = ({ values }: Point, id: string) => values[id] !== undefined;

function tested(
  where: string,
  predictor: string,
  outcome: string,
  sign: 1 | -1,
  { x, y, lost }: Pairs,
): Tested {
  const rng = seededRng(0, `${where}/${predictor}/${outcome}`);
  const correlation = rankCorrelation(x, y, rng, lost);
  return {
    ...{ where, predictor, outcome, correlation },
    relation: relationOf(correlation, sign),
  };
}

function relationOf(
  correlation: RankCorrelation | null,
  sign: 1 | -1,
): Relation {
  if (!correlation) return "open";
  const both = [correlation.bootstrap, correlation.normal];
  const isBeyond = (side: 1 | -1) =>
    both.every(({ low, high }) => (side === 1 ? low > 0 : high < 0));
  if (isBeyond(sign)) return "as expected";
  return isBeyond(sign === 1 ? -1 : 1) ? "opposite" : "open";
}

function widest({ bootstrap, normal }: RankCorrelation) {
  return {
    low: Math.min(bootstrap.low, normal.low),
    high: Math.max(bootstrap.high, normal.high),
  };
}

const WORDS: Record<Relation, string> = {
  "as expected": "as the claim expects",
  opposite: "against the claim",
  open: "open",
};

function cells(test: Tested): string[] {
  const { where, predictor, outcome, correlation, relation } = test;
  const range = correlation && widest(correlation);
  return [
    where,
    measureOf(predictor).label,
    measureOf(outcome).label,
    correlation ? correlation.normal.mean.toFixed(2) : "",
    range ? `${range.low.toFixed(2)} to ${range.high.toFixed(2)}` : "",
    correlation ? String(correlation.n) : "",
    WORDS[relation],
  ];
}

function sentence({ where, outcome, correlation, relation }: Tested): string {
  const what = measureOf(outcome).label.toLowerCase().replace("auroc", "AUROC");
  const place = where[0]!.toUpperCase() + where.slice(1);
  if (!correlation) return `${place}, ${what}: too few pairs.`;
  const { low, high } = widest(correlation);
  const numbers = `${correlation.normal.mean.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}, ${correlation.n} pairs)`;
  return `${place}, angle error and ${what} correlate at ${numbers}: ${WORDS[relation]}.`;
}
