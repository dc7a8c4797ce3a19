import { useStore } from "zustand";
import { isSameValue } from "../../protocol/configPaths.ts";
import type { Notebook } from "../../store/notebook/notebook.ts";
import { runChanges } from "../../store/notebook/runRecord.ts";
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
        <h3 id="linked-runs">Runs of this link</h3>
        <Button look="quiet" onClick={lab.settings.dismissLinkedRuns}>
          Put away
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
                {changes.length === 0
                  ? "has the settings of the form"
                  : changes.join("; ")}
                {own && `; trained here as ${own.name}`}
              </span>
              {own ? (
                <Button
                  look="quiet"
                  disabled={chosen.includes(own.id) || !chosen.includes(null)}
                  aria-label={`Draw ${own.name}, a run of this link`}
                  onClick={() => notebook.choose(own.id, true)}
                >
                  {chosen.includes(own.id) ? "Drawn" : "Draw"}
                </Button>
              ) : (
                <Button
                  look="quiet"
                  disabled={isBusy || changes.length === 0}
                  aria-label={`Use the settings of ${run.name}`}
                  onClick={() => loadIntoSetup(lab, presetId, run.config)}
                >
                  Use its settings
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
