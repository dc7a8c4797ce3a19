import { Images } from "lucide-react";
import { ImageStrip } from "../../charts/ImageStrip.tsx";
import { useRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { useClassNames } from "./useClassNames.ts";
import styles from "./Overview.module.css";

/** Side of an image as the student sees it. */
const IMAGE_SIDE = 32;

export type SampleStripProps = { onBrowse: () => void };

/** Some of the images behind the held-out heatmap, and the way to all of them. */
export function SampleStrip({ onBrowse }: SampleStripProps) {
  const images = useRun((view) => view.images["held-out"]);
  const classNames = useClassNames();
  return (
    <div className={styles["strip"]}>
      <div className={styles["stripImages"]}>
        {images && (
          <ImageStrip
            images={images}
            classNames={classNames}
            size={IMAGE_SIDE}
            max={40}
            label="Held-out images"
          />
        )}
      </div>
      <Button look="quiet" onClick={onBrowse}>
        <Images size={16} aria-hidden />
        Browse images
      </Button>
    </div>
  );
}
