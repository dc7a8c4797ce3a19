import { X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { formatCount, formatDuration } from "../../charts/format.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { isSameValue } from "../../protocol/configPaths.ts";
import type { SavedRun } from "../../protocol/messages.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { useIsEmbedded } from "../Part.tsx";
import { Button } from "../ui/Button.tsx";
import { watchHiddenTab } from "./hiddenTab.ts";
import { startKeeping } from "./startKeeping.ts";
import { kept as t } from "../../texts/en/kept.ts";
import { shell } from "../../texts/en/shell.ts";
import styles from "../App.module.css";

/** Keeps the run of the page, says where a hidden tab stopped it, and offers interrupted runs. */
export function KeptRuns() {
  const lab = useLab();
  useEffect(() => startKeeping(lab), [lab]);
  const [stall, setStall] = useState<string | null>(null);
  useEffect(
    () =>
      watchHiddenTab(lab, ({ ms, step }) =>
        setStall(t.stalled(formatCount(step), formatDuration(ms))),
      ),
    [lab],
  );
  return (
    <>
      {stall !== null && (
        <section className={styles["issues"]} aria-label={t.hiddenTab}>
          <p>{stall}</p>
          <button
            type="button"
            aria-label={shell.putAway}
            onClick={() => setStall(null)}
          >
            <X size={16} aria-hidden />
          </button>
        </section>
      )}
      <Offers />
    </>
  );
}

/** Offers runs that were interrupted, as long as the page's own run has not begun. */
function Offers() {
  const [runs, readRuns] = useSavedRuns();
  const [isPutAway, setIsPutAway] = useState(false);
  const config = useSettings((settings) => settings.config);
  const hasBegun = useLiveRun(({ status }) => status.step > 0);
  const isEmbedded = useIsEmbedded();
  const shown = runs.filter((run) => !run.isElsewhere || isRunOf(run, config));
  if (shown.length === 0 || isPutAway || hasBegun || isEmbedded) return null;
  return (
    <section className={styles["issues"]} aria-label={t.interrupted}>
      <ul className={styles["kept"]}>
        {shown.map((run) => (
          <li key={run.key}>
            {run.isElsewhere ? (
              <ElsewhereText run={run} />
            ) : (
              <Offer run={run} onChange={readRuns} />
            )}
          </li>
        ))}
      </ul>
      <button
        type="button"
        aria-label={shell.putAway}
        onClick={() => setIsPutAway(true)}
      >
        <X size={16} aria-hidden />
      </button>
    </section>
  );
}

function ElsewhereText({ run }: { run: SavedRun }) {
  return t.elsewhere(stepText(run));
}

function Offer({ run, onChange }: { run: SavedRun; onChange: () => void }) {
  const lab = useLab();
  const forget = () =>
    lab
      .ask({ type: "forget-run", key: run.key })
      // Another tab may have taken it meanwhile, which the list then says.
      .catch(() => {})
      .finally(onChange);
  return (
    <>
      <span>{t.offer(stepText(run), SAVED_AT.format(run.savedAt))}</span>
      <Button look="primary" onClick={() => lab.restore(run.key)}>
        {t.goOn(formatCount(run.step))}
      </Button>
      <Button look="quiet" onClick={() => void forget()}>
        {t.forget}
      </Button>
    </>
  );
}

const SAVED_AT = new Intl.DateTimeFormat("en-GB", {
  ...{ dateStyle: "medium", timeStyle: "short" },
});

const stepText = ({ step, steps }: SavedRun) =>
  t.where(formatCount(step), formatCount(steps));

function isRunOf(run: SavedRun, config: RunConfig): boolean {
  return isSameValue(JSON.parse(run.config), config);
}

/** As they were when the engine came up or the page's run was at its start; and the way to ask again. */
function useSavedRuns(): [readonly SavedRun[], () => void] {
  const lab = useLab();
  const [runs, setRuns] = useState<readonly SavedRun[]>([]);
  const report = useLabState((state) => state.report);
  const runId = useLiveRun(({ status }) => status.runId);
  const read = useCallback(() => {
    lab.ask({ type: "saved-runs" }).then(setRuns, () => setRuns([]));
  }, [lab]);
  useEffect(() => {
    if (report) read();
  }, [report, runId, read]);
  return [runs, read];
}
