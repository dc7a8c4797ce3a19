import { X } from "lucide-react";
import { shell as t } from "../texts/en/shell.ts";
import { useLab, useSettings } from "./LabContext.tsx";
import styles from "./App.module.css";

/** What the address asked for and could not have, until it is put away. */
export function LinkIssues() {
  const { settings } = useLab();
  const issues = useSettings((each) => each.linkIssues);
  if (issues.length === 0) return null;
  return (
    <section className={styles["issues"]} aria-label={t.linkIssues}>
      <ul>
        {issues.map((issue) => (
          <li key={issue}>{issue}</li>
        ))}
      </ul>
      <button
        type="button"
        aria-label={t.putAway}
        onClick={settings.dismissLinkIssues}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}
