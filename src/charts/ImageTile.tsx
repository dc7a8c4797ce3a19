import { memo, useEffect, useRef } from "react";
import type { ImageBatch } from "../protocol/results.ts";
import { drawPixels } from "./drawPixels.ts";
import styles from "./PairInspector.module.css";

/** One image of a batch, enlarged without blurring its pixels. */
export const ImageTile = memo(function ImageTile({
  images,
  index,
  label,
}: {
  images: ImageBatch;
  index: number;
  /** Empty where the words stand beside it. */
  label: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const bytes = images.height * images.width * 4;
    const rgba = images.rgba.subarray(index * bytes, (index + 1) * bytes);
    if (canvas.current && rgba.length === bytes) {
      drawPixels(canvas.current, images.width, images.height, rgba);
    }
  }, [images, index]);
  return (
    <canvas
      ref={canvas}
      className={styles["image"]}
      {...(label === ""
        ? { "aria-hidden": true }
        : { role: "img", "aria-label": label })}
    />
  );
});
