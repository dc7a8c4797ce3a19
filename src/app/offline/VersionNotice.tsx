import { useEffect, useState } from "react";
import { X } from "lucide-react";
import { isMidRun } from "../lab.ts";
import { useRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { keepOffline, takeOver } from "./keepOffline.ts";
import { kept as t } from "../../texts/en/kept.ts";
import { shell } from "../../texts/en/shell.ts";
import styles from "../App.module.css";

/** Keeps the site for use offline, and offers a new version of it; it is taken when the visitor says so, and never by itself. */
export function VersionNotice() {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  const isAtStake = useRun(({ status }) => isMidRun(status.state, status.step));
  useEffect(() => {
    // A browser that keeps nothing works as before, online.
    keepOffline(setWaiting).catch(() => undefined);
  }, []);
  if (!waiting) return null;
  return (
    <section className={styles["issues"]} aria-label={t.newVersion}>
      <div className={styles["linkedStep"]}>
        {t.ready} {isAtStake ? t.canWait : t.startsAgain}
        <Button onClick={() => takeOver(waiting)}>{t.use}</Button>
      </div>
      <button
        type="button"
        aria-label={shell.putAway}
        onClick={() => setWaiting(null)}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}
