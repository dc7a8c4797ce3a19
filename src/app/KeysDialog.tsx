import { keys as t } from "../texts/en/keys.ts";
import { Dialog } from "./ui/Dialog.tsx";
import styles from "./App.module.css";

export type KeysDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  isOn: boolean;
  onSwitch: (isOn: boolean) => void;
};

export function KeysDialog({
  isOpen,
  onClose,
  isOn,
  onSwitch,
}: KeysDialogProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose}>
      <dl className={styles["keys"]}>
        {t.list.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className={styles["check"]}>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onSwitch(event.target.checked)}
        />
        {t.areOn}
      </label>
    </Dialog>
  );
}
