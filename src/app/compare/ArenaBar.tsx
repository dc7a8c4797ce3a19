import { Play, Square } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { formatBytes, formatDuration } from "../../charts/format.ts";
import { methodTitle } from "../../protocol/arenaTexts.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { useLabState, useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { ArenaForm } from "./ArenaForm.tsx";
import type { ArenaControl } from "./arenaControl.ts";
import { estimateMs } from "./estimate.ts";
import styles from "./Compare.module.css";

export type ArenaBarProps = { control: ArenaControl };

/** Run, Stop or Resume, what that will take, and how far it is. */
export function ArenaBar({ control }: ArenaBarProps) {
  const { form, plan, kept, usage } = useStore(control);
  const isTraining = useLabState(({ arena }) => arena !== null);
  const isReady = useLabState(({ report }) => report !== null);
  const [isStopping, setIsStopping] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const planned = plan.ok ? plan.plan.runs.length : 0;
  const missing = planned - kept.size;

  const stop = () => {
    setIsStopping(true);
    void control.stop().finally(() => setIsStopping(false));
  };
  return (
    <section className={styles["arena"]} aria-labelledby="arena-title">
      <div className={styles["arenaHead"]}>
        <h3 id="arena-title">Arena</h3>
        {isTraining ? (
          <Button onClick={stop} disabled={isStopping} aria-busy={isStopping}>
            <Square size={16} aria-hidden />
            Stop the arena
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={!isReady || missing === 0}
            onClick={() => void control.start()}
          >
            <Play size={16} aria-hidden />
            {kept.size > 0 && missing > 0
              ? "Resume the arena"
              : "Run the arena"}
          </Button>
        )}
        <p className={styles["plan"]}>
          {plan.ok ? <PlanText control={control} /> : plan.reason}
        </p>
      </div>
      {isTraining && <ArenaProgress />}
      <details>
        <summary>Methods, seeds, one changed setting</summary>
        <ArenaForm
          form={form}
          isDisabled={isTraining}
          onChange={(next) => control.edit(next)}
        />
      </details>
      {usage && usage.runs > 0 && (
        <p className={styles["usage"]}>
          This browser keeps {usage.runs} finished{" "}
          {usage.runs === 1 ? "run" : "runs"}, {formatBytes(usage.bytes)} of at
          most {formatBytes(usage.limitBytes)}; the oldest make room.{" "}
          <Button
            look="quiet"
            disabled={isTraining}
            onClick={() => setIsAsked(true)}
          >
            Forget them
          </Button>
        </p>
      )}
      <ConfirmDialog
        isOpen={isAsked}
        title="Forget all finished runs?"
        question="Every run that an arena has finished in this browser would be trained again when it is next wanted."
        action="Forget the runs"
        onCancel={() => setIsAsked(false)}
        onConfirm={() => {
          setIsAsked(false);
          void control.forgetRuns();
        }}
      />
    </section>
  );
}

/** "25 runs: 5 methods × 5 seeds. 10 are here, 15 to train. About 12 min." */
function PlanText({ control }: ArenaBarProps) {
  const { plan, kept, shown } = useStore(control);
  const backend = useLabState(({ report }) => report?.backend ?? "");
  const step = useLiveRun(({ status }) => status.step);
  const trainingMs = useLiveRun(({ status }) => status.trainingMs);
  if (!plan.ok) return null;
  const { methods, seeds, factor, runs } = plan.plan;
  const missing = runs.filter(({ name }) => !kept.has(name));
  const times = [
    `${methods.length} ${methods.length === 1 ? "method" : "methods"}`,
    `${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"}`,
    ...(factor ? [`${factor.values.length} values of ${factor.path}`] : []),
  ].join(" × ");
  const head = `${runs.length} ${runs.length === 1 ? "run" : "runs"}: ${times}, with the settings of Setup.`;
  if (missing.length === 0) return `${head} All are here.`;
  const steps = missing.reduce(
    (sum, { config }) => sum + config.optimiser.steps,
    0,
  );
  const rows = shown?.source.kind === "own" ? shown.comparison.rows : [];
  const estimate = estimateMs(missing.length, steps, rows, backend, {
    ...{ step, trainingMs },
  });
  const left =
    kept.size === 0
      ? ""
      : ` ${kept.size} ${kept.size === 1 ? "is" : "are"} here, ${missing.length} to train.`;
  const time = !estimate
    ? "The first run will tell how long that takes."
    : estimate.basis === "runs"
      ? `About ${formatDuration(estimate.ms)} at the pace of those here, on ${backend}.`
      : `About ${formatDuration(estimate.ms)} of training at the pace of the run in Overview, on ${backend}, and the measures after each.`;
  return `${head}${left} ${time} A run in Overview is paused meanwhile.`;
}

function ArenaProgress() {
  const progress = useLabState(({ arena }) => arena?.progress ?? null);
  if (!progress) return <p className={styles["usage"]}>Preparing</p>;
  const { done, planned, step, steps, label, name } = progress;
  return (
    <div className={styles["progress"]}>
      <progress
        aria-label="Arena"
        max={planned}
        value={done + (steps > 0 ? step / steps : 0)}
      />
      <span>
        {`Run ${done + 1} of ${planned}, ${nameText(name)}: ${label ?? `step ${step} of ${steps}`}`}
      </span>
    </div>
  );
}

/** "mse-2" as "mse, seed 2". */
function nameText(name: string): string {
  const [, method, seed, rest] = /^(.*?)-(\d+)(-.*)?$/.exec(name) ?? [];
  if (!method || !seed) return name;
  const title = methodTitle(method as Parameters<typeof methodTitle>[0]);
  return `${title}, seed ${seed}${rest ? `, ${decodeURIComponent(rest.slice(1))}` : ""}`;
}
