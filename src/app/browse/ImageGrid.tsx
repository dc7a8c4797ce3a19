import { memo } from "react";
import { ImageTile } from "../../charts/ImageTile.tsx";
import type { ImageBatch } from "../../protocol/results.ts";
import { browse as t } from "../../texts/en/browse.ts";
import styles from "./ImageBrowser.module.css";

export type ImageGridProps = {
  images: ImageBatch;
  /** Titles by label. */
  classNames: readonly string[];
};

/** Every image of a batch, its class under the pointer and for screen readers. */
export const ImageGrid = memo(function ImageGrid({
  images,
  classNames,
}: ImageGridProps) {
  return (
    <ul className={styles["grid"]}>
      {Array.from({ length: images.n }, (_, index) => {
        const label = images.labels[index] ?? 0;
        const name = classNames[label] ?? t.classOf(label);
        return (
          <li key={index} title={name}>
            <ImageTile images={images} index={index} label={name} />
          </li>
        );
      })}
    </ul>
  );
});
