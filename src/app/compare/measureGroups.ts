import type { MethodSummary } from "../../protocol/arena.ts";
import {
  ARENA_MEASURES,
  type ArenaMeasure,
} from "../../protocol/arenaMeasures.ts";
import { TABLE_MEASURES } from "../../protocol/arenaTexts.ts";
import "../../texts/en/arenaMeasures.ts";
import type { compare } from "../../texts/en/compare.ts";

/** Measures that are looked at together: a page of the table, and a row of charts. */
export type MeasureGroup = {
  id: keyof typeof compare.groups;
  measures: readonly ArenaMeasure[];
};

const starting = (...starts: string[]) =>
  ARENA_MEASURES.filter(({ id }) => starts.some((each) => id.startsWith(each)));

const oodScores = (group: "near" | "far") =>
  ARENA_MEASURES.filter(
    ({ id }) =>
      id.startsWith(`ood.${group}.`) ||
      (id.startsWith("measures.ood.") && id.includes(`.${group}.`)),
  );

const GROUPS: readonly MeasureGroup[] = [
  { id: "main", measures: TABLE_MEASURES },
  {
    id: "geometry",
    measures: starting("angles.", "trainingAngles.", "measures.geometry."),
  },
  { id: "near", measures: oodScores("near") },
  { id: "far", measures: oodScores("far") },
  {
    id: "corruption",
    measures: starting("measures.corruption.", "againstScratch."),
  },
];

/** The groups of which something was measured, each with what was. */
export function groupsOf(summary: readonly MethodSummary[]): MeasureGroup[] {
  const isThere = ({ id }: ArenaMeasure) =>
    summary.some(({ measures }) => measures[id]);
  return GROUPS.map((group) => ({
    ...group,
    measures: group.measures.filter(isThere),
  })).filter(({ measures }) => measures.length > 0);
}
