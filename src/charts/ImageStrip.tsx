/** A row of a batch's images, as many as fit, spread evenly over the batch. */
import { memo, useEffect, useMemo, useRef } from "react";
import type { ImageBatch } from "../protocol/results.ts";
import { classCounts } from "./classRuns.ts";
import styles from "./ImageStrip.module.css";
import { spreadIndices } from "./spreadIndices.ts";
import { useElementSize } from "./useElementSize.ts";

/** Between two images, in pixels of the images. */
const GAP = 3;

export type ImageStripProps = {
  images: ImageBatch;
  classNames: readonly string[];
  /** Side of an image on the page, in CSS pixels. */
  size?: number;
  /** Most images to show. */
  max?: number;
  /** What the images are, as read to someone who cannot see them. */
  label: string;
};

export const ImageStrip = memo(function ImageStrip({
  images,
  classNames,
  size = 48,
  max = 24,
  label,
}: ImageStripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strip, { width }] = useElementSize({ width: 600, height: size });
  const scale = size / images.width;
  const fitting = Math.floor((width + GAP * scale) / (size + GAP * scale));
  const count = Math.max(1, Math.min(max, fitting));
  const shown = useMemo(
    () => spreadIndices(images.n, count),
    [images.n, count],
  );
  const pixelWidth = Math.max(1, shown.length * (images.width + GAP) - GAP);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const bytes = images.height * images.width * 4;
    context.clearRect(0, 0, pixelWidth, images.height);
    shown.forEach((index, place) => {
      const image = context.createImageData(images.width, images.height);
      image.data.set(images.rgba.subarray(index * bytes, (index + 1) * bytes));
      context.putImageData(image, place * (images.width + GAP), 0);
    });
  }, [images, shown, pixelWidth]);

  const labels = shown.map((index) => images.labels[index] ?? 0);
  return (
    <div ref={strip} className={styles["strip"]} style={{ height: size }}>
      <canvas
        ref={canvas}
        className={styles["canvas"]}
        width={pixelWidth}
        height={images.height}
        style={{ width: pixelWidth * scale, height: size }}
        role="img"
        aria-label={`${label}: ${classCounts(labels, classNames)}`}
      />
    </div>
  );
});
