import { memo, useMemo } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { className } from "../../charts/classRuns.ts";
import { formatDegrees } from "../../charts/format.ts";
import type { Cell } from "../../charts/heatmapCursor.ts";
import { pairTrail } from "../../charts/pairTrail.ts";
import { PairTrails } from "../../charts/PairTrails.tsx";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import type { EmbeddingName } from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { useClassNames } from "../overview/useClassNames.ts";
import { Explained } from "./Explained.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import styles from "./AnglesView.module.css";

const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];
const NO_LABELS = new Uint8Array();

export type PinsPanelProps = {
  source: SampleSource;
  pins: readonly Cell[];
  onChoose: (pair: Cell) => void;
  onUnpin: (pair: Cell) => void;
};

/** The pinned pairs over the steps of the run. */
export const PinsPanel = memo(function PinsPanel({
  source,
  pins,
  onChoose,
  onUnpin,
}: PinsPanelProps) {
  const [ref, sample] = useLiveSample(source);
  const frames = useRun((view) => view.frames.samples[source].frames);
  const images = useRun((view) => view.images[source]);
  const totalSteps = useRun((view) => view.status.steps);
  const classNames = useClassNames();
  const labels = sample?.labels ?? NO_LABELS;
  const pinned = useMemo(
    () => pins.map((pair) => ({ pair, trail: pairTrail(frames, pair) })),
    [pins, frames],
  );
  const table = useMemo(() => {
    const name = (image: number) =>
      `${className(classNames, labels[image])} ${image + 1}`;
    return {
      columns: [
        t.pins.pair,
        t.pins.step,
        ...ROLES.map((role) => SERIES[role].label),
      ],
      rows: pinned.flatMap(({ pair, trail }) =>
        trail.map(({ step, angles }) => [
          `${name(pair.row)}, ${name(pair.column)}`,
          step,
          ...ROLES.map((role) => formatDegrees(angles[role])),
        ]),
      ),
    };
  }, [pinned, labels, classNames]);
  const { title } = t.pins;
  return (
    <Panel
      about="pins"
      title={title}
      caption={
        <Explained label={title} more={t.pins.more}>
          {t.pins.caption}
        </Explained>
      }
      summary={t.pins.summary(pins.length)}
      table={table}
      beside={
        <p className={styles["note"]}>
          {ROLES.map((role) => (
            <span key={role}>
              <SeriesKey role={role} /> {SERIES[role].label}{" "}
            </span>
          ))}
        </p>
      }
    >
      <div ref={ref}>
        <PairTrails
          pinned={pinned}
          step={sample?.step ?? 0}
          totalSteps={totalSteps}
          images={images}
          labels={labels}
          classNames={classNames}
          onChoose={onChoose}
          onUnpin={onUnpin}
        />
      </div>
    </Panel>
  );
});
