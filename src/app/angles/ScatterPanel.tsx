import { memo, useMemo } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { CosineScatter } from "../../charts/CosineScatter.tsx";
import { formatCount, formatPercent, formatUnit } from "../../charts/format.ts";
import type { Cell } from "../../charts/heatmapCursor.ts";
import { correlation } from "../../charts/pairStatistics.ts";
import { randomMapOf, shareInBand } from "../../charts/randomMapNull.ts";
import { cosineAxisStart } from "../../charts/scatterBins.ts";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import type { SampleSource } from "../../store/runStore.ts";
import { Panel } from "../overview/Panel.tsx";
import { Explained } from "./Explained.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import { usePairs } from "./usePairs.ts";
import styles from "./AnglesView.module.css";

const ROLES = ["compressed", "student"] as const;

export type ScatterPanelProps = {
  source: SampleSource;
  /** The pair that is looked at. */
  pair: Cell | null;
};

/** Cosines against the teacher's, pair by pair. */
export const ScatterPanel = memo(function ScatterPanel({
  source,
  pair,
}: ScatterPanelProps) {
  const [ref, sample] = useLiveSample(source);
  const pairs = usePairs(sample);
  const map = useMemo(() => (sample ? randomMapOf(sample) : null), [sample]);
  const found = useMemo(() => {
    const { teacher } = pairs;
    if (teacher.length === 0) return null;
    const spaces = ROLES.flatMap((role) => {
      const own = pairs[role];
      if (!own) return [];
      const inBand = map ? shareInBand(map, teacher, own) : null;
      const pearson = correlation(own, teacher);
      return [{ role, pairs: own, inBand, pearson }];
    });
    const start = cosineAxisStart(teacher, ...spaces.map((s) => s.pairs));
    return { spaces, start };
  }, [pairs, map]);

  const title = "Against the teacher’s cosines";
  const words = (found?.spaces ?? []).map(
    ({ role, inBand, pearson }) =>
      `${SERIES[role].label}: Pearson ${formatUnit(pearson)}${inBand === null ? "" : `, ${formatPercent(inBand)} of pairs within the band`}`,
  );
  const count = formatCount(pairs.teacher.length);
  const mapText = map
    ? `${map.kind === "orthonormal" ? "a random orthonormal map" : "a random Gaussian map"} from ${map.from} to ${map.to} dimensions`
    : "a random map";
  return (
    <Panel
      about="scatter"
      title={title}
      caption={
        <Explained
          label={title}
          more="A random orthonormal map from d to m dimensions changes a cosine c by about (1 − c²)·√(1/m − 1/d) (standard deviation, to first order); a Gaussian one by (1 − c²)/√m. The dashed lines lie 1.96 of them to either side of the diagonal. A space with fewer than 95 % of its pairs between them keeps angles worse than chance would. To few dimensions the band is wide and only roughly right: a space in which all images have become alike can lie inside it, and Pearson tells. Colour: pairs in a square of the grid on a logarithmic scale, lighter for more."
        >
          A good space lies on the diagonal, and between the dashed lines, where{" "}
          {mapText} puts 95 % of the pairs.
        </Explained>
      }
      summary={
        words.length === 0
          ? "No angles have been measured yet."
          : `${count} pairs. ${words.join("; ")}.`
      }
      table={{
        columns: ["Space", "Pearson", "Pairs within the band", "Pairs"],
        rows: (found?.spaces ?? []).map(({ role, inBand, pearson }) => [
          SERIES[role].label,
          formatUnit(pearson),
          formatPercent(inBand),
          pairs.teacher.length,
        ]),
      }}
    >
      <div ref={ref}>
        {found && sample ? (
          <div className={styles["pair"]}>
            {found.spaces.map((space) => {
              const { role, inBand, pearson } = space;
              const cosines = sample[role];
              const at = pair ? pair.row * sample.n + pair.column : -1;
              const [x, y] = [sample.teacher[at], cosines?.[at]];
              const isLit = x !== undefined && y !== undefined;
              return (
                <div key={role}>
                  <h4>
                    <SeriesKey role={role} /> cosine, {SERIES[role].label}
                  </h4>
                  <CosineScatter
                    role={role}
                    teacherPairs={pairs.teacher}
                    pairs={space.pairs}
                    start={found.start}
                    map={map}
                    lit={isLit ? { x, y } : null}
                    label={`Cosines of the ${SERIES[role].label} over the teacher's: Pearson ${formatUnit(pearson)}, ${count} pairs`}
                  />
                  <p className={styles["note"]}>
                    Pearson <b>{formatUnit(pearson)}</b>
                    {inBand !== null && (
                      <>
                        , within the band <b>{formatPercent(inBand)}</b>
                      </>
                    )}{" "}
                    of {count} pairs
                  </p>
                </div>
              );
            })}
          </div>
        ) : (
          <p className={styles["empty"]}>The first angles are on their way.</p>
        )}
      </div>
    </Panel>
  );
});
