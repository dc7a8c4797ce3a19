import { memo, useMemo, useState } from "react";
import { AffinityRows } from "../../charts/AffinityRows.tsx";
import { className } from "../../charts/classRuns.ts";
import { SERIES } from "../../charts/colorScale.ts";
import { formatLoss, formatPercent } from "../../charts/format.ts";
import {
  type AffinityKind,
  microscopeRows,
} from "../../charts/neighbourAffinities.ts";
import { nearestImages } from "../../charts/sampleNeighbours.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { useRun, useShownConfig } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { useClassNames } from "../overview/useClassNames.ts";
import { Segments } from "../ui/Segments.tsx";
import { Explained } from "./Explained.tsx";
import { ImagePicker } from "./ImagePicker.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import styles from "./AnglesView.module.css";

/** Columns: the teacher's nearest, and the other space's that are not among them. */
const SHOWN = { teacher: 10, other: 4 };

const KINDS = ["joint", "conditional"] as const;
const SPACES = ["compressed", "student"] as const;

export type MicroscopePanelProps = {
  source: SampleSource;
  image: number;
};

/** P and Q of one image's neighbours, at each temperature of the settings. */
export const MicroscopePanel = memo(function MicroscopePanel({
  source,
  image,
}: MicroscopePanelProps) {
  const [ref, sample] = useLiveSample(source);
  const images = useRun((view) => view.images[source]);
  const classNames = useClassNames();
  const temperatures = useShownConfig(({ method }) => method.temperatures);
  const configured = useShownConfig(({ method }) => method.affinities);
  const [kind, setKind] = useState<AffinityKind>(configured);
  const [wish, setWish] = useState<"compressed" | "student">("compressed");
  const other = sample?.compressed ? wish : "student";

  const found = useMemo(() => {
    const cosines = sample?.[other];
    if (!sample || !cosines || image >= sample.n || sample.n < 3) return null;
    const { n, teacher } = sample;
    const near = nearestImages(teacher, n, image, SHOWN.teacher);
    const more = nearestImages(cosines, n, image, SHOWN.teacher)
      .filter((candidate) => !near.includes(candidate))
      .slice(0, SHOWN.other);
    const shown = [...near, ...more];
    const rising = [...temperatures].sort((a, b) => a - b);
    const rows = microscopeRows(
      teacher,
      cosines,
      n,
      image,
      shown,
      rising,
      kind,
    );
    return { shown, rows, restCount: n - 1 - shown.length };
  }, [sample, other, image, temperatures, kind]);

  const { title } = t.microscope;
  const mean = (of: "divergence" | "meanDivergence") =>
    found
      ? found.rows.reduce((sum, row) => sum + row[of], 0) / found.rows.length
      : null;
  const name = (index: number) =>
    `${className(classNames, sample?.labels[index])} ${index + 1}`;
  return (
    <Panel
      about="microscope"
      title={title}
      caption={
        <Explained label={title} more={t.microscope.more}>
          {t.microscope.caption}
        </Explained>
      }
      summary={
        found
          ? t.microscope.summary(
              name(image),
              SERIES[other].label,
              formatLoss(mean("divergence")),
              found.rows.length,
              formatLoss(mean("meanDivergence")),
            )
          : t.notMeasured
      }
      table={{
        columns: [
          t.microscope.columns.temperature,
          t.microscope.columns.row,
          t.microscope.columns.mean,
          ...(found?.shown ?? []).map((j) => t.microscope.columns.of(name(j))),
        ],
        rows: (found?.rows ?? []).map((row) => [
          String(row.temperature),
          formatLoss(row.divergence),
          formatLoss(row.meanDivergence),
          ...row.p.map(
            (p, i) => `${formatPercent(p)}, ${formatPercent(row.q[i] ?? 0)}`,
          ),
        ]),
      }}
      actions={
        <>
          {sample?.compressed && (
            <Segments
              label={t.microscope.space}
              options={SPACES.map((value) => ({
                value,
                label: t.microscope.spaces[value],
              }))}
              value={other}
              onChange={setWish}
            />
          )}
          <Segments
            label={t.microscope.affinities}
            options={KINDS.map((value) => ({
              value,
              label: t.microscope.kinds[value],
            }))}
            value={kind}
            onChange={setKind}
          />
        </>
      }
    >
      <div ref={ref}>
        {sample && found ? (
          <>
            <ImagePicker
              {...{ image, images, classNames }}
              labels={sample.labels}
            />
            <AffinityRows
              rows={found.rows}
              neighbours={found.shown}
              restCount={found.restCount}
              other={other}
              images={images}
              labels={sample.labels}
              classNames={classNames}
            />
            <p className={styles["note"]}>
              {t.microscope.note(
                formatLoss(mean("divergence")),
                formatLoss(mean("meanDivergence")),
                found.rows.length,
                sample.n,
              )}
            </p>
          </>
        ) : (
          <p className={styles["empty"]}>{t.waiting}</p>
        )}
      </div>
    </Panel>
  );
});
