import { useId, useState, type KeyboardEvent } from "react";
import { formatCount } from "../../charts/format.ts";
import { SPLIT_SHARES, type ImportPreview } from "../../protocol/importing.ts";
import type { PackManifest } from "../../protocol/packs.ts";
import { ImageGrid } from "../browse/ImageGrid.tsx";
import { Button } from "../ui/Button.tsx";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type PackPreviewProps = {
  preview: ImportPreview;
  seed: number;
  /** Divides the images anew. */
  onDivide: (title: string, seed: number) => void;
  onKeep: () => void;
  onDiscard: () => void;
};

const TITLE_LENGTH = 60;
const percent = (share: number) => `${Math.round(100 * share)} %`;

/** What was read, before it is kept: some images, classes, copies, and how it is divided. */
export function PackPreview({
  preview,
  seed,
  onDivide,
  onKeep,
  onDiscard,
}: PackPreviewProps) {
  const { manifest, duplicates, sample, isPackFile } = preview;
  const { title, counts, image, classTitles } = manifest;
  const titleId = useId();
  const seedId = useId();
  const [name, setName] = useState(title);
  const [seedText, setSeedText] = useState(String(seed));
  const total = counts.train + counts.validation + counts.test;
  /** When a field is left, and not with each digit: this preview makes way for the next one. */
  const divide = () => {
    const wantedTitle = name.trim() || title;
    const number = Number(seedText);
    const wantedSeed = Number.isInteger(number) && number >= 0 ? number : seed;
    if (wantedTitle !== title || wantedSeed !== seed) {
      onDivide(wantedTitle, wantedSeed);
    }
  };
  const leaving = {
    onBlur: divide,
    onKeyDown: ({ key, currentTarget }: KeyboardEvent<HTMLInputElement>) => {
      if (key === "Enter") currentTarget.blur();
    },
  };

  return (
    <section className={styles["section"]} aria-label={t.read}>
      <p>
        {t.summary(
          formatCount(total),
          `${image.height} x ${image.width}`,
          image.channels === 1,
          formatCount(classTitles.length),
          formatCount(counts.train),
          formatCount(counts.validation),
          formatCount(counts.test),
        )}{" "}
        {duplicates.copies > 0 && t.copies(formatCount(duplicates.copies))}
        {duplicates.contradictions > 0 &&
          t.contradictions(formatCount(duplicates.contradictions))}
      </p>
      <ImageGrid images={sample} classNames={classTitles} />
      <ClassBalance manifest={manifest} />
      {isPackFile ? (
        <p className={styles["note"]}>{t.packFile(title)}</p>
      ) : (
        <>
          <p className={styles["note"]}>
            {t.split(
              percent(SPLIT_SHARES.validation),
              percent(SPLIT_SHARES.test),
            )}
          </p>
          <div className={styles["row"]}>
            <label htmlFor={titleId}>{t.packTitle}</label>
            <input
              id={titleId}
              className={styles["text"]}
              value={name}
              maxLength={TITLE_LENGTH}
              onChange={({ target }) => setName(target.value)}
              {...leaving}
            />
            <label htmlFor={seedId}>{t.splitSeed}</label>
            <input
              id={seedId}
              type="number"
              className={styles["number"]}
              min={0}
              step={1}
              value={seedText}
              onChange={({ target }) => setSeedText(target.value)}
              {...leaving}
            />
          </div>
        </>
      )}
      <div className={styles["actions"]}>
        <Button look="primary" onClick={onKeep}>
          {t.keep}
        </Button>
        <Button onClick={onDiscard}>{t.discard}</Button>
      </div>
    </section>
  );
}

/** Bars of the classes, each split in its own shade. */
function ClassBalance({ manifest }: { manifest: PackManifest }) {
  const { classTitles, classCounts } = manifest;
  const rows = classTitles.map((title, k) => {
    const train = classCounts.train[k]!;
    const validation = classCounts.validation[k]!;
    const test = classCounts.test[k]!;
    const all = train + validation + test;
    return { title, train, validation, test, all };
  });
  const most = Math.max(...rows.map(({ all }) => all));
  return (
    <div
      className={styles["balance"]}
      role="region"
      aria-label={t.balance}
      tabIndex={0}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">{t.class}</th>
            <td />
            <th scope="col">{t.train}</th>
            <th scope="col">{t.validate}</th>
            <th scope="col">{t.test}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, train, validation, test, all }, k) => (
            <tr key={k}>
              <th scope="row">{title}</th>
              <td aria-hidden>
                <span
                  className={styles["bar"]}
                  style={{ width: `${(100 * all) / most}%` }}
                />
              </td>
              <td>{formatCount(train)}</td>
              <td>{formatCount(validation)}</td>
              <td>{formatCount(test)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
