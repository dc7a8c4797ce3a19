import { useEffect, useState } from "react";
import { X } from "lucide-react";
import { isMidRun } from "../lab.ts";
import { useRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { keepOffline, takeOver } from "./keepOffline.ts";
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
    <section className={styles["issues"]} aria-label="New version">
      <div className={styles["linkedStep"]}>
        A new version of the lab is ready.{" "}
        {isAtStake
          ? "It can wait until your run is over: the page starts again with it."
          : "The page starts again with it."}
        <Button onClick={() => takeOver(waiting)}>Use it now</Button>
      </div>
      <button
        type="button"
        aria-label="Put away"
        onClick={() => setWaiting(null)}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}
