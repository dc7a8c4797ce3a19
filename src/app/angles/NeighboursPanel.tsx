import { memo, useMemo } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { className } from "../../charts/classRuns.ts";
import { cosineToDegrees, formatDegrees } from "../../charts/format.ts";
import {
  NeighbourLists,
  type NeighbourList,
} from "../../charts/NeighbourLists.tsx";
import {
  nearestImages,
  neighbourCount,
} from "../../charts/sampleNeighbours.ts";
import type {
  EmbeddingName,
  SimilaritySample,
} from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { useClassNames } from "../overview/useClassNames.ts";
import { Explained } from "./Explained.tsx";
import { ImagePicker } from "./ImagePicker.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import styles from "./AnglesView.module.css";

const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];

export type NeighboursPanelProps = {
  source: SampleSource;
  /** The image whose neighbours are shown. */
  image: number;
  onChoose: (image: number) => void;
};

/** One image's neighbours in each space. */
export const NeighboursPanel = memo(function NeighboursPanel(
  props: NeighboursPanelProps,
) {
  const { source, image, onChoose } = props;
  const [ref, sample] = useLiveSample(source);
  const images = useRun((view) => view.images[source]);
  const classNames = useClassNames();
  const lists = useMemo(
    () => (sample && image < sample.n ? neighbours(sample, image) : []),
    [sample, image],
  );
  const { title } = t.neighbours;
  const name = (index: number) =>
    `${className(classNames, sample?.labels[index])} ${index + 1}`;
  const shared = (role: EmbeddingName) =>
    lists
      .find((list) => list.role === role)
      ?.neighbours.filter(({ isTeachers }) => isTeachers).length ?? 0;
  return (
    <Panel
      about="neighbours"
      title={title}
      caption={
        <Explained label={title} more={t.neighbours.more}>
          {t.neighbours.caption}
        </Explained>
      }
      summary={
        lists.length === 0
          ? t.notMeasured
          : t.neighbours.summary(
              name(image),
              shared("student"),
              lists[0]?.neighbours.length ?? 0,
            )
      }
      table={{
        columns: t.neighbours.columns,
        rows: lists.flatMap(({ role, neighbours: found }) =>
          found.map(({ image: other, angleDegrees, isTeachers }, place) => [
            SERIES[role].label,
            place + 1,
            name(other),
            formatDegrees(angleDegrees),
            isTeachers ? t.neighbours.yes : t.neighbours.no,
          ]),
        ),
      }}
    >
      <div ref={ref}>
        {sample && lists.length > 0 ? (
          <>
            <ImagePicker
              {...{ image, images, classNames, onChoose }}
              labels={sample.labels}
            />
            <NeighbourLists
              {...{ lists, images, classNames, onChoose }}
              labels={sample.labels}
              ownLabel={sample.labels[image] ?? 0}
            />
          </>
        ) : (
          <p className={styles["empty"]}>{t.waiting}</p>
        )}
      </div>
    </Panel>
  );
});

function neighbours(sample: SimilaritySample, image: number): NeighbourList[] {
  const { n } = sample;
  const k = neighbourCount(n);
  const teachers = new Set(nearestImages(sample.teacher, n, image, k));
  return ROLES.flatMap((role) => {
    const cosines = sample[role];
    if (!cosines) return [];
    const found = nearestImages(cosines, n, image, k).map((other) => ({
      image: other,
      angleDegrees: cosineToDegrees(cosines[image * n + other]!),
      isTeachers: teachers.has(other),
    }));
    return [{ role, neighbours: found }];
  });
}
