import { Dialog } from "./ui/Dialog.tsx";
import styles from "./App.module.css";

const KEYS: readonly { key: string; does: string }[] = [
  { key: "Space", does: "Train, pause or resume" },
  { key: ".", does: "One step" },
  { key: "R", does: "Reset" },
  { key: "[ ]", does: "Show the step before, the step after" },
  { key: "L", does: "Back to live" },
  { key: "?", does: "This list" },
];

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
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose}>
      <dl className={styles["keys"]}>
        {KEYS.map(({ key, does }) => (
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
        These keys work outside text fields
      </label>
    </Dialog>
  );
}
