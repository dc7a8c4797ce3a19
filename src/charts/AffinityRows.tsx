/** One image's neighbours under a microscope: how likely the teacher and another space pick each of them, one row for each temperature. */
import { type CSSProperties, memo } from "react";
import type { ImageBatch } from "../protocol/results.ts";
import { angles as t } from "../texts/en/angles.tsx";
import styles from "./AffinityRows.module.css";
import { className } from "./classRuns.ts";
import { SERIES } from "./colorScale.ts";
import { formatLoss, formatPercent } from "./format.ts";
import { ImageTile } from "./ImageTile.tsx";
import type { MicroscopeRow } from "./neighbourAffinities.ts";
import { SeriesKey } from "./SeriesKey.tsx";

export type AffinityRowsProps = {
  rows: readonly MicroscopeRow[];
  /** The images of the columns; one more column holds all the others. */
  neighbours: readonly number[];
  /** How many those others are. */
  restCount: number;
  other: "compressed" | "student";
  images: ImageBatch | null;
  labels: Uint8Array;
  classNames: readonly string[];
};

export const AffinityRows = memo(function AffinityRows({
  rows,
  neighbours,
  restCount,
  other,
  images,
  labels,
  classNames,
}: AffinityRowsProps) {
  return (
    <div
      className={styles["scroll"]}
      role="region"
      aria-label={t.microscope.rows}
      tabIndex={0}
      style={
        {
          "--p": SERIES.teacher.color,
          "--q": SERIES[other].color,
        } as CSSProperties
      }
    >
      <p className={styles["key"]}>
        <span>
          <SeriesKey role="teacher" /> {t.microscope.p}
        </span>
        <span>
          <SeriesKey role={other} /> {t.microscope.q(SERIES[other].label)}
        </span>
        <span>{t.microscope.ownScale}</span>
      </p>
      <table className={styles["rows"]}>
        <thead>
          <tr>
            <th scope="col">{t.microscope.temperature}</th>
            {neighbours.map((image) => (
              <th key={image} scope="col">
                {images ? (
                  <ImageTile
                    images={images}
                    index={image}
                    label={`${className(classNames, labels[image])} ${image + 1}`}
                  />
                ) : (
                  `${className(classNames, labels[image])} ${image + 1}`
                )}
              </th>
            ))}
            <th scope="col">{t.microscope.other(restCount)}</th>
            <th scope="col">{t.microscope.highest}</th>
            <th scope="col">{t.microscope.klRow}</th>
            <th scope="col">{t.microscope.klMean}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const highest = Math.max(...row.p, ...row.q);
            return (
              <tr key={row.temperature}>
                <th scope="row">{row.temperature}</th>
                {neighbours.map((image, i) => (
                  <Bars
                    key={image}
                    p={row.p[i] ?? 0}
                    q={row.q[i] ?? 0}
                    highest={highest}
                  />
                ))}
                <td className={styles["number"]}>
                  {formatPercent(row.restP, 0)}, {formatPercent(row.restQ, 0)}
                </td>
                <td className={styles["number"]}>
                  {formatPercent(highest, 0)}
                </td>
                <td className={styles["number"]}>
                  <b>{formatLoss(row.divergence)}</b>
                </td>
                <td className={styles["number"]}>
                  {formatLoss(row.meanDivergence)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});

function Bars({ p, q, highest }: { p: number; q: number; highest: number }) {
  const bar = (share: number) => ({
    height: `${(100 * share) / (highest || 1)}%`,
  });
  return (
    <td>
      <span className={styles["bars"]} aria-hidden="true">
        <span className={styles["p"]} style={bar(p)} />
        <span className={styles["q"]} style={bar(q)} />
      </span>
      <span className="visually-hidden">
        P {formatPercent(p)}, Q {formatPercent(q)}
      </span>
    </td>
  );
}
