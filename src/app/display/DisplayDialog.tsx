import { display as t } from "../../texts/en/display.ts";
import { LANGUAGES, type Language } from "../../texts/language.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { StoredData } from "./StoredData.tsx";
import type { Display } from "./useDisplay.ts";
import { chooseLanguage, useLanguage } from "./useLanguage.ts";
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
  const language = useLanguage();
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose}>
      <div className={styles["prose"]}>
        <label className={styles["check"]}>
          {t.language}
          <select
            value={language}
            onChange={(event) => chooseLanguage(event.target.value as Language)}
          >
            {Object.entries(LANGUAGES).map(([id, name]) => (
              <option key={id} value={id} lang={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={display.isProjector}
            onChange={(event) =>
              onChange({ isProjector: event.target.checked })
            }
          />
          {t.projector}
        </label>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={display.isHighContrast}
            onChange={(event) =>
              onChange({ isHighContrast: event.target.checked })
            }
          />
          {t.contrast}
        </label>
        <label className={styles["check"]}>
          <input
            type="checkbox"
            checked={display.isCalm}
            onChange={(event) => onChange({ isCalm: event.target.checked })}
          />
          {t.calm}
        </label>
        <h3>{t.stored}</h3>
        <StoredData />
      </div>
    </Dialog>
  );
}
