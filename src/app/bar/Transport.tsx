import { Pause, Play, RotateCcw, StepForward } from "lucide-react";
import { bar as t } from "../../texts/en/bar.ts";
import { useLab, useLabState, useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { RunMenu } from "./RunMenu.tsx";
import styles from "./Bar.module.css";

export type TransportProps = {
  onReset: () => void;
  onResetWithNewSeed: () => void;
};

/** Train, Pause or Resume in one button of constant width; Step; Reset; and what is seldom wanted in a menu. */
export function Transport({ onReset, onResetWithNewSeed }: TransportProps) {
  const lab = useLab();
  const state = useLiveRun((view) => view.status.state);
  const isQueued = useLabState((each) => each.isStartQueued);
  /** Nothing can be pressed without an engine, or while it trains an arena. */
  const isOut = useLabState(
    (each) => each.engineFailure !== null || each.arena !== null,
  );

  const name =
    state === "running" ? t.pause : state === "paused" ? t.resume : t.train;
  const Icon = state === "running" ? Pause : Play;
  const canStep = state === "idle" || state === "paused";

  return (
    <div className={styles["transport"]} role="group" aria-label={t.run}>
      <Button
        look="primary"
        className={styles["toggle"]}
        disabled={isOut}
        aria-busy={isQueued}
        onClick={lab.toggle}
      >
        <Icon size={16} aria-hidden />
        {name}
      </Button>
      <Button disabled={!canStep || isOut} onClick={() => lab.step(1)}>
        <StepForward size={16} aria-hidden />
        {t.step}
      </Button>
      <Button disabled={isOut} onClick={onReset}>
        <RotateCcw size={16} aria-hidden />
        {t.reset}
      </Button>
      <RunMenu onResetWithNewSeed={onResetWithNewSeed} />
    </div>
  );
}
