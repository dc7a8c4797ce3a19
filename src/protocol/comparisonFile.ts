/**
 * A comparison as a small file for the page: numbers in lists, in the order of the measures that the file names, five significant digits each.
 * An arena of all methods on three seeds takes about 100 kB, where `arena.json` takes several megabytes.
 */
import * as z from "zod/mini";
import type {
  Comparison,
  MeasureSummary,
  MeasuredRow,
  MethodSummary,
} from "./arena.ts";
import { parseConfig } from "./config.ts";
import { arenaHead, refusal, rowHead, type Reading } from "./readArena.ts";

/** What the page says of a committed comparison beside its numbers. */
export type PublishedComparison = {
  comparison: Comparison;
  /** Shown above it. */
  title: string;
  /** Makes the arena again. */
  command: string;
  /** How many runs, steps and images are behind the numbers, in one sentence. */
  facts: string;
};

const numbers = z.array(z.nullable(z.number()));
const fileSchema = z.object({
  format: z.literal(1),
  ...{ title: z.string(), command: z.string(), facts: z.string() },
  ...arenaHead,
  measures: z.array(z.string()),
  rows: z.array(
    z.object({
      ...rowHead,
      values: numbers,
      best: z.nullable(
        z.object({ step: z.int(), subset: z.boolean(), values: numbers }),
      ),
    }),
  ),
  summary: z.array(
    z.object({
      ...{ method: rowHead.method, factor: rowHead.factor },
      measures: z.array(z.nullable(numbers)),
    }),
  ),
});

/** Five digits are more than any table shows. */
const short = (value: number | null | undefined) =>
  value === null || value === undefined ? null : Number(value.toPrecision(5));

/** The file's text. */
export function writeComparison({
  comparison,
  ...said
}: PublishedComparison): string {
  const { rows, summary, ...head } = comparison;
  const measures = [
    ...new Set(rows.flatMap(({ values }) => Object.keys(values))),
  ];
  const listed = (values: Record<string, number>) =>
    measures.map((id) => short(values[id]));
  return JSON.stringify({
    ...{ format: 1, ...said, ...head, measures },
    rows: rows.map(({ values, best, timing, ...row }) => ({
      ...row,
      timing: timing && {
        msPerStep: short(timing.msPerStep),
        totalMs: short(timing.totalMs),
      },
      values: listed(values),
      best: best && { ...best, values: listed(best.values) },
    })),
    summary: summary.map(({ measures: found, ...of }) => ({
      ...of,
      measures: measures.map((id) => {
        const each = found[id];
        return each ? summaryNumbers(each).map(short) : null;
      }),
    })),
  });
}

/** @param value The parsed JSON of such a file. */
export function readComparison(value: unknown): Reading<PublishedComparison> {
  const parsed = z.safeParse(fileSchema, value);
  if (!parsed.success) return refusal(parsed.error.issues[0]);
  const {
    title,
    command,
    facts,
    measures,
    rows,
    summary,
    format: _,
    ...head
  } = parsed.data;
  const config = parseConfig(head.config);
  if (!config.ok) {
    const { path, message } = config.issues[0]!;
    return { ok: false, reason: `config.${path} ${message}` };
  }
  const named = <T>(values: readonly (T | null)[]) =>
    Object.fromEntries(
      measures.flatMap((id, i) => {
        const each = values[i];
        return each === null || each === undefined ? [] : [[id, each]];
      }),
    );
  return {
    ok: true,
    value: {
      ...{ title, command, facts },
      comparison: {
        ...(head as Omit<Comparison, "rows" | "summary">),
        config: config.config,
        rows: rows.map(({ values, best, ...row }) => ({
          ...(row as Omit<MeasuredRow, "values" | "best">),
          values: named(values),
          best: best && { ...best, values: named(best.values) },
        })),
        summary: summary.map(({ measures: found, ...of }) => ({
          ...(of as Omit<MethodSummary, "measures">),
          measures: named(found.map((each) => (each ? summaryOf(each) : null))),
        })),
      },
    },
  };
}

function summaryNumbers(summary: MeasureSummary): (number | null)[] {
  const { n, mean, deviation, least, most, interval, difference } = summary;
  const head = [n, mean, deviation, least, most];
  const { bootstrap, student } = difference ?? {};
  return [
    ...head,
    ...(interval ? [interval.low, interval.high] : [null, null]),
    ...(difference && bootstrap && student
      ? [
          ...[difference.n, student.mean],
          ...[bootstrap.low, bootstrap.high, student.low, student.high],
        ]
      : []),
  ];
}

function summaryOf(numbers: readonly (number | null)[]): MeasureSummary {
  const at = (index: number) => numbers[index] ?? 0;
  const mean = at(1);
  const apart = at(8);
  return {
    ...{ n: at(0), mean, deviation: numbers[2] ?? null },
    ...{ least: at(3), most: at(4) },
    interval:
      numbers[5] === null || numbers[5] === undefined
        ? null
        : { mean, low: at(5), high: at(6) },
    difference:
      numbers.length < 13
        ? null
        : {
            n: at(7),
            bootstrap: { mean: apart, low: at(9), high: at(10) },
            student: { mean: apart, low: at(11), high: at(12) },
          },
  };
}
