import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import type {
  ArenaMethod,
  MeasureSummary,
  MethodSummary,
} from "../../protocol/arena.ts";
import type { ArenaMeasure } from "../../protocol/arenaMeasures.ts";
import { verdict } from "../../protocol/verdict.ts";
import { compare as t } from "../../texts/en/compare.ts";
import { nextSorting, sortRows, type Sorting } from "./sortRows.ts";
import {
  methodTitle,
  differenceText,
  directionMark,
  rowKey,
  rowTitle,
  valueText,
} from "./texts.ts";
import styles from "./Compare.module.css";

export type ComparisonTableProps = {
  measures: readonly ArenaMeasure[];
  summary: readonly MethodSummary[];
  reference: ArenaMethod;
};

/** Mean ± standard deviation of every method, and under it the paired difference to the reference. */
export function ComparisonTable({
  measures,
  summary,
  reference,
}: ComparisonTableProps) {
  const [sorting, setSorting] = useState<Sorting>(null);
  return (
    <div
      className={styles["scroller"]}
      role="region"
      aria-label={t.table.name}
      tabIndex={0}
    >
      <table className={styles["table"]}>
        <caption className="visually-hidden">
          {t.table.caption(methodTitle(reference))}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.method}</th>
            {measures.map((measure) => (
              <SortableHead
                key={measure.id}
                measure={measure}
                sorting={sorting}
                onSort={() => setSorting(nextSorting(sorting, measure))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(summary, sorting).map((row) => (
            <tr key={rowKey(row)} data-reference={row.method === reference}>
              <th scope="row">
                {rowTitle(row)}
                <small>{t.seeds(seedsOf(row))}</small>
              </th>
              {measures.map((measure) => (
                <td key={measure.id}>
                  <Cell
                    measure={measure}
                    found={row.measures[measure.id]}
                    seeds={seedsOf(row)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type SortableHeadProps = {
  measure: ArenaMeasure;
  sorting: Sorting;
  onSort: () => void;
};

function SortableHead({ measure, sorting, onSort }: SortableHeadProps) {
  const direction = sorting?.id === measure.id ? sorting.direction : "none";
  const Icon = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" onClick={onSort}>
        {measure.label} {directionMark(measure)}
        <Icon size={12} aria-hidden data-shown={direction !== "none"} />
      </button>
    </th>
  );
}

type CellProps = {
  measure: ArenaMeasure;
  found: MeasureSummary | undefined;
  /** Of the row; a pair is said to be fewer only where it is. */
  seeds: number;
};

function Cell({ measure, found, seeds }: CellProps) {
  if (!found) return "–";
  const { mean, deviation, difference } = found;
  const is = verdict(measure, difference);
  return (
    <>
      <span className={styles["mean"]}>
        {valueText(measure, mean)}
        {deviation === null ? "" : ` ± ${valueText(measure, deviation)}`}
      </span>
      <span className={styles["difference"]} data-verdict={is}>
        {difference ? (
          <>
            <b>{t.marks[is]}</b> {differenceText(measure, difference)}
            {difference.n < seeds && t.table.pairs(difference.n)}
          </>
        ) : (
          "\u00a0"
        )}
      </span>
    </>
  );
}

const seedsOf = ({ measures }: MethodSummary) =>
  Math.max(0, ...Object.values(measures).map(({ n }) => n));
