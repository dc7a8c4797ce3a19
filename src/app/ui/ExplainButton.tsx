import { shell as t } from "../../texts/en/shell.ts";
import styles from "./Hint.module.css";

export type ExplainButtonProps = { title: string; onPress: () => void };

/** Leads to what a figure's numbers mean. */
export function ExplainButton({ title, onPress }: ExplainButtonProps) {
  return (
    <button
      type="button"
      className={styles["toggle"]}
      aria-label={t.numbersOf(title)}
      title={t.whatNumbersMean}
      onClick={onPress}
    >
      ?
    </button>
  );
}
