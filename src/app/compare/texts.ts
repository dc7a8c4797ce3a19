/** Methods, values and differences in words. */
import type {
  ArenaFactor,
  ArenaMethod,
  MeasureSummary,
  MethodSummary,
} from "../../protocol/arena.ts";
import type { ArenaMeasure } from "../../protocol/arenaMeasures.ts";
import { measureText } from "../../protocol/arenaTexts.ts";
import { fieldAt } from "../../protocol/fields.ts";
import { methodById } from "../../protocol/methods.ts";
import { verdict, type Verdict } from "../../protocol/verdict.ts";
import { compare as t } from "../../texts/en/compare.ts";

export const methodTitle = (method: ArenaMethod): string =>
  method === "teacher" ? t.teacher : methodById(method).title;

/** A value as the tables have it, with a true minus sign. */
export function valueText(measure: ArenaMeasure, value: number): string {
  return measureText(measure, value).replace("-", "−");
}

/** The same with its sign. */
function signedText(measure: ArenaMeasure, value: number): string {
  const text = valueText(measure, value);
  return text.startsWith("−") ? text : `+${text}`;
}

/** "CosPress", or with a factor "CosPress, Width 32". */
export function rowTitle({
  method,
  factor,
}: Pick<MethodSummary, "method" | "factor">): string {
  const title = methodTitle(method);
  return factor
    ? `${title}, ${fieldAt(factor.path)?.label ?? factor.path} ${factorValue(factor)}`
    : title;
}

/** The same where there is little room: the factor's name is left out. */
export function rowLabel({
  method,
  factor,
}: Pick<MethodSummary, "method" | "factor">): string {
  const label = method === "teacher" ? t.teacher : methodById(method).label;
  return factor ? `${label}, ${factorValue(factor)}` : label;
}

const factorValue = ({ value }: ArenaFactor) =>
  typeof value === "string" ? value : JSON.stringify(value);

export const rowKey = ({
  method,
  factor,
}: Pick<MethodSummary, "method" | "factor">) =>
  JSON.stringify([method, factor]);

/** "↑" where more is better; nothing where neither direction is. */
export function directionMark({ better }: ArenaMeasure): string {
  return better === "higher" ? "↑" : better === "lower" ? "↓" : "";
}

/** "+0.012, −0.003 to 0.027": Student's interval, the wider of the two. */
export function differenceText(
  measure: ArenaMeasure,
  { student }: NonNullable<MeasureSummary["difference"]>,
): string {
  return `${signedText(measure, student.mean)}, ${t.range(signedText(measure, student.low), signedText(measure, student.high))}`;
}

/** Share of 95 % intervals that exclude 0 by chance. */
const CHANCE = 0.05;

export type Sentence = { key: string; title: string; text: string };

/**
 * Where each method stands beside the reference, never in stronger words than both intervals allow.
 * The last sentence says how many of that many comparisons chance alone would decide.
 */
export function verdictSentences(
  summary: readonly MethodSummary[],
  reference: ArenaMethod,
  measures: readonly ArenaMeasure[],
): { sentences: Sentence[]; chance: string | null } {
  let count = 0;
  const sentences = summary
    .filter(({ method }) => method !== reference && method !== "teacher")
    .map((each) => {
      const found = new Map<Verdict, string[]>();
      for (const measure of measures) {
        const difference = each.measures[measure.id]?.difference ?? null;
        const is = verdict(measure, difference);
        if (is === "unknown" || !difference) continue;
        count++;
        const text =
          is === "ties"
            ? measure.label
            : `${measure.label} (${differenceText(measure, difference)})`;
        found.set(is, [...(found.get(is) ?? []), text]);
      }
      return {
        key: rowKey(each),
        title: rowTitle(each),
        text: standing(found, methodTitle(reference)),
      };
    });
  const expected = Math.round(CHANCE * count);
  return {
    sentences,
    chance: count === 0 ? null : t.words.chance(count, expected),
  };
}

function standing(
  found: ReadonlyMap<Verdict, readonly string[]>,
  reference: string,
): string {
  if (found.size === 0) {
    return t.words.nothing(reference);
  }
  const part = (is: Verdict, say: (measures: string) => string) => {
    const texts = found.get(is);
    return texts ? [say(texts.join("; "))] : [];
  };
  const parts = [
    ...part("leads", (measures) => t.words.leads(reference, measures)),
    ...part("loses", (measures) => t.words.loses(reference, measures)),
    ...part("ties", t.words.ties),
  ];
  return `${parts.join(t.words.between)}.`;
}
