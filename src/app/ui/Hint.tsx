import { useId, useState, type ReactNode } from "react";
import styles from "./Hint.module.css";

export type HintProps = {
  /** What is explained; names the button. */
  label: string;
  explanation: string;
  /** Gets the id of the explanation, for `aria-describedby` of the control. */
  children: (explanationId: string, toggle: ReactNode) => ReactNode;
};

/** An explanation that assistive technology always has, and that a press on "?" shows to everybody. */
export function Hint({ label, explanation, children }: HintProps) {
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const toggle = (
    <button
      type="button"
      className={styles["toggle"]}
      aria-label={`Explain ${label}`}
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
    </>
  );
}
