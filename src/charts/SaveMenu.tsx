import { useEffect, useRef, useState, type RefObject } from "react";
import { figure as t } from "../texts/en/figure.ts";
import { tableCsv } from "./csv.ts";
import type { TableData } from "./FigureTable.tsx";
import { figurePng, figureSvg } from "./figureSvg.ts";
import { saveFile } from "./saveFile.ts";
import styles from "./SaveMenu.module.css";

export type SaveMenuProps = {
  title: string;
  figure: RefObject<HTMLElement | null>;
  table: TableData;
  /** The table covers the figure: there is no picture to take. */
  isTableShown: boolean;
  onClose: () => void;
};

/** "Angles between images" is `angles-between-images`. */
const fileStem = (title: string) =>
  (title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["chart"]).join("-");

/** The figure as it stands, as a file of one's choice. */
export function SaveMenu({
  title,
  figure,
  table,
  isTableShown,
  onClose,
}: SaveMenuProps) {
  const root = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState("");

  useEffect(() => {
    root.current?.querySelector("button")?.focus();
    const closeElsewhere = (event: Event) => {
      const target = event.target instanceof Node ? event.target : null;
      // The button that opened it closes it by itself.
      if (!root.current?.parentElement?.contains(target)) onClose();
    };
    document.addEventListener("pointerdown", closeElsewhere);
    return () => document.removeEventListener("pointerdown", closeElsewhere);
  }, [onClose]);

  const stem = fileStem(title);
  const pictures = {
    PNG: async (from: HTMLElement) =>
      saveFile(`${stem}.png`, await figurePng(from)),
    SVG: async (from: HTMLElement) =>
      saveFile(`${stem}.svg`, figureSvg(from).svg, "image/svg+xml"),
  };
  const savers: Record<string, (from: HTMLElement) => Promise<void>> = {
    ...(!isTableShown && pictures),
    CSV: async () => saveFile(`${stem}.csv`, tableCsv(table), "text/csv"),
  };

  return (
    <div
      ref={root}
      className={styles["menu"]}
      role="group"
      aria-label={t.save(title)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      {Object.entries(savers).map(([kind, save]) => (
        <button
          key={kind}
          type="button"
          onClick={() => {
            if (!figure.current) return;
            save(figure.current).then(onClose, (cause: unknown) =>
              setFailure(
                cause instanceof Error ? cause.message : String(cause),
              ),
            );
          }}
        >
          {kind}
        </button>
      ))}
      {failure && <p role="alert">{failure}</p>}
    </div>
  );
}
