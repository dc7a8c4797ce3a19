import { SPLITS, type Split } from "../../protocol/packs.ts";
import type { ImagePages } from "./useImagePages.ts";
import { browse as t } from "../../texts/en/browse.ts";
import styles from "./ImageBrowser.module.css";

/** Pack, split and class of the images that are looked at. */
export function PageFilters({ pages }: { pages: ImagePages }) {
  const { pack, packs, split, classIndex } = pages;
  return (
    <div className={styles["filters"]}>
      <label>
        {t.pack}
        <select
          value={pack?.id ?? ""}
          onChange={(event) => pages.choosePack(event.target.value)}
        >
          {packs.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.split}
        <select
          value={split}
          onChange={(event) => pages.chooseSplit(event.target.value as Split)}
        >
          {SPLITS.map((each) => (
            <option key={each} value={each}>
              {t.splits[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t.class}
        <select
          value={classIndex ?? ""}
          onChange={({ target: { value } }) =>
            pages.chooseClass(value === "" ? null : Number(value))
          }
        >
          <option value="">{t.allClasses}</option>
          {pack?.classTitles.map((title, index) => (
            <option key={title} value={index}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
