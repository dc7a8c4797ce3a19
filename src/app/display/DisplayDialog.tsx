import { Dialog } from "../ui/Dialog.tsx";
import { StoredData } from "./StoredData.tsx";
import type { Display } from "./useDisplay.ts";
import styles from "../App.module.css";

export type DisplayDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  display: Display;
  onChange: (change: Partial<Display>) => void;
};

/** How the page is shown, and what this browser keeps of it. */
export function DisplayDialog({
  isOpen,
  onClose,
  display,
  onChange,
}: DisplayDialogProps) {
  return (
    <Dialog title="Display and stored data" isOpen={isOpen} onClose={onClose}>
      <div className={styles["prose"]}>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={display.isProjector}
            onChange={(event) =>
              onChange({ isProjector: event.target.checked })
            }
          />
          Projector: larger type, thicker lines; stands in the address
        </label>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={display.isHighContrast}
            onChange={(event) =>
              onChange({ isHighContrast: event.target.checked })
            }
          />
          High contrast
        </label>
        <h3>Stored in this browser</h3>
        <StoredData />
      </div>
    </Dialog>
  );
}
