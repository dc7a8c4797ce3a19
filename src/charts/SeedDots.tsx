/** One measure of several methods: a dot for every seed, their mean, its interval, and the teacher's value as a line. */
import { ticks } from "d3-array";
import { compare as t } from "../texts/en/compare.ts";
import { ChartFigure } from "./ChartFigure.tsx";
import styles from "./SeedDots.module.css";

export type SeedDotsRow = {
  key: string;
  label: string;
  /** One for each seed. */
  values: readonly { seed: number; value: number }[];
  mean: number | null;
  /** 95 %, of the mean. */
  interval: { low: number; high: number } | null;
  isReference: boolean;
};

export type SeedDotsProps = {
  title: string;
  /** Null where neither direction is. */
  better: "higher" | "lower" | null;
  rows: readonly SeedDotsRow[];
  /** Mean over seeds; null where there is none. */
  teacher: number | null;
  format: (value: number) => string;
};

/** Room beyond the outermost mark, as a share of what they span. */
const MARGIN = 0.06;

export function SeedDots({
  title,
  better,
  rows,
  teacher,
  format,
}: SeedDotsProps) {
  const marks = [
    ...rows.flatMap(({ values, interval }) => [
      ...values.map(({ value }) => value),
      ...(interval ? [interval.low, interval.high] : []),
    ]),
    ...(teacher === null ? [] : [teacher]),
  ];
  const [low, high] = spanOf(marks);
  const place = (value: number) =>
    `${Math.min(100, Math.max(0, (100 * (value - low)) / (high - low)))}%`;
  const known = rows.filter(({ mean }) => mean !== null);
  const seeds = Math.max(0, ...rows.map(({ values }) => values.length));

  return (
    <ChartFigure
      title={title}
      caption={`${better ? t.dots.better[better] : ""}${t.dots.upTo(seeds)}`}
      summary={known
        .map(({ label, mean }) => `${label} ${format(mean ?? 0)}`)
        .join(", ")}
      table={{
        columns: t.dots.columns,
        rows: rows.map(({ label, mean, interval, values }) => [
          label,
          mean === null ? "–" : format(mean),
          interval ? t.range(format(interval.low), format(interval.high)) : "–",
          values.length,
          values
            .map(({ seed, value }) => `${seed}: ${format(value)}`)
            .join(", "),
        ]),
      }}
    >
      <div className={styles["plot"]} aria-hidden>
        {rows.map((row) => (
          <div key={row.key} className={styles["row"]}>
            <span className={styles["label"]} data-reference={row.isReference}>
              {row.label}
            </span>
            <svg className={styles["track"]} data-reference={row.isReference}>
              <line
                className={styles["ground"]}
                x1="0"
                x2="100%"
                y1="50%"
                y2="50%"
              />
              {teacher !== null && (
                <line
                  className={styles["teacher"]}
                  {...{
                    x1: place(teacher),
                    x2: place(teacher),
                    y1: 0,
                    y2: "100%",
                  }}
                />
              )}
              {row.interval && (
                <line
                  className={styles["interval"]}
                  x1={place(row.interval.low)}
                  x2={place(row.interval.high)}
                  y1="50%"
                  y2="50%"
                />
              )}
              {row.values.map(({ seed, value }) => (
                <circle
                  key={seed}
                  className={styles["seed"]}
                  cx={place(value)}
                  cy="50%"
                  r="0.25rem"
                />
              ))}
              {row.mean !== null && (
                <line
                  className={styles["mean"]}
                  {...{
                    x1: place(row.mean),
                    x2: place(row.mean),
                    y1: "15%",
                    y2: "85%",
                  }}
                />
              )}
            </svg>
          </div>
        ))}
        <div className={styles["row"]}>
          <span />
          <div className={styles["axis"]}>
            {ticks(low, high, 3).map((tick) => (
              <span key={tick} style={{ left: place(tick) }}>
                {format(tick)}
              </span>
            ))}
          </div>
        </div>
      </div>
    </ChartFigure>
  );
}

/** From the least to the greatest value with room on either side; around a single value too. */
function spanOf(values: readonly number[]): [low: number, high: number] {
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * MARGIN;
  return [least - room, most + room];
}
