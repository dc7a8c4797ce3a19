import { Pause, Play, SkipBack, SkipForward } from "lucide-react";
import { memo, useMemo, type CSSProperties, type KeyboardEvent } from "react";
import { formatCount } from "../../charts/format.ts";
import type { RunView } from "../../store/runStore.ts";
import { REPLAY_SECONDS } from "../../store/timeline.ts";
import { timeline as t } from "../../texts/en/timeline.ts";
import { useLab, useLiveRun, useTimeline } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import {
  nextMark,
  stepWords,
  timelineMarks,
  type TimelineMark,
  type TimelineTrack,
} from "./marks.ts";
import styles from "./TimeLine.module.css";

/** Of the run that is shown as a whole, whatever step the panels are at. */
function useSource<T>(select: (view: RunView) => T): T {
  const kept = useTimeline((state) => state.kept);
  const live = useLiveRun(select);
  return kept ? select(kept.view) : live;
}

function useTrack(): TimelineTrack {
  const steps = useSource((view) => view.status.steps);
  const last = useSource((view) => view.latest?.step ?? 0);
  const updates = useSource((view) => view.updates);
  const stops = useSource((view) => view.stops);
  const frames = useSource((view) => view.frames);
  const { evaluations } = frames;
  // Other frames come far more often.
  const marks = useMemo(
    () => timelineMarks({ updates, stops, evaluations }),
    [updates, stops, evaluations],
  );
  return { steps: Math.max(steps, last), last, marks };
}

/**
 * One slider for all panels: which step of the run they show, or of a kept one. At its end the present run is live. Training goes on either way.
 * Arrow keys move by a step, Page Up and Page Down to the next mark, Home to the beginning, End to the present.
 */
export function TimeLine() {
  const lab = useLab();
  const { timeline } = lab;
  const track = useTrack();
  const shown = useTimeline(({ step }) => step);
  const isPlaying = useTimeline((state) => state.isPlaying);
  const seconds = useTimeline((state) => state.replaySeconds);
  const keptName = useTimeline(({ kept }) => kept?.name ?? null);
  const isRunning = useLiveRun((view) => view.status.state === "running");

  const { last, marks, steps } = track;
  const isLive = shown === null && keptName === null;
  const isEmpty = last === 0;
  const at = shown ?? last;
  const before = nextMark(marks, at, -1);
  const after = nextMark(marks, at, 1) ?? (shown === null ? undefined : last);

  const handleKey = (event: KeyboardEvent) => {
    const target =
      event.key === "PageUp"
        ? after
        : event.key === "PageDown"
          ? (before ?? 0)
          : event.key === "End"
            ? last
            : undefined;
    if (target === undefined && !event.key.startsWith("Page")) return;
    event.preventDefault();
    if (target !== undefined) timeline.show(target);
  };

  return (
    <section
      className={styles["timeline"]}
      aria-label={t.title}
      data-live={isLive}
    >
      <div className={styles["keys"]}>
        <Button
          look="quiet"
          aria-label={isPlaying ? t.pause : t.play}
          title={isPlaying ? t.pause : t.play}
          disabled={isEmpty}
          onClick={isPlaying ? timeline.pause : timeline.play}
        >
          {isPlaying ? (
            <Pause size={16} aria-hidden />
          ) : (
            <Play size={16} aria-hidden />
          )}
        </Button>
        <Button
          look="quiet"
          aria-label={t.before}
          title={t.beforeKey}
          disabled={isEmpty || before === undefined}
          onClick={() => timeline.show(before ?? 0)}
        >
          <SkipBack size={16} aria-hidden />
        </Button>
        <Button
          look="quiet"
          aria-label={t.after}
          title={t.afterKey}
          disabled={isEmpty || after === undefined}
          onClick={() => timeline.show(after ?? null)}
        >
          <SkipForward size={16} aria-hidden />
        </Button>
      </div>
      <div
        className={styles["slider"]}
        style={
          {
            "--made": share(last, steps),
            "--at": share(at, steps),
          } as CSSProperties
        }
      >
        <Marks marks={marks} steps={steps} />
        <input
          type="range"
          aria-label={t.stepShown}
          aria-valuetext={
            stepWords(at, track) +
            (keptName ? t.ofRun(keptName) : isLive ? t.isLive : "")
          }
          min={0}
          max={Math.max(1, steps)}
          value={at}
          disabled={isEmpty}
          onChange={(event) => timeline.show(Number(event.target.value))}
          onKeyDown={handleKey}
        />
      </div>
      <p className={styles["words"]}>
        {isLive ? (
          isEmpty ? (
            t.nothingYet
          ) : (
            t.live(stepWords(last, track))
          )
        ) : (
          <>
            {keptName
              ? `${keptName}: ${stepWords(at, track)}`
              : t.showing(stepWords(at, track))}
            {isRunning && !keptName && (
              <span>{t.goesOn(formatCount(last))}</span>
            )}
          </>
        )}
      </p>
      <label className={styles["speed"]}>
        <span>{t.replayIn}</span>
        <select
          aria-label={t.length}
          value={seconds}
          onChange={(event) =>
            timeline.setReplaySeconds(Number(event.target.value))
          }
        >
          {REPLAY_SECONDS.map((each) => (
            <option key={each} value={each}>
              {each} s
            </option>
          ))}
        </select>
      </label>
      <Button
        className={styles["back"]}
        look={isLive ? "plain" : "primary"}
        disabled={isLive}
        onClick={() => {
          if (keptName) timeline.close();
          else timeline.show(null);
        }}
      >
        {t.back}
      </Button>
    </section>
  );
}

const share = (step: number, steps: number) => step / Math.max(1, steps);

/** Ticks for evaluations, diamonds for changes, squares for stops; the slider says the same in words. */
const Marks = memo(function Marks({
  marks,
  steps,
}: {
  marks: readonly TimelineMark[];
  steps: number;
}) {
  return (
    <div className={styles["marks"]} aria-hidden>
      {marks.map(({ step, kind, label }) => (
        <span
          key={`${kind} ${step} ${label}`}
          className={styles[kind]}
          style={{ "--at": share(step, steps) } as CSSProperties}
          title={t.mark(formatCount(step), label)}
        />
      ))}
    </div>
  );
});
