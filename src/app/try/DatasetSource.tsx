import { useEffect, useState } from "react";
import { ImageTile } from "../../charts/ImageTile.tsx";
import type { AskedPicture } from "../../protocol/recognition.ts";
import type { ImageBatch } from "../../protocol/results.ts";
import { PageFilters } from "../browse/PageFilters.tsx";
import { Pager } from "../browse/Pager.tsx";
import { useImagePages } from "../browse/useImagePages.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

const PAGE_SIZE = 24;

export type SourceProps = { onPicture: (picture: AskedPicture | null) => void };

/** Any image of any pack; of a new page, the first. */
export function DatasetSource({ onPicture }: SourceProps) {
  const pages = useImagePages(PAGE_SIZE, "test");
  const { pack, page, offset, failure } = pages;
  const [choice, setChoice] = useState({ page, index: 0 });
  const chosen = choice.page === page ? choice.index : 0;
  useEffect(() => {
    if (page) onPicture(page.n > 0 ? pictureOf(page, 0) : null);
  }, [page, onPicture]);

  const nameOf = (index: number) => {
    const label = page?.labels[index] ?? 0;
    return pack?.classTitles[label] ?? t.classOf(label);
  };
  return (
    <div className={styles["dataset"]}>
      <PageFilters pages={pages} />
      {failure && <p role="alert">{failure}</p>}
      <ul className={styles["page"]}>
        {page &&
          Array.from({ length: page.n }, (_, index) => (
            <li key={index}>
              <button
                type="button"
                aria-pressed={index === chosen}
                title={nameOf(index)}
                onClick={() => {
                  setChoice({ page, index });
                  onPicture(pictureOf(page, index));
                }}
              >
                <ImageTile
                  images={page}
                  index={index}
                  label={`${nameOf(index)} ${offset + index + 1}`}
                />
              </button>
            </li>
          ))}
      </ul>
      <Pager pages={pages} />
    </div>
  );
}

function pictureOf(images: ImageBatch, index: number): AskedPicture {
  const { height, width, rgba } = images;
  const bytes = height * width * 4;
  return {
    height,
    width,
    rgba: rgba.slice(index * bytes, (index + 1) * bytes),
  };
}
