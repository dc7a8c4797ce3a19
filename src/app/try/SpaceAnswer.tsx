import { SERIES } from "../../charts/colorScale.ts";
import {
  cosineToDegrees,
  formatDegrees,
  formatPercent,
} from "../../charts/format.ts";
import { ImageTile } from "../../charts/ImageTile.tsx";
import { ScoreGauge } from "../../charts/ScoreGauge.tsx";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import type { Recognition } from "../../protocol/recognition.ts";
import { useClassNames } from "../overview/useClassNames.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

/** Classes that are shown; the rest have hardly a vote. */
const SHOWN_CLASSES = 3;

export type SpaceAnswerProps = {
  network: "teacher" | "student";
  answer: Recognition;
};

/** What one network makes of the image: a class by its neighbours' votes, whether it counts as known, and the neighbours themselves. */
export function SpaceAnswer({ network, answer }: SpaceAnswerProps) {
  const classNames = useClassNames();
  const name = SERIES[network].label;
  const space = answer[network];
  if (!space) {
    return (
      <section className={styles["network"]} aria-label={t.sees(name)}>
        <h3>
          <SeriesKey role={network} /> {name}
        </h3>
        <p className={styles["note"]}>{t.noNetwork}</p>
      </section>
    );
  }
  const { votes, neighbours, score, idScores, threshold } = space;
  const { neighbourImages: images } = answer;
  const nameOf = (label: number) => classNames[label] ?? t.classOf(label);
  const ranked = Array.from(votes, (share, label) => ({ share, label }))
    .sort((a, b) => b.share - a.share)
    .slice(0, SHOWN_CLASSES)
    .filter(({ share }) => share > 0);
  return (
    <section className={styles["network"]} aria-label={t.sees(name)}>
      <h3>
        <SeriesKey role={network} /> {name}
      </h3>
      <h4>{t.votes}</h4>
      <ul className={styles["votes"]}>
        {ranked.map(({ share, label }) => (
          <li key={label}>
            <span>{nameOf(label)}</span>
            <span
              className={styles["bar"]}
              style={{
                width: `${100 * share}%`,
                background: SERIES[network].color,
              }}
              aria-hidden="true"
            />
            <span className={styles["share"]}>{formatPercent(share, 0)}</span>
          </li>
        ))}
      </ul>
      <h4>{t.known}</h4>
      <ScoreGauge role={network} {...{ score, idScores, threshold }} />
      <h4>{t.nearest}</h4>
      <ol className={styles["neighbours"]}>
        {neighbours.map(({ at, cosine }) => {
          const label = nameOf(images.labels[at] ?? 0);
          const angle = formatDegrees(cosineToDegrees(cosine));
          return (
            <li key={at} title={label}>
              <ImageTile
                images={images}
                index={at}
                label={t.at(label, angle)}
              />
              <span aria-hidden="true">{angle}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
