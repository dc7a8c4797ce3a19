import { useMemo, useState } from "react";
import { className } from "../../charts/classRuns.ts";
import { SERIES } from "../../charts/colorScale.ts";
import { ConfusionMatrix } from "../../charts/ConfusionMatrix.tsx";
import { formatCount, formatPercent } from "../../charts/format.ts";
import type { Cell } from "../../charts/heatmapCursor.ts";
import {
  MEASURED_SPACES,
  type MeasuredSpace,
} from "../../protocol/measures.ts";
import type { RunView, SpaceMeasures } from "../../store/runStore.ts";
import { accuracy as t } from "../../texts/en/accuracy.ts";
import { TileStrip } from "../measure/TileStrip.tsx";
import { useSetImages } from "../measure/useSetImages.ts";
import { Panel } from "../overview/Panel.tsx";
import { useClassNames } from "../overview/useClassNames.ts";
import { Segments } from "../ui/Segments.tsx";
import { imagesTakenFor, mostConfused } from "./confusions.ts";
import styles from "./AccuracyView.module.css";

/** Images behind a cell that are shown. */
const SHOWN = 24;

/** What the linear probe takes each class for, and the images behind each number. */
export function ConfusionPanel({
  measures,
}: {
  measures: RunView["measures"];
}) {
  const [wish, setWish] = useState<MeasuredSpace>("student");
  const spaces = MEASURED_SPACES.filter((space) => measures[space]);
  const space = measures[wish] ? wish : spaces[0];
  const measured = space && measures[space];
  if (!measured) return null;
  return (
    <SpaceConfusion
      measured={measured}
      actions={
        <Segments
          label={t.confusion.network}
          options={spaces.map((value) => ({
            value,
            label: SERIES[value].label,
          }))}
          value={measured.space}
          onChange={setWish}
        />
      }
    />
  );
}

function SpaceConfusion({
  measured,
  actions,
}: {
  measured: SpaceMeasures;
  actions: React.ReactNode;
}) {
  const { probe } = measured.measures;
  const classNames = useClassNames();
  const names = useMemo(
    () => probe.classes.map((label) => className(classNames, label)),
    [probe.classes, classNames],
  );
  const [wish, setWish] = useState<Cell | null>(null);
  const worst = useMemo(() => mostConfused(probe.confusion), [probe.confusion]);
  const k = names.length;
  const cursor =
    wish && wish.row < k && wish.column < k ? wish : (worst ?? FIRST);
  const [from, to] = [names[cursor.row] ?? "", names[cursor.column] ?? ""];
  const behind = useMemo(
    () =>
      imagesTakenFor(
        measured.details,
        probe.classes[cursor.row] ?? -1,
        probe.classes[cursor.column] ?? -1,
      ),
    [measured.details, probe.classes, cursor.row, cursor.column],
  );
  const images = useMemo(
    () => behind.slice(0, SHOWN).map((index) => ({ set: "id", index })),
    [behind],
  );
  const tiles = useSetImages(images);
  const text =
    cursor.row === cursor.column
      ? t.confusion.recognised(from)
      : t.confusion.takenFor(from, to);
  const label = t.confusion.images(text, formatCount(behind.length));
  return (
    <Panel
      about="confusion"
      title={t.confusion.title}
      caption={t.confusion.caption(
        formatCount(probe.bank),
        formatCount(probe.validation),
      )}
      summary={t.confusion.summary(
        SERIES[measured.space].label,
        formatPercent(probe.accuracy),
        formatCount(probe.n),
        label,
      )}
      table={{
        columns: [t.confusion.trueClass, ...names],
        rows: names.map((name, row) => [
          name,
          ...names.map((_, column) => probe.confusion[row * k + column] ?? 0),
        ]),
      }}
      actions={actions}
    >
      <div className={styles["confusion"]}>
        <ConfusionMatrix
          classes={names}
          counts={probe.confusion}
          cursor={cursor}
          onCursor={setWish}
          label={t.confusion.matrix(SERIES[measured.space].label)}
        />
        <TileStrip
          title={label}
          images={images.map((image) => ({
            ...{ ...image, text: "", label: text, isForeign: false },
          }))}
          tiles={tiles}
          emptyText={t.confusion.noImage}
        />
      </div>
    </Panel>
  );
}

const FIRST: Cell = { row: 0, column: 0 };
