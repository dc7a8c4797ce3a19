/** The three networks' view of the same pairs, and where the student's differs from the teacher's. */
import { memo, type ReactNode, useMemo, useState } from "react";
import type { ImageBatch, SimilaritySample } from "../protocol/results.ts";
import { charts as t } from "../texts/en/charts.ts";
import { ClassKey } from "./ClassKey.tsx";
import { CosineHeatmap } from "./CosineHeatmap.tsx";
import { formatCount } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";
import { HeatmapScale } from "./HeatmapScale.tsx";
import styles from "./HeatmapTriptych.module.css";
import {
  classOrder,
  type ImageOrder,
  imagesAt,
  placeOf,
  reordered,
} from "./imageOrder.ts";
import { PairInspector } from "./PairInspector.tsx";
import { anglesAt, cosineDifference, likestPair } from "./similarityCells.ts";

/** A pair of images that is looked at, owned by a caller that shows it in other figures as well. */
export type SharedPair = {
  /** Under the pointer or the keyboard cursor. */
  pointed: Cell | null;
  /** Chosen by a press; shown while none is pointed at. */
  kept: Cell | null;
  onPoint: (pair: Cell | null) => void;
  onKeep: (pair: Cell) => void;
};

export type HeatmapTriptychProps = {
  sample: SimilaritySample | null;
  /** Images of the sample, in its order. */
  images: ImageBatch | null;
  classNames: readonly string[];
  /** Where images stand in the maps; absent: sorted by class. */
  order?: ImageOrder | null;
  /** The order in words. */
  orderText?: string;
  /** Absent: the maps keep their own. */
  pair?: SharedPair;
  /** Two by two and as large as there is room, instead of in a row. */
  isLarge?: boolean;
  /** What can be done with the pair that is shown. */
  pairActions?: ReactNode;
};

const MAPS = ["teacher", "compressed", "student"] as const;

const NO_LABELS = new Uint8Array();

export const HeatmapTriptych = memo(function HeatmapTriptych({
  sample,
  images,
  classNames,
  order: givenOrder = null,
  orderText = t.maps.byClass,
  pair,
  isLarge = false,
  pairActions,
}: HeatmapTriptychProps) {
  const [own, setOwn] = useState<Cell | null>(null);
  const n = sample?.n ?? 0;
  const labels = sample?.labels ?? NO_LABELS;
  const order = useMemo(
    () => (givenOrder?.length === n ? givenOrder : classOrder(n)),
    [givenOrder, n],
  );
  const maps = useMemo(() => {
    if (!sample) return null;
    const { teacher, compressed, student } = sample;
    return {
      teacher: reordered(teacher, order),
      compressed: compressed && reordered(compressed, order),
      student: reordered(student, order),
      difference: reordered(cosineDifference(student, teacher), order),
    };
  }, [sample, order]);
  const shownLabels = useMemo(
    () => labels.map((_, place) => labels[order[place] ?? 0] ?? 0),
    [labels, order],
  );
  const setPointed = pair ? pair.onPoint : setOwn;
  // A pair of an earlier, larger sample has nothing behind it.
  const within = (cell: Cell | null) =>
    cell && cell.row < n && cell.column < n ? cell : null;
  const pointed = within(pair ? pair.pointed : own);
  const kept = within(pair?.kept ?? null);
  const likest = useMemo(() => (sample ? likestPair(sample) : null), [sample]);
  const shown = pointed ?? kept ?? likest;
  const shared = {
    ...{ n, labels: shownLabels, order, classNames },
    cursor: placeOf(pointed ?? kept, order),
    onCursor: (cell: Cell | null) => setPointed(cell && imagesAt(cell, order)),
    onChoose: pair && ((cell: Cell) => pair.onKeep(imagesAt(cell, order))),
  };
  const kind =
    t.maps.kinds[sample?.source === "training" ? "training" : "held-out"];

  return (
    <div className={styles["triptych"]} data-large={isLarge}>
      <div className={styles["parts"]}>
        {MAPS.map((name) => (
          <CosineHeatmap
            key={name}
            {...shared}
            title={t.maps.titles[name]}
            kind="cosine"
            cosines={maps?.[name] ?? null}
            {...(sample && !sample[name] && { emptyText: t.maps.noMap })}
            ariaLabel={t.maps.ofCosines(t.maps.titles[name], n, kind)}
          />
        ))}
        <CosineHeatmap
          {...shared}
          title={t.maps.difference}
          kind="difference"
          cosines={maps?.difference ?? null}
          ariaLabel={t.maps.ofDifferences(n, kind)}
        />
        <div className={styles["legend"]}>
          <div className={styles["cosineScale"]}>
            <HeatmapScale kind="cosine" />
          </div>
          <div className={styles["classes"]}>
            <ClassKey labels={labels} classNames={classNames} />
          </div>
          <div className={styles["differenceScale"]}>
            <HeatmapScale kind="difference" label={t.maps.differenceScale} />
          </div>
          <p className={styles["sample"]}>
            {sample
              ? t.maps.sample(
                  formatCount(n),
                  kind,
                  orderText,
                  formatCount(sample.step),
                )
              : t.maps.images(orderText)}
          </p>
        </div>
        <div className={styles["inspector"]}>
          <PairInspector
            title={
              pointed ? t.maps.thisPair : kept ? t.maps.keptPair : t.maps.likest
            }
            cell={shown}
            images={images && images.n === n ? images : null}
            labels={labels}
            classNames={classNames}
            angles={sample && shown ? anglesAt(sample, shown) : null}
          />
          {pairActions}
        </div>
      </div>
    </div>
  );
});
