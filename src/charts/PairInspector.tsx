/** What is behind one cell of the heatmaps: its two images, and the angle between them for each of the three networks. */
import { memo } from "react";
import type { EmbeddingName, ImageBatch } from "../protocol/results.ts";
import { AngleFan } from "./AngleFan.tsx";
import { className } from "./classRuns.ts";
import { SERIES } from "./colorScale.ts";
import { formatDegrees, formatUnit } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";
import { ImageTile } from "./ImageTile.tsx";
import styles from "./PairInspector.module.css";
import { SeriesKey } from "./SeriesKey.tsx";

const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];

export type PairInspectorProps = {
  cell: Cell | null;
  images: ImageBatch | null;
  /** [n], class of each image. */
  labels: Uint8Array;
  classNames: readonly string[];
  /** Of this pair, in degrees; null with `cell`. */
  angles: Record<EmbeddingName, number> | null;
};

export const PairInspector = memo(function PairInspector({
  cell,
  images,
  labels,
  classNames,
  angles,
}: PairInspectorProps) {
  if (!cell || !angles) {
    return (
      <div className={styles["inspector"]} data-empty="true">
        <span className={styles["blank"]} />
        <span className={styles["blank"]} />
        <p className={styles["hint"]}>
          Point at a cell, or use the arrow keys on a map: here appear its two
          images and the angle between them in each network.
        </p>
      </div>
    );
  }
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
        <span>
          {place} {index + 1}
          <br />
          {name}
        </span>
      </div>
    );
  };
  return (
    <div className={styles["inspector"]}>
      {tile(cell.row, "row")}
      {tile(cell.column, "column")}
      <AngleFan angles={angles} />
      <table className={styles["angles"]}>
        <thead>
          <tr>
            <th scope="col">this pair</th>
            <th scope="col">angle</th>
            <th scope="col">cosine</th>
          </tr>
        </thead>
        <tbody>
          {ROLES.map((role) => (
            <tr key={role}>
              <th scope="row">
                <SeriesKey role={role} /> {SERIES[role].label}
              </th>
              <td>{formatDegrees(angles[role])}</td>
              <td>{formatUnit(Math.cos((angles[role] * Math.PI) / 180))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
