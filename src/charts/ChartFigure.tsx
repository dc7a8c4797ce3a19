/** The frame every chart sits in: title, tools, plot, caption, summary in words, and the same numbers as a table. */
import { Download, Maximize2, Minimize2, Table2 } from "lucide-react";
import {
  type CSSProperties,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useId,
  useRef,
  useState,
} from "react";
import { figure as t } from "../texts/en/figure.ts";
import styles from "./ChartFigure.module.css";
import { FigureTable, type TableData } from "./FigureTable.tsx";
import { useFullScreen } from "./useFullScreen.ts";
import { useThrottled } from "./useThrottled.ts";

const SaveMenu = lazy(() =>
  import("./SaveMenu.tsx").then((module) => ({ default: module.SaveMenu })),
);

/** Screen readers and eyes alike should not be given a new sentence more often. */
const SUMMARY_INTERVAL_MS = 5000;
/** While the visitor moves what is shown himself, the sentence follows. */
const STEERED_INTERVAL_MS = 200;

export type ChartFigureProps = {
  title: string;
  caption: ReactNode;
  /** What the chart shows just now, in a sentence or two. */
  summary: string;
  table: TableData;
  /** What has room on the line of the title, between it and the tools. */
  beside?: ReactNode;
  /** Controls that belong to this chart, left of the figure's own. */
  actions?: ReactNode;
  children: ReactNode;
  /**
   * Height of the plot at the page's usual text size, in CSS pixels, where the figure's place gives it none
   * (`--fill-height`); without it the plot is as tall as its content.
   */
  fixedHeight?: number;
  /** The visitor chooses the step that is shown. */
  isSteered?: boolean;
};

export function ChartFigure({
  title,
  caption,
  summary,
  table,
  beside,
  actions,
  children,
  fixedHeight,
  isSteered = false,
}: ChartFigureProps) {
  const titleId = useId();
  const figure = useRef<HTMLElement>(null);
  const [mode, toggleFullScreen] = useFullScreen(figure);
  const [isTableShown, setIsTableShown] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const saver = useRef<HTMLButtonElement>(null);
  const closeSaving = useCallback(() => {
    setIsSaving(false);
    saver.current?.focus();
  }, []);
  const [hasFocus, setHasFocus] = useState(false);
  const shownSummary = useThrottled(
    summary,
    isSteered ? STEERED_INTERVAL_MS : SUMMARY_INTERVAL_MS,
  );
  const isFull = mode !== "off";

  return (
    <figure
      ref={figure}
      aria-labelledby={titleId}
      className={[
        styles["figure"],
        isFull ? styles["full"] : "",
        mode === "pinned" ? styles["pinned"] : "",
      ].join(" ")}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
    >
      <div className={styles["header"]}>
        <h3 id={titleId} className={styles["title"]}>
          {title}
        </h3>
        {beside && <div className={styles["beside"]}>{beside}</div>}
        <div className={styles["tools"]} data-unpainted>
          {actions}
          <button
            ref={saver}
            type="button"
            className={styles["tool"]}
            aria-expanded={isSaving}
            title={t.saveAs}
            onClick={() => setIsSaving(!isSaving)}
          >
            <Download aria-hidden />
            <span className={styles["hidden"]}>{t.save(title)}</span>
          </button>
          <button
            type="button"
            className={styles["tool"]}
            aria-pressed={isTableShown}
            title={t.table}
            onClick={() => setIsTableShown(!isTableShown)}
          >
            <Table2 aria-hidden />
            <span className={styles["hidden"]}>{t.tableOf(title)}</span>
          </button>
          <button
            type="button"
            className={styles["tool"]}
            aria-pressed={isFull}
            aria-label={t.fullScreenOf(title)}
            title={isFull ? t.leaveFullScreen : t.fullScreen}
            onClick={toggleFullScreen}
          >
            {isFull ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
          </button>
          {isSaving && (
            <Suspense fallback={null}>
              <SaveMenu
                {...{ title, figure, table, isTableShown }}
                onClose={closeSaving}
              />
            </Suspense>
          )}
        </div>
      </div>
      <div
        className={styles["plot"]}
        data-covered={isTableShown}
        data-sized={fixedHeight !== undefined}
        style={
          fixedHeight === undefined
            ? {}
            : ({ "--fixed-height": `${fixedHeight / 16}rem` } as CSSProperties)
        }
      >
        <div className={styles["chart"]} data-chart>
          {children}
        </div>
        {isTableShown && (
          <div
            className={styles["tableArea"]}
            role="region"
            aria-label={t.tableArea(title)}
            tabIndex={0}
          >
            <FigureTable title={title} table={table} />
          </div>
        )}
      </div>
      <figcaption className={styles["caption"]}>
        <div>{caption}</div>
        {/* Spoken only for the figure one is in: four charts that talk over each other help nobody. */}
        <p
          className={styles["summary"]}
          aria-live={hasFocus ? "polite" : "off"}
        >
          {shownSummary}
        </p>
      </figcaption>
    </figure>
  );
}
