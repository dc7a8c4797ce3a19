/** What is behind one cell of the heatmaps: its two images, and the angle between them for each of the three networks. */
import { memo } from "react";
import type { EmbeddingName, ImageBatch } from "../protocol/results.ts";
import { charts as t } from "../texts/en/charts.ts";
import { AngleFan } from "./AngleFan.tsx";
import { className } from "./classRuns.ts";
import { SERIES } from "./colorScale.ts";
import { formatDegrees, formatUnit, inColumn } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";
import { ImageTile } from "./ImageTile.tsx";
import styles from "./PairInspector.module.css";
import type { PairAngles } from "./similarityCells.ts";

const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];

export type PairInspectorProps = {
  /** Above the pair: why it is this one. */
  title: string;
  cell: Cell | null;
  images: ImageBatch | null;
  /** [n], class of each image. */
  labels: Uint8Array;
  classNames: readonly string[];
  /** Of this pair, in degrees; null with `cell`. */
  angles: PairAngles | null;
};

export const PairInspector = memo(function PairInspector({
  title,
  cell,
  images,
  labels,
  classNames,
  angles,
}: PairInspectorProps) {
  if (!cell || !angles) return null;
  const tile = (index: number, place: string) => {
    const name = className(classNames, labels[index]);
    return (
      <div className={styles["tile"]}>
        {images ? (
          <ImageTile
            images={images}
            index={index}
            label={`${place}: ${name}`}
          />
        ) : (
          <span className={styles["blank"]} />
        )}
        <p>
          {place} {index + 1}
          <br />
          {name}
        </p>
      </div>
    );
  };
  return (
    <div className={styles["inspector"]}>
      <h4 className={styles["title"]}>{title}</h4>
      <div className={styles["tiles"]}>
        {tile(cell.row, t.pair.row)}
        {tile(cell.column, t.pair.column)}
      </div>
      <AngleFan angles={angles} />
      <table className={styles["angles"]}>
        <thead>
          <tr>
            <th scope="col">{t.pair.network}</th>
            <th scope="col">{t.pair.angle}</th>
            <th scope="col">{t.pair.cosine}</th>
          </tr>
        </thead>
        <tbody>
          {ROLES.map((role) => {
            const angle = angles[role];
            const cosine =
              angle === null ? null : Math.cos((angle * Math.PI) / 180);
            return (
              <tr key={role}>
                <th scope="row" style={{ color: SERIES[role].color }}>
                  {t.pair.names[role]}
                </th>
                <td>{inColumn(formatDegrees(angle), 5)}</td>
                <td>{formatUnit(cosine)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
