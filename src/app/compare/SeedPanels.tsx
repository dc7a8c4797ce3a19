import { SeedDots } from "../../charts/SeedDots.tsx";
import type {
  ArenaMethod,
  MeasuredRow,
  MethodSummary,
} from "../../protocol/arena.ts";
import type { ArenaMeasure } from "../../protocol/arenaMeasures.ts";
import { rowKey, rowLabel, valueText } from "./texts.ts";
import styles from "./Compare.module.css";

export type SeedPanelsProps = {
  measures: readonly ArenaMeasure[];
  rows: readonly MeasuredRow[];
  summary: readonly MethodSummary[];
  reference: ArenaMethod;
};

/** A small chart for every measure, methods in the same order in each. */
export function SeedPanels({
  measures,
  rows,
  summary,
  reference,
}: SeedPanelsProps) {
  const shown = summary.filter(({ method }) => method !== "teacher");
  const teacher = summary.find(({ method }) => method === "teacher");
  return (
    <div className={styles["panels"]}>
      {measures.map((measure) => (
        <SeedDots
          key={measure.id}
          title={measure.label}
          better={measure.better}
          format={(value) => valueText(measure, value)}
          teacher={teacher?.measures[measure.id]?.mean ?? null}
          rows={shown.map((each) => ({
            key: rowKey(each),
            label: rowLabel(each),
            isReference: each.method === reference,
            mean: each.measures[measure.id]?.mean ?? null,
            interval: each.measures[measure.id]?.interval ?? null,
            values: rows.flatMap((row) => {
              const value = row.values[measure.id];
              return value === undefined || rowKey(row) !== rowKey(each)
                ? []
                : [{ seed: row.seed, value }];
            }),
          }))}
        />
      ))}
    </div>
  );
}
