import { shell as t } from "../texts/en/shell.ts";
import { Button } from "./ui/Button.tsx";
import { Dialog } from "./ui/Dialog.tsx";
import styles from "./App.module.css";

export type ConfirmDialogProps = {
  isOpen: boolean;
  title: string;
  /** What would be lost. */
  question: string;
  /** Name of the button that goes ahead. */
  action: string;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before something is lost; Escape and the first button keep it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, question, action, onConfirm, onCancel } = props;
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onCancel}>
      <p>{question}</p>
      <div className={styles["dialogActions"]}>
        <Button onClick={onCancel}>{t.keep}</Button>
        <Button look="danger" onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
