import { useEffect, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { toWireError } from "../../protocol/engineError.ts";
import { SPLITS, type Split } from "../../protocol/packs.ts";
import type { ImageBatch } from "../../protocol/results.ts";
import { useLab, useSettings } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { ImageGrid } from "./ImageGrid.tsx";
import styles from "./ImageBrowser.module.css";

const PAGE_SIZE = 96;

const SPLIT_NAMES: Record<Split, string> = {
  train: "Training",
  validation: "Validation",
  test: "Test (held out)",
};

type Page = ImageBatch & { total: number };

export type ImageBrowserProps = { isOpen: boolean; onClose: () => void };

export function ImageBrowser({ isOpen, onClose }: ImageBrowserProps) {
  return (
    <Dialog title="Images" isOpen={isOpen} onClose={onClose} isWide>
      <Browser />
    </Dialog>
  );
}

/** The packs' images by class and split, a page at a time. */
function Browser() {
  const lab = useLab();
  const packs = useSettings((settings) => settings.packs) ?? [];
  const ownPack = useSettings((settings) => settings.config.data.pack);
  const [packId, setPackId] = useState(ownPack);
  const [split, setSplit] = useState<Split>("train");
  const [classIndex, setClassIndex] = useState<number | null>(null);
  const [offset, setOffset] = useState(0);
  const [page, setPage] = useState<Page | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const pack = packs.find((each) => each.id === packId);

  useEffect(() => {
    let isCurrent = true;
    lab
      .browse({ pack: packId, split, classIndex, offset, count: PAGE_SIZE })
      .then((found) => {
        if (!isCurrent) return;
        setPage(found);
        setFailure(null);
      })
      .catch((cause: unknown) => {
        if (isCurrent) setFailure(toWireError(cause).message);
      });
    return () => {
      isCurrent = false;
    };
  }, [lab, packId, split, classIndex, offset]);

  const last = page ? Math.min(offset + PAGE_SIZE, page.total) : 0;
  return (
    <>
      <div className={styles["filters"]}>
        <label>
          Pack
          <select
            value={packId}
            onChange={(event) => {
              setPackId(event.target.value);
              setClassIndex(null);
              setOffset(0);
            }}
          >
            {packs.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Split
          <select
            value={split}
            onChange={(event) => {
              setSplit(event.target.value as Split);
              setOffset(0);
            }}
          >
            {SPLITS.map((each) => (
              <option key={each} value={each}>
                {SPLIT_NAMES[each]}
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
            <option value="">All classes</option>
            {pack?.classTitles.map((title, index) => (
              <option key={title} value={index}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      {failure && <p role="alert">{failure}</p>}
      <div className={styles["page"]}>
        {page && pack && (
          <ImageGrid images={page} classNames={pack.classTitles} />
        )}
      </div>
      <div className={styles["pager"]}>
        <Button
          disabled={offset === 0}
          onClick={() => setOffset(offset - PAGE_SIZE)}
        >
          Earlier
        </Button>
        <p aria-live="polite">
          {page
            ? page.total === 0
              ? "No images here"
              : `${formatCount(offset + 1)} to ${formatCount(last)} of ${formatCount(page.total)}`
            : "Loading"}
        </p>
        <Button
          disabled={!page || last >= page.total}
          onClick={() => setOffset(offset + PAGE_SIZE)}
        >
          Later
        </Button>
      </div>
      {pack && (
        <p className={styles["source"]}>
          {pack.description} Licence: {pack.licence}.
        </p>
      )}
    </>
  );
}
