import { useEffect, useId, useRef, type ReactNode } from "react";
import { X } from "lucide-react";
import { shell as t } from "../../texts/en/shell.ts";
import styles from "./Dialog.module.css";

export type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Wide enough for a grid of images instead of a column of text. */
  isWide?: boolean;
};

/** A modal dialog of the browser itself: traps focus, closes on Escape, gives focus back. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, onClose, children, isWide = false } = props;
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  return (
    <dialog
      ref={ref}
      className={
        isWide ? `${styles["dialog"]} ${styles["wide"]}` : styles["dialog"]
      }
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      {isOpen && (
        <div className={styles["content"]}>
          <header className={styles["header"]}>
            <h2 id={titleId}>{title}</h2>
            <button
              type="button"
              className={styles["close"]}
              aria-label={t.close}
              onClick={onClose}
            >
              <X size={18} aria-hidden />
            </button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  );
}
