import { Play, X } from "lucide-react";
import { shell as t } from "../texts/en/shell.ts";
import { useLab, useLabState, useLiveRun, useSettings } from "./LabContext.tsx";
import { Button } from "./ui/Button.tsx";
import styles from "./App.module.css";

/** The step that the address is about, and the way there; nothing is trained before somebody asks for it. */
export function LinkedStep() {
  const lab = useLab();
  const step = useSettings(({ linkedStep }) => linkedStep);
  const state = useLiveRun(({ status }) => status.state);
  const done = useLiveRun(({ status }) => status.step);
  const isArena = useLabState(({ arena }) => arena !== null);
  if (step === null || done >= step || state === "failed") return null;
  const canRun = (state === "idle" || state === "paused") && !isArena;
  return (
    <section className={styles["issues"]} aria-label={t.linkedStep.name}>
      <p className={styles["linkedStep"]}>
        {t.linkedStep.about(step)}
        <Button disabled={!canRun} onClick={() => lab.step(step - done)}>
          <Play size={16} aria-hidden />
          {t.linkedStep.run(step)}
        </Button>
      </p>
      <button
        type="button"
        aria-label={t.putAway}
        onClick={lab.settings.dismissLinkedStep}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}
