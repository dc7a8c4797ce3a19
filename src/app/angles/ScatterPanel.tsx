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
import { angles as t } from "../../texts/en/angles.tsx";
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

  const { title } = t.scatter;
  const words = (found?.spaces ?? []).map(
    ({ role, inBand, pearson }) =>
      `${t.scatter.space(SERIES[role].label, formatUnit(pearson))}${inBand === null ? "" : t.scatter.inBand(formatPercent(inBand))}`,
  );
  const count = formatCount(pairs.teacher.length);
  const mapText = map ? t.scatter[map.kind](map.from, map.to) : t.scatter.aMap;
  return (
    <Panel
      about="scatter"
      title={title}
      caption={
        <Explained label={title} more={t.scatter.more}>
          {t.scatter.caption(mapText)}
        </Explained>
      }
      summary={
        words.length === 0
          ? t.notMeasured
          : t.scatter.summary(count, words.join("; "))
      }
      table={{
        columns: t.scatter.columns,
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
                    <SeriesKey role={role} />{" "}
                    {t.scatter.cosine(SERIES[role].label)}
                  </h4>
                  <CosineScatter
                    role={role}
                    teacherPairs={pairs.teacher}
                    pairs={space.pairs}
                    start={found.start}
                    map={map}
                    lit={isLit ? { x, y } : null}
                    label={t.scatter.picture(
                      SERIES[role].label,
                      formatUnit(pearson),
                      count,
                    )}
                  />
                  <p className={styles["note"]}>
                    {inBand === null
                      ? t.scatter.note(formatUnit(pearson), count)
                      : t.scatter.noteWithBand(
                          formatUnit(pearson),
                          formatPercent(inBand),
                          count,
                        )}
                  </p>
                </div>
              );
            })}
          </div>
        ) : (
          <p className={styles["empty"]}>{t.waiting}</p>
        )}
      </div>
    </Panel>
  );
});
