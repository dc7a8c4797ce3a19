import { ImageTile } from "../../charts/ImageTile.tsx";
import { tileKey, type SetImage, type Tile } from "./useSetImages.ts";
import styles from "./TileStrip.module.css";

export type StripImage = SetImage & {
  /** Under the picture. */
  text: string;
  /** For those who cannot see the picture. */
  label: string;
  /** A foreign image has a dashed frame. */
  isForeign: boolean;
};

export type TileStripProps = {
  title: string;
  images: readonly StripImage[];
  tiles: ReadonlyMap<string, Tile>;
  /** Stands for no image. */
  emptyText: string;
};

/** A row of images of the run's sets, each with a word below it; places are kept while pictures are on their way. */
export function TileStrip(props: TileStripProps) {
  const { title, images, tiles, emptyText } = props;
  return (
    <div className={styles["strip"]}>
      <h4>{title}</h4>
      {images.length === 0 ? (
        <p className={styles["empty"]}>{emptyText}</p>
      ) : (
        <ul>
          {images.map((image) => {
            const tile = tiles.get(tileKey(image));
            return (
              <li key={tileKey(image)} title={image.label}>
                <div
                  className={styles["picture"]}
                  data-foreign={image.isForeign}
                >
                  {tile && <ImageTile {...tile} label={image.label} />}
                </div>
                <span aria-hidden="true">{image.text}</span>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
