import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { formatCount } from "../../charts/format.ts";
import type { ArenaMethod, Comparison } from "../../protocol/arena.ts";
import { methodTitle } from "../../protocol/arenaTexts.ts";
import { PRESETS } from "../../protocol/presets.ts";
import { useLabState } from "../LabContext.tsx";
import { useExplain } from "../terms/Explain.tsx";
import { ExplainButton } from "../ui/ExplainButton.tsx";
import { Segments } from "../ui/Segments.tsx";
import type { ArenaControl, ComparisonSource } from "./arenaControl.ts";
import { ComparisonTable } from "./ComparisonTable.tsx";
import { groupsOf } from "./measureGroups.ts";
import { SeedPanels } from "./SeedPanels.tsx";
import { rowsAt } from "./shownRows.ts";
import { VerdictList } from "./VerdictList.tsx";
import styles from "./Compare.module.css";

export type ResultsProps = { control: ArenaControl };

/** Table, charts and sentences of what is shown. */
export function Results({ control }: ResultsProps) {
  const { shown, step, reference, summary, problem } = useStore(control);
  const isTraining = useLabState(({ arena }) => arena !== null);
  const [groupId, setGroupId] = useState("main");
  const rows = useMemo(
    () => (shown ? rowsAt(shown.comparison.rows, step) : []),
    [shown, step],
  );
  const explain = useExplain();
  const groups = useMemo(() => groupsOf(summary), [summary]);
  const group = groups.find(({ id }) => id === groupId) ?? groups[0];

  return (
    <>
      {problem && (
        <p className={styles["problem"]} role="alert">
          {problem}
        </p>
      )}
      {shown ? (
        <SourceText source={shown.source} comparison={shown.comparison} />
      ) : (
        <p className={styles["empty"]}>
          {isTraining
            ? "The first run is under way; its numbers appear here when it is finished."
            : "No finished runs with these settings and methods yet. Run the arena, or open the file of one that was run on the command line."}
        </p>
      )}
      {shown && group && (
        <>
          <div className={styles["switches"]}>
            <Segments
              label="Measures"
              options={groups.map(({ id, label }) => ({ value: id, label }))}
              value={group.id}
              onChange={setGroupId}
            />
            <ExplainButton
              title="the comparison"
              onPress={() => explain("comparison")}
            />
            <Segments
              label="Step"
              options={[
                { value: "last", label: "Last step" },
                { value: "best", label: "Best step (optimistic)" },
              ]}
              value={step}
              onChange={(next) => control.showStep(next)}
            />
            <label className={styles["reference"]}>
              Compared with
              <select
                value={reference}
                onChange={({ target }) =>
                  control.compareWith(target.value as ArenaMethod)
                }
              >
                {referencesOf(shown.comparison).map((method) => (
                  <option key={method} value={method}>
                    {methodTitle(method)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          {step === "best" && (
            <p className={styles["note"]}>
              The evaluation with the highest kNN accuracy of each run, chosen
              on the images that it is measured on, on the way often on fewer of
              them: optimistic. The full bench is of the last step alone.
            </p>
          )}
          <p className={styles["note"]}>
            Circles are seeds, the bar is their mean with its 95 % interval
            (Student&apos;s); dashed: the teacher&apos;s mean.
          </p>
          <SeedPanels
            measures={group.measures}
            rows={rows}
            summary={summary}
            reference={reference}
          />
          <ComparisonTable
            measures={group.measures}
            summary={summary}
            reference={reference}
          />
          <p className={styles["note"]}>
            Mean ± standard deviation over seeds; below, the difference to{" "}
            {methodTitle(reference)} paired by seed with Student&apos;s 95 %
            interval. “better” and “worse” only where this interval and the
            bootstrap&apos;s both exclude 0; ≈: they cannot be told apart. OOD
            scores: higher means more in-distribution; AUROC and FPR95 with ID
            as the positive class.
          </p>
          <VerdictList
            measures={group.measures}
            summary={summary}
            reference={reference}
          />
        </>
      )}
    </>
  );
}

function referencesOf({ rows }: Comparison): ArenaMethod[] {
  return [...new Set(rows.map(({ method }) => method))];
}

type SourceTextProps = { source: ComparisonSource; comparison: Comparison };

/** What these numbers are of: preset, runs, seeds, images, backend, and the command that makes them again. */
function SourceText({ source, comparison }: SourceTextProps) {
  const { preset, rows, planned, seeds, config, failures } = comparison;
  const trained = rows.filter(({ timing }) => timing);
  const backends = [...new Set(trained.map(({ backend }) => backend))];
  const title = PRESETS.find(({ id }) => id === preset)?.title ?? preset;
  const { steps, batchSize } = config.optimiser;
  const facts = [
    `${trained.length} of ${planned} runs${failures.length > 0 ? ` (${failures.length} failed)` : ""}`,
    `${title}, width ${config.student.width}, ${formatCount(config.data.images)} training images, ${formatCount(steps)} steps of ${batchSize}`,
    `seeds ${seeds.join(", ")}`,
    `on ${backends.join(" and ")}`,
  ].join("; ");
  return (
    <div className={styles["source"]}>
      <h3>
        {source.kind === "own"
          ? "Trained in this browser"
          : source.kind === "published"
            ? source.title
            : source.name}
      </h3>
      <p>{facts}.</p>
      {source.kind === "published" && (
        <details>
          <summary>The command that makes these numbers again</summary>
          <code>{source.command}</code>
        </details>
      )}
    </div>
  );
}
