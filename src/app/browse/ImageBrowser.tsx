import { Dialog } from "../ui/Dialog.tsx";
import { ImageGrid } from "./ImageGrid.tsx";
import { PageFilters } from "./PageFilters.tsx";
import { Pager } from "./Pager.tsx";
import { useImagePages } from "./useImagePages.ts";
import { browse as t } from "../../texts/en/browse.ts";
import styles from "./ImageBrowser.module.css";

const PAGE_SIZE = 96;

export type ImageBrowserProps = { isOpen: boolean; onClose: () => void };

export function ImageBrowser({ isOpen, onClose }: ImageBrowserProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose} isWide>
      <Browser />
    </Dialog>
  );
}

/** The packs' images by class and split, a page at a time. */
function Browser() {
  const pages = useImagePages(PAGE_SIZE, "train");
  const { pack, page, failure } = pages;
  return (
    <>
      <PageFilters pages={pages} />
      {failure && <p role="alert">{failure}</p>}
      <div className={styles["page"]}>
        {page && pack && (
          <ImageGrid images={page} classNames={pack.classTitles} />
        )}
      </div>
      <Pager pages={pages} />
      {pack && (
        <p className={styles["source"]}>
          {t.source(pack.description, pack.licence)}
        </p>
      )}
    </>
  );
}
