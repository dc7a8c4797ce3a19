/** The three networks' view of the same pairs, and where the student's differs from the teacher's. */
import { memo, useMemo, useState } from "react";
import type { ImageBatch, SimilaritySample } from "../protocol/results.ts";
import { ClassKey } from "./ClassKey.tsx";
import { CosineHeatmap } from "./CosineHeatmap.tsx";
import { formatCount } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";
import { HeatmapScale } from "./HeatmapScale.tsx";
import styles from "./HeatmapTriptych.module.css";
import { PairInspector } from "./PairInspector.tsx";
import { anglesAt, cosineDifference, likestPair } from "./similarityCells.ts";

export type HeatmapTriptychProps = {
  sample: SimilaritySample | null;
  /** Images of the sample, in its order. */
  images: ImageBatch | null;
  classNames: readonly string[];
};

const MAPS = [
  { name: "teacher", title: "Teacher" },
  { name: "compressed", title: "Compressed teacher" },
  { name: "student", title: "Student" },
] as const;

const NO_LABELS = new Uint8Array();

/** In the place of the compressed teacher, of a method that has none. */
const NO_MAP = "this method has no map on the teacher's side";

export const HeatmapTriptych = memo(function HeatmapTriptych({
  sample,
  images,
  classNames,
}: HeatmapTriptychProps) {
  const [cursor, setCursor] = useState<Cell | null>(null);
  const n = sample?.n ?? 0;
  const labels = sample?.labels ?? NO_LABELS;
  const difference = useMemo(
    () => (sample ? cosineDifference(sample.student, sample.teacher) : null),
    [sample],
  );
  // A cell of an earlier, larger sample has nothing behind it.
  const cell = cursor && cursor.row < n && cursor.column < n ? cursor : null;
  const shared = { n, labels, classNames, cursor: cell, onCursor: setCursor };
  const likest = useMemo(() => (sample ? likestPair(sample) : null), [sample]);
  const shownCell = cell ?? likest;
  const kind = sample?.source === "training" ? "training" : "held-out";

  return (
    <div className={styles["triptych"]}>
      <div className={styles["parts"]}>
        {MAPS.map(({ name, title }) => (
          <CosineHeatmap
            key={name}
            {...shared}
            title={title}
            kind="cosine"
            cosines={sample?.[name] ?? null}
            {...(sample && !sample[name] && { emptyText: NO_MAP })}
            ariaLabel={`${title}: cosines of ${n} ${kind} images with each other`}
          />
        ))}
        <CosineHeatmap
          {...shared}
          title="Student − teacher"
          kind="difference"
          cosines={difference}
          ariaLabel={`Student minus teacher: differences of cosines of ${n} ${kind} images`}
        />
        <div className={styles["legend"]}>
          <div className={styles["cosineScale"]}>
            <HeatmapScale kind="cosine" />
          </div>
          <div className={styles["classes"]}>
            <ClassKey labels={labels} classNames={classNames} />
          </div>
          <div className={styles["differenceScale"]}>
            <HeatmapScale kind="difference" label="student − teacher" />
          </div>
          <p className={styles["sample"]}>
            {sample
              ? `${formatCount(n)} ${kind} images, sorted by class; step ${formatCount(sample.step)}`
              : "Images sorted by class"}
          </p>
        </div>
        <div className={styles["inspector"]}>
          <PairInspector
            cell={shownCell}
            isPointedAt={cell !== null}
            images={images && images.n === n ? images : null}
            labels={labels}
            classNames={classNames}
            angles={sample && shownCell ? anglesAt(sample, shownCell) : null}
          />
        </div>
      </div>
    </div>
  );
});
