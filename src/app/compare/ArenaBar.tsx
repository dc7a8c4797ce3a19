import { Play, Square } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { formatBytes, formatDuration } from "../../charts/format.ts";
import type { ArenaMethod } from "../../protocol/arena.ts";
import { compare as t } from "../../texts/en/compare.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { useLabState, useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { ArenaForm } from "./ArenaForm.tsx";
import type { ArenaControl } from "./arenaControl.ts";
import { estimateMs } from "./estimate.ts";
import { methodTitle } from "./texts.ts";
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
        <h3 id="arena-title">{t.arena.title}</h3>
        {isTraining ? (
          <Button onClick={stop} disabled={isStopping} aria-busy={isStopping}>
            <Square size={16} aria-hidden />
            {t.arena.stop}
          </Button>
        ) : (
          <Button
            look="primary"
            disabled={!isReady || missing === 0}
            onClick={() => void control.start()}
          >
            <Play size={16} aria-hidden />
            {kept.size > 0 && missing > 0 ? t.arena.resume : t.arena.run}
          </Button>
        )}
        <p className={styles["plan"]}>
          {plan.ok ? <PlanText control={control} /> : plan.reason}
        </p>
      </div>
      {isTraining && <ArenaProgress />}
      <details>
        <summary>{t.arena.form}</summary>
        <ArenaForm
          form={form}
          isDisabled={isTraining}
          onChange={(next) => control.edit(next)}
        />
      </details>
      {usage && usage.runs > 0 && (
        <p className={styles["usage"]}>
          {t.arena.usage(
            usage.runs,
            formatBytes(usage.bytes),
            formatBytes(usage.limitBytes),
          )}{" "}
          <Button
            look="quiet"
            disabled={isTraining}
            onClick={() => setIsAsked(true)}
          >
            {t.arena.forget}
          </Button>
        </p>
      )}
      <ConfirmDialog
        isOpen={isAsked}
        title={t.arena.forgetTitle}
        question={t.arena.forgetQuestion}
        action={t.arena.forgetAction}
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
    t.arena.methods(methods.length),
    t.seeds(seeds.length),
    ...(factor ? [t.arena.factor(factor.values.length, factor.path)] : []),
  ].join(" × ");
  const head = t.arena.plan(runs.length, times);
  if (missing.length === 0) return `${head} ${t.arena.allHere}`;
  const steps = missing.reduce(
    (sum, { config }) => sum + config.optimiser.steps,
    0,
  );
  const rows = shown?.source.kind === "own" ? shown.comparison.rows : [];
  const estimate = estimateMs(missing.length, steps, rows, backend, {
    ...{ step, trainingMs },
  });
  const left =
    kept.size === 0 ? "" : ` ${t.arena.left(kept.size, missing.length)}`;
  const time = !estimate
    ? t.arena.noPace
    : estimate.basis === "runs"
      ? t.arena.paceOfRuns(formatDuration(estimate.ms), backend)
      : t.arena.paceOfSteps(formatDuration(estimate.ms), backend);
  return `${head}${left} ${time} ${t.arena.paused}`;
}

function ArenaProgress() {
  const progress = useLabState(({ arena }) => arena?.progress ?? null);
  if (!progress) return <p className={styles["usage"]}>{t.arena.preparing}</p>;
  const { done, planned, step, steps, label, name } = progress;
  return (
    <div className={styles["progress"]}>
      <progress
        aria-label={t.arena.title}
        max={planned}
        value={done + (steps > 0 ? step / steps : 0)}
      />
      <span>
        {t.arena.progress(
          done + 1,
          planned,
          nameText(name),
          label ?? t.arena.step(step, steps),
        )}
      </span>
    </div>
  );
}

/** "mse-2" as "mse, seed 2". */
function nameText(name: string): string {
  const [, method, seed, rest] = /^(.*?)-(\d+)(-.*)?$/.exec(name) ?? [];
  if (!method || !seed) return name;
  const title = methodTitle(method as ArenaMethod);
  return `${t.arena.runName(title, seed)}${rest ? `, ${decodeURIComponent(rest.slice(1))}` : ""}`;
}
