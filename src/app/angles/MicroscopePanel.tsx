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

const KINDS = [
  { value: "joint", label: "Joint" },
  { value: "conditional", label: "Conditional" },
] as const;
const SPACES = [
  { value: "compressed", label: "Compressed teacher" },
  { value: "student", label: "Student" },
] as const;

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
      ...([teacher, cosines, n, image, shown, rising, kind] as const),
    );
    return { shown, rows, restCount: n - 1 - shown.length };
  }, [sample, other, image, temperatures, kind]);

  const title = "Temperature microscope";
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
        <Explained
          label={title}
          more="p(j|i) = exp(c_ij/τ) / Σ_k≠i exp(c_ik/τ); joint: P_ij = (p(j|i) + p(i|j)) / 2n, shown here times n; Q the same from the other space's cosines. KL of a row: Σ_j P_ij log(P_ij/Q_ij), in nats; its mean over all images is the global compression loss at this temperature, of this sample and not of a training batch. Joint rows need not sum to 1, and one row's KL may be below zero; their mean cannot. A shift of all cosines by one number changes nothing here."
        >
          Low temperatures see the nearest neighbours alone, high ones the whole
          sample; in a good space both bars of a pair are equally high at every
          temperature.
        </Explained>
      }
      summary={
        found
          ? `${name(image)}, ${SERIES[other].label}: KL ${formatLoss(mean("divergence"))} nats on average over ${found.rows.length} temperatures, ${formatLoss(mean("meanDivergence"))} over all images.`
          : "No angles have been measured yet."
      }
      table={{
        columns: [
          "Temperature",
          "KL of the row, nats",
          "KL, mean of all rows",
          ...(found?.shown ?? []).map((j) => `P, Q of ${name(j)}`),
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
              label="Space beside the teacher"
              options={SPACES}
              value={other}
              onChange={setWish}
            />
          )}
          <Segments
            label="Affinities"
            options={KINDS}
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
              In nats: KL of this image’s row{" "}
              <b>{formatLoss(mean("divergence"))}</b>, mean of all rows{" "}
              <b>{formatLoss(mean("meanDivergence"))}</b> (averages over{" "}
              {found.rows.length} temperatures, {sample.n} images).
            </p>
          </>
        ) : (
          <p className={styles["empty"]}>The first angles are on their way.</p>
        )}
      </div>
    </Panel>
  );
});
