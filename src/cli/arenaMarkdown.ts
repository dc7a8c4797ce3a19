/** An arena as a Markdown table: mean and standard deviation over seeds, and whether the difference to the reference has a sign. */
import type {
  ArenaResult,
  Comparison,
  MeasureSummary,
  MethodSummary,
} from "../protocol/arena.ts";
import type { ArenaMeasure } from "../protocol/arenaMeasures.ts";
import {
  measureText,
  methodTitle,
  TABLE_MEASURES,
} from "../protocol/arenaTexts.ts";
import { verdict } from "../protocol/verdict.ts";

const MARKS = { leads: " +", loses: " -", ties: " =", unknown: "" } as const;

/** Table and legend, ending in a line break. */
export function arenaMarkdown(arena: ArenaResult): string {
  const { preset, seeds, reference, planned, failures, rows } = arena;
  const trained = rows.filter(({ timing }) => timing).length;
  const missing = planned - trained;
  const lines = [
    `# Arena: ${preset}`,
    "",
    `${trained} of ${planned} runs; seeds ${seeds.join(", ")}; last step; reference: ${methodTitle(reference)}.`,
    ...(missing > 0
      ? [`${missing} runs are not here (${failures.length} failed).`]
      : []),
    "",
    ...arenaTable(arena),
    "",
    ...tableLegend(arena),
  ];
  return `${lines.join("\n")}\n`;
}

/** Lines of the table; measures that no row has are left out. */
export function arenaTable({
  summary,
  reference,
}: Pick<Comparison, "summary" | "reference">): string[] {
  const columns = TABLE_MEASURES.filter(({ id }) =>
    summary.some(({ measures }) => measures[id]),
  );
  const hasFactor = summary.some(({ factor }) => factor);
  const heads = [
    "Method",
    ...(hasFactor
      ? [`\`${summary.find(({ factor }) => factor)!.factor!.path}\``]
      : []),
    "Seeds",
    ...columns.map(
      ({ label, better }) =>
        `${label}${better === "lower" ? " ↓" : better === "higher" ? " ↑" : ""}`,
    ),
  ];
  const row = ({ method, factor, measures }: MethodSummary) => [
    method === reference ? `**${methodTitle(method)}**` : methodTitle(method),
    ...(hasFactor ? [JSON.stringify(factor?.value)] : []),
    String(Math.max(0, ...Object.values(measures).map(({ n }) => n))),
    ...columns.map((measure) => cell(measure, measures[measure.id])),
  ];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(heads),
    line(heads.map(() => "---")),
    ...summary.map((s) => line(row(s))),
  ];
}

/** What the marks of the table mean, one paragraph. */
export function tableLegend({
  reference,
}: Pick<Comparison, "reference">): string[] {
  return [
    `Mean ± standard deviation over seeds. Beside ${methodTitle(reference)}, paired by seed: + better, - worse (the 95 % intervals, bootstrap and Student's, both exclude 0), = cannot be told apart. ` +
      "Angle error in degrees; the others are shares but for mCE, which is a multiple of the error of the student trained from scratch. " +
      "AUROC and FPR95 of the 1-NN cosine, ID positive.",
  ];
}

function cell(
  measure: ArenaMeasure,
  found: MeasureSummary | undefined,
): string {
  if (!found) return "";
  const { mean, deviation, difference } = found;
  const spread =
    deviation === null ? "" : ` ± ${measureText(measure, deviation)}`;
  return `${measureText(measure, mean)}${spread}${MARKS[verdict(measure, difference)]}`;
}
