import { Button } from "../ui/Button.tsx";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

type ImportProgressProps = {
  what: string;
  /** Of `total`; 0 while that is not known. */
  done: number;
  total: number;
  /** Both in words. */
  amount: string;
  onCancel: () => void;
};

/** What the import's worker is at, how far it is, and the way out. */
export function ImportProgress({
  what,
  done,
  total,
  amount,
  onCancel,
}: ImportProgressProps) {
  return (
    <>
      <p role="status">
        {what} … {total > 0 && amount}
      </p>
      <progress
        aria-label={what}
        {...(total > 0 && { value: done, max: total })}
      />
      <div className={styles["actions"]}>
        <Button onClick={onCancel}>{t.cancel}</Button>
      </div>
    </>
  );
}
