import { Dices } from "lucide-react";
import { useId, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { hasLearnedHead, PARTS, type PartsMode } from "../../protocol/parts.ts";
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
import { PARTS_LABELS } from "./runTexts.ts";
import styles from "./RunMenu.module.css";
import { StopRules } from "./StopRules.tsx";

/** Steps a second; slow enough to watch, fast enough to wait for. */
const PACES = ["1", "2", "5", "10", "full"] as const;
type PaceName = (typeof PACES)[number];

const PACE_OPTIONS = PACES.map((value) => ({
  value,
  label: value === "full" ? "Full speed" : value,
}));
const PARTS_OPTIONS = PARTS.map((value) => ({
  value,
  label: PARTS_LABELS[value],
}));

const HIDDEN_OPTIONS = [
  { value: "go-on", label: "Goes on" },
  { value: "pause", label: "Pauses" },
] as const;

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
        <h2>Steps train</h2>
        <Segments
          label="Networks that a step trains"
          options={PARTS_OPTIONS}
          value={shownParts}
          isDisabled={!canPart || isOut}
          onChange={lab.setParts}
        />
        <p>
          {canPart
            ? "The other side stands still; its losses are measured all the same. Part of the run: the same steps with the same seed repeat it."
            : "This method trains no head that could be trained by itself."}
        </p>
      </section>
      <section className={styles["section"]}>
        <h2>Slow motion</h2>
        <Segments
          label="Speed in steps a second"
          options={PACE_OPTIONS}
          value={pace === null ? "full" : (String(pace) as PaceName)}
          onChange={(name) =>
            lab.setPace(name === "full" ? null : Number(name))
          }
        />
        <p>Steps a second at most, with the heatmaps after each.</p>
      </section>
      <RunTo isOut={isOut} onRun={close} />
      <StopRules />
      <section className={styles["section"]}>
        <h2>While this tab is hidden</h2>
        <Segments
          label="A run in a hidden tab"
          options={HIDDEN_OPTIONS}
          value={pausesHidden ? "pause" : "go-on"}
          onChange={(choice) => setPausesHidden(choice === "pause")}
        />
        <p>
          A run that paused goes on when the tab is shown again. If the browser
          stops one that should go on, the page says for how long.
        </p>
      </section>
      <section className={styles["section"]}>
        <h2>Start over</h2>
        <Button
          disabled={isOut}
          onClick={() => {
            close();
            onResetWithNewSeed();
          }}
        >
          <Dices size={16} aria-hidden />
          Reset with a new seed
        </Button>
        <p>
          The seed is {seed} now. Reset keeps it and makes the same run again.
        </p>
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
        <label htmlFor={id}>Run to step</label>
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
          Run
        </Button>
        <span className={styles["hint"]}>
          {isReady
            ? `${formatCount(step + 1)} to ${formatCount(steps)}`
            : "when the run stands still"}
        </span>
      </div>
    </form>
  );
}
