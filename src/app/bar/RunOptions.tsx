import { Dices } from "lucide-react";
import { useId, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { hasLearnedHead, PARTS, type PartsMode } from "../../protocol/parts.ts";
import { bar } from "../../texts/en/bar.ts";
import { runOptions as t } from "../../texts/en/runOptions.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { PAUSE_HIDDEN } from "../kept/hiddenTab.ts";
import { Segments } from "../ui/Segments.tsx";
import { useStoredFlag } from "../ui/useStoredFlag.ts";
import styles from "./RunMenu.module.css";
import { StopRules } from "./StopRules.tsx";

/** Steps a second; slow enough to watch, fast enough to wait for. */
const PACES = ["1", "2", "5", "10", "full"] as const;
type PaceName = (typeof PACES)[number];

export type RunOptionsProps = {
  close: () => void;
  onResetWithNewSeed: () => void;
};

/** Part of the networks, slow motion, an end to run to, and rules to stop by. */
export function RunOptions({ close, onResetWithNewSeed }: RunOptionsProps) {
  const lab = useLab();
  const parts = useLabState((each) => each.parts);
  const [pausesHidden, setPausesHidden] = useStoredFlag(PAUSE_HIDDEN, false);
  const pace = useLabState((each) => each.pace);
  const isOut = useLabState(
    (each) => each.engineFailure !== null || each.arena !== null,
  );
  const seed = useSettings(({ config }) => config.seed);
  const canPart = useSettings(({ config }) => hasLearnedHead(config.method));
  const shownParts: PartsMode = canPart ? parts : "both";
  return (
    <>
      <section className={styles["section"]}>
        <h2>{t.parts}</h2>
        <Segments
          label={t.partsLabel}
          options={PARTS.map((value) => ({ value, label: bar.parts[value] }))}
          value={shownParts}
          isDisabled={!canPart || isOut}
          onChange={lab.setParts}
        />
        <p>{canPart ? t.partsNote : t.noHead}</p>
      </section>
      <section className={styles["section"]}>
        <h2>{t.slow}</h2>
        <Segments
          label={t.slowLabel}
          options={PACES.map((value) => ({
            value,
            label: value === "full" ? t.fullSpeed : value,
          }))}
          value={pace === null ? "full" : (String(pace) as PaceName)}
          onChange={(name) =>
            lab.setPace(name === "full" ? null : Number(name))
          }
        />
        <p>{t.slowNote}</p>
      </section>
      <RunTo isOut={isOut} onRun={close} />
      <StopRules />
      <section className={styles["section"]}>
        <h2>{t.hidden}</h2>
        <Segments
          label={t.hiddenLabel}
          options={[
            { value: "go-on", label: t.goesOn },
            { value: "pause", label: t.pauses },
          ]}
          value={pausesHidden ? "pause" : "go-on"}
          onChange={(choice) => setPausesHidden(choice === "pause")}
        />
        <p>{t.hiddenNote}</p>
      </section>
      <section className={styles["section"]}>
        <h2>{t.startOver}</h2>
        <Button
          disabled={isOut}
          onClick={() => {
            close();
            onResetWithNewSeed();
          }}
        >
          <Dices size={16} aria-hidden />
          {t.newSeed}
        </Button>
        <p>{t.seedNote(seed)}</p>
      </section>
    </>
  );
}

function RunTo({ isOut, onRun }: { isOut: boolean; onRun: () => void }) {
  const lab = useLab();
  const id = useId();
  const { state, step, steps } = useLiveRun((view) => view.status);
  const [text, setText] = useState("");
  const target = Number(text);
  const isReady = state === "idle" || state === "paused";
  const isPossible =
    Number.isInteger(target) && target > step && target <= steps;
  return (
    <form
      className={styles["section"]}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPossible || !isReady) return;
        onRun();
        lab.runTo(target);
      }}
    >
      <h2>
        <label htmlFor={id}>{t.runTo}</label>
      </h2>
      <div className={styles["row"]}>
        <input
          id={id}
          type="number"
          className={styles["number"]}
          min={step + 1}
          max={steps}
          value={text}
          aria-invalid={text !== "" && !isPossible}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={isOut || !isReady || !isPossible}>
          {t.run}
        </Button>
        <span className={styles["hint"]}>
          {isReady
            ? t.range(formatCount(step + 1), formatCount(steps))
            : t.notYet}
        </span>
      </div>
    </form>
  );
}
