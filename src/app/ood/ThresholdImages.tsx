import { useMemo } from "react";
import { scoreDecimals } from "../../charts/rocCurve.ts";
import { ood as t } from "../../texts/en/ood.ts";
import { TileStrip } from "../measure/TileStrip.tsx";
import { useSetImages } from "../measure/useSetImages.ts";
import type { Separation } from "./separation.ts";
import { thresholdPicks, type Pick } from "./thresholdPicks.ts";
import styles from "./OodView.module.css";

/** Images of each kind. */
const SHOWN = 12;

export type ThresholdImagesProps = {
  separation: Separation;
  /** Name of its space. */
  label: string;
  setTitle: (set: string) => string;
};

/** The images that the threshold divides, and its worst mistakes. */
export function ThresholdImages({
  separation,
  label,
  setTitle,
}: ThresholdImagesProps) {
  const { scored, threshold } = separation;
  const picks = useMemo(
    () => thresholdPicks(scored, threshold, SHOWN),
    [scored, threshold],
  );
  const { nearest, lost, letIn } = picks;
  const wanted = useMemo(
    () => [...nearest, ...lost, ...letIn],
    [nearest, lost, letIn],
  );
  const tiles = useSetImages(wanted);
  const decimals = useMemo(() => scoreDecimals(scored.id), [scored]);
  const shown = (pick: Pick) => {
    const side = pick.isId ? t.known : t.images.foreign(setTitle(pick.set));
    const verdict =
      pick.score > threshold ? t.images.isLetIn : t.images.isRejected;
    return {
      ...{ set: pick.set, index: pick.index, isForeign: !pick.isId },
      text: pick.score.toFixed(decimals),
      label: t.images.image(side, pick.score.toFixed(decimals), verdict),
    };
  };
  return (
    <section className={styles["images"]} aria-label={t.images.name}>
      <h3>{t.images.title(label)}</h3>
      <p className={styles["note"]}>
        {t.images.note(threshold.toFixed(decimals))}
      </p>
      <TileStrip
        title={t.images.nearest}
        images={nearest.map(shown)}
        tiles={tiles}
        emptyText={t.images.none}
      />
      <TileStrip
        title={t.images.lost}
        images={lost.map(shown)}
        tiles={tiles}
        emptyText={t.images.noneLost}
      />
      <TileStrip
        title={t.images.letIn}
        images={letIn.map(shown)}
        tiles={tiles}
        emptyText={t.images.noneLetIn}
      />
    </section>
  );
}
