import { useId, useState, type ReactNode } from "react";
import { shell as t } from "../../texts/en/shell.ts";
import styles from "./Hint.module.css";

export type HintProps = {
  /** What is explained; names the button. */
  label: string;
  explanation: string;
  /** Leads to more about it; absent: there is no more. */
  onMore?: () => void;
  /** Gets the id of the explanation, for `aria-describedby` of the control. */
  children: (explanationId: string, toggle: ReactNode) => ReactNode;
};

/** An explanation that assistive technology always has, and that a press on "?" shows to everybody. */
export function Hint(props: HintProps) {
  const { label, explanation, onMore, children } = props;
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const toggle = (
    <button
      type="button"
      className={styles["toggle"]}
      aria-label={t.explain(label)}
      aria-expanded={isShown}
      aria-controls={id}
      onClick={() => setIsShown(!isShown)}
    >
      ?
    </button>
  );
  return (
    <>
      {children(id, toggle)}
      <p id={id} className={styles["explanation"]} hidden={!isShown}>
        {explanation}
      </p>
      {onMore && isShown && (
        <button
          type="button"
          className={styles["more"]}
          aria-label={t.moreAbout(label)}
          onClick={onMore}
        >
          {t.more}
        </button>
      )}
    </>
  );
}
