import { className, classRuns } from "../../charts/classRuns.ts";
import { ImageTile } from "../../charts/ImageTile.tsx";
import type { ImageBatch } from "../../protocol/results.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import styles from "./AnglesView.module.css";

export type ImagePickerProps = {
  image: number;
  images: ImageBatch | null;
  labels: Uint8Array;
  classNames: readonly string[];
  /** Absent: the image is shown, and chosen elsewhere. */
  onChoose?: (image: number) => void;
};

/** The image that a figure is about, and the way to another. */
export function ImagePicker(props: ImagePickerProps) {
  const { image, images, labels, classNames, onChoose } = props;
  const nameOf = (index: number) =>
    `${className(classNames, labels[index])} ${index + 1}`;
  return (
    <div className={styles["picked"]}>
      {images && (
        <ImageTile images={images} index={image} label={nameOf(image)} />
      )}
      {onChoose ? (
        <label>
          {t.image}
          <select
            value={image}
            onChange={(event) => onChoose(Number(event.target.value))}
          >
            {classRuns(labels).map(({ classIndex, start, end }) => (
              <optgroup key={start} label={className(classNames, classIndex)}>
                {Array.from({ length: end - start }, (_, i) => (
                  <option key={i} value={start + i}>
                    {nameOf(start + i)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
      ) : (
        <span>{nameOf(image)}</span>
      )}
    </div>
  );
}
