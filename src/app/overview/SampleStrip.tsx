import { ImageStrip } from "../../charts/ImageStrip.tsx";
import type { SampleSource } from "../../store/runStore.ts";
import { useRun } from "../LabContext.tsx";
import { useClassNames } from "./useClassNames.ts";
import styles from "./Overview.module.css";

/** Side of an image as the student sees it. */
const IMAGE_SIDE = 32;

export type SampleStripProps = { source: SampleSource; label: string };

/** Some of the images behind the heatmaps. */
export function SampleStrip({ source, label }: SampleStripProps) {
  const images = useRun((view) => view.images[source]);
  const classNames = useClassNames();
  return (
    <div className={styles["strip"]}>
      {images && (
        <ImageStrip
          images={images}
          classNames={classNames}
          size={IMAGE_SIDE}
          max={40}
          label={label}
        />
      )}
    </div>
  );
}
