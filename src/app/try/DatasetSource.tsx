import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { ImageTile } from "../../charts/ImageTile.tsx";
import { toWireError } from "../../protocol/engineError.ts";
import type { AskedPicture } from "../../protocol/recognition.ts";
import type { ImageBatch } from "../../protocol/results.ts";
import { useLab, useSettings } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import styles from "./Try.module.css";

const PAGE_SIZE = 24;

const SPLITS = [
  { value: "test", label: "held out" },
  { value: "train", label: "training" },
] as const;
type ShownSplit = (typeof SPLITS)[number]["value"];

export type SourceProps = { onPicture: (picture: AskedPicture | null) => void };

/** Any image of any pack. */
export function DatasetSource({ onPicture }: SourceProps) {
  const lab = useLab();
  const packs = useSettings((settings) => settings.packs);
  const ownPack = useSettings((settings) => settings.config.data.pack);
  const [wish, setWish] = useState<string | null>(null);
  const packId = wish ?? ownPack;
  const [split, setSplit] = useState<ShownSplit>("test");
  const [classIndex, setClassIndex] = useState<number | null>(null);
  const [offset, setOffset] = useState(0);
  const [page, setPage] = useState<(ImageBatch & { total: number }) | null>(
    null,
  );
  const [chosen, setChosen] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const pack = packs?.find(({ id }) => id === packId);
  const isThere = packs !== null;

  useEffect(() => {
    if (!isThere) return;
    let isCurrent = true;
    lab
      .browse({ pack: packId, split, classIndex, offset, count: PAGE_SIZE })
      .then((found) => {
        if (!isCurrent) return;
        setFailure(null);
        setPage(found);
        setChosen(0);
        onPicture(found.n > 0 ? pictureOf(found, 0) : null);
      })
      .catch((cause: unknown) => {
        if (isCurrent) setFailure(toWireError(cause).message);
      });
    return () => {
      isCurrent = false;
    };
  }, [lab, isThere, packId, split, classIndex, offset, onPicture]);

  const nameOf = (index: number) => {
    const label = page?.labels[index] ?? 0;
    return pack?.classTitles[label] ?? `class ${label}`;
  };
  return (
    <div className={styles["dataset"]}>
      <div className={styles["choices"]}>
        <label>
          Pack
          <select
            value={packId}
            onChange={(event) => {
              setWish(event.target.value);
              setClassIndex(null);
              setOffset(0);
            }}
          >
            {(packs ?? []).map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Class
          <select
            value={classIndex ?? ""}
            onChange={(event) => {
              const { value } = event.target;
              setClassIndex(value === "" ? null : Number(value));
              setOffset(0);
            }}
          >
            <option value="">all</option>
            {pack?.classTitles.map((title, index) => (
              <option key={title} value={index}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Split
          <select
            value={split}
            onChange={(event) => {
              setSplit(event.target.value as ShownSplit);
              setOffset(0);
            }}
          >
            {SPLITS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
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
                  setChosen(index);
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
      <div className={styles["pager"]}>
        <Button
          look="quiet"
          aria-label="Earlier images"
          disabled={offset === 0}
          onClick={() => setOffset(offset - PAGE_SIZE)}
        >
          <ChevronLeft size={16} aria-hidden />
        </Button>
        <span>
          {page
            ? `${formatCount(Math.min(offset + 1, page.total))} to ${formatCount(offset + page.n)} of ${formatCount(page.total)}`
            : "Loading"}
        </span>
        <Button
          look="quiet"
          aria-label="Later images"
          disabled={!page || offset + page.n >= page.total}
          onClick={() => setOffset(offset + PAGE_SIZE)}
        >
          <ChevronRight size={16} aria-hidden />
        </Button>
      </div>
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
