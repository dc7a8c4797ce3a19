import { formatCount } from "../../charts/format.ts";
import { Button } from "../ui/Button.tsx";
import type { ImagePages } from "./useImagePages.ts";
import { browse as t } from "../../texts/en/browse.ts";
import styles from "./ImageBrowser.module.css";

/** Which of the images are shown, and the way to those before and after. */
export function Pager({ pages }: { pages: ImagePages }) {
  const { page, offset, pageSize, goTo } = pages;
  const last = page ? Math.min(offset + pageSize, page.total) : 0;
  return (
    <div className={styles["pager"]}>
      <Button disabled={offset === 0} onClick={() => goTo(offset - pageSize)}>
        {t.earlier}
      </Button>
      <p aria-live="polite">
        {page
          ? page.total === 0
            ? t.none
            : t.range(
                formatCount(offset + 1),
                formatCount(last),
                formatCount(page.total),
              )
          : t.loading}
      </p>
      <Button
        disabled={!page || last >= page.total}
        onClick={() => goTo(offset + pageSize)}
      >
        {t.later}
      </Button>
    </div>
  );
}
