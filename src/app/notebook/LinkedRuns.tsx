import { useStore } from "zustand";
import { isSameValue } from "../../protocol/configPaths.ts";
import type { Notebook } from "../../store/notebook/notebook.ts";
import { runChanges } from "../../store/notebook/runRecord.ts";
import { runs as t } from "../../texts/en/runs.ts";
import { shell } from "../../texts/en/shell.ts";
import { isLocked } from "../lab.ts";
import { useLab, useLiveRun, useSettings } from "../LabContext.tsx";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import { Button } from "../ui/Button.tsx";
import { changeText } from "./changeText.ts";
import styles from "./Runs.module.css";

export type LinkedRunsProps = { notebook: Notebook };

/** Runs whose settings the link brought along: drawn where this browser has trained them, else offered to be trained. */
export function LinkedRuns({ notebook }: LinkedRunsProps) {
  const lab = useLab();
  const linked = useSettings(({ linkedRuns }) => linkedRuns);
  const presetId = useSettings((settings) => settings.presetId);
  const config = useSettings((settings) => settings.config);
  const runs = useStore(notebook, (state) => state.runs) ?? [];
  const chosen = useStore(notebook, (state) => state.chosen);
  const isBusy = useLiveRun((view) => isLocked(view.status.state));
  if (linked.length === 0) return null;
  return (
    <section className={styles["linked"]} aria-labelledby="linked-runs">
      <div className={styles["linkedHead"]}>
        <h3 id="linked-runs">{t.linked.title}</h3>
        <Button look="quiet" onClick={lab.settings.dismissLinkedRuns}>
          {shell.putAway}
        </Button>
      </div>
      <ul>
        {linked.map((run) => {
          const own = runs.find(
            (each) => each.config && isSameValue(each.config, run.config),
          );
          const changes = runChanges(config, run.config).map(changeText);
          return (
            <li key={run.name}>
              <span>
                <b>{run.name}</b>{" "}
                {changes.length === 0 ? t.linked.hasForm : changes.join("; ")}
                {own && t.linked.trainedAs(own.name)}
              </span>
              {own ? (
                <Button
                  look="quiet"
                  disabled={chosen.includes(own.id) || !chosen.includes(null)}
                  aria-label={t.linked.drawRun(own.name)}
                  onClick={() => notebook.choose(own.id, true)}
                >
                  {chosen.includes(own.id) ? t.linked.drawn : t.linked.draw}
                </Button>
              ) : (
                <Button
                  look="quiet"
                  disabled={isBusy || changes.length === 0}
                  aria-label={t.linked.useOf(run.name)}
                  onClick={() => loadIntoSetup(lab, presetId, run.config)}
                >
                  {t.use}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
