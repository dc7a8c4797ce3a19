import { useMemo } from "react";
import { scoreDecimals } from "../../charts/rocCurve.ts";
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
    const side = pick.isId ? "known" : `foreign, ${setTitle(pick.set)}`;
    const verdict = pick.score > threshold ? "let in" : "rejected";
    return {
      ...{ set: pick.set, index: pick.index, isForeign: !pick.isId },
      text: pick.score.toFixed(decimals),
      label: `${side}, score ${pick.score.toFixed(decimals)}, ${verdict}`,
    };
  };
  return (
    <section className={styles["images"]} aria-label="Images at the threshold">
      <h3>Images at the threshold of the {label}</h3>
      <p className={styles["note"]}>
        Solid frame: known. Dashed frame: foreign. The number is the score; the
        threshold is {threshold.toFixed(decimals)}.
      </p>
      <TileStrip
        title="Nearest to the threshold, by rising score"
        images={nearest.map(shown)}
        tiles={tiles}
        emptyText="There are none."
      />
      <TileStrip
        title="Known images rejected, lowest scores first"
        images={lost.map(shown)}
        tiles={tiles}
        emptyText="No known image is rejected here."
      />
      <TileStrip
        title="Foreign images let in, highest scores first"
        images={letIn.map(shown)}
        tiles={tiles}
        emptyText="No foreign image is let in here."
      />
    </section>
  );
}
