/** The nearest images of one image in each space, and which of them the teacher finds near too. */
import { memo } from "react";
import type { EmbeddingName, ImageBatch } from "../protocol/results.ts";
import { angles as t } from "../texts/en/angles.tsx";
import { className } from "./classRuns.ts";
import { SERIES } from "./colorScale.ts";
import { formatDegrees } from "./format.ts";
import { ImageTile } from "./ImageTile.tsx";
import styles from "./NeighbourLists.module.css";
import { SeriesKey } from "./SeriesKey.tsx";

export type NeighbourList = {
  role: EmbeddingName;
  /** Nearest first. */
  neighbours: readonly {
    image: number;
    angleDegrees: number;
    /** Whether the teacher has it among as many. */
    isTeachers: boolean;
  }[];
};

export type NeighbourListsProps = {
  lists: readonly NeighbourList[];
  images: ImageBatch | null;
  labels: Uint8Array;
  classNames: readonly string[];
  /** The class of the image whose neighbours these are. */
  ownLabel: number;
  onChoose: (image: number) => void;
};

export const NeighbourLists = memo(function NeighbourLists({
  lists,
  images,
  labels,
  classNames,
  ownLabel,
  onChoose,
}: NeighbourListsProps) {
  return (
    <div className={styles["lists"]}>
      {lists.map(({ role, neighbours }) => {
        const shared = neighbours.filter(({ isTeachers }) => isTeachers).length;
        const alike = neighbours.filter(
          ({ image }) => labels[image] === ownLabel,
        ).length;
        return (
          <section
            key={role}
            aria-label={t.neighbours.list(SERIES[role].label)}
          >
            <h4>
              <SeriesKey role={role} /> {SERIES[role].label}
              <span>
                {role !== "teacher" &&
                  t.neighbours.teachersToo(shared, neighbours.length)}
                {t.neighbours.sameClass(alike, neighbours.length)}
              </span>
            </h4>
            <ol>
              {neighbours.map(({ image, angleDegrees, isTeachers }) => {
                const name = className(classNames, labels[image]);
                const isMarked = isTeachers && role !== "teacher";
                return (
                  <li key={image}>
                    <button
                      type="button"
                      title={`${name} ${image + 1}`}
                      data-shared={isTeachers}
                      onClick={() => onChoose(image)}
                    >
                      {images ? (
                        <ImageTile images={images} index={image} label="" />
                      ) : (
                        <span className={styles["blank"]} />
                      )}
                      <span className="visually-hidden">
                        {name} {image + 1},
                        {isMarked ? ` ${t.neighbours.isTeachersToo}` : ""}{" "}
                      </span>
                      <span className={styles["angle"]}>
                        {formatDegrees(angleDegrees)}
                        {isMarked && <span aria-hidden="true"> ✓</span>}
                      </span>
                    </button>
                  </li>
                );
              })}
            </ol>
          </section>
        );
      })}
    </div>
  );
});
