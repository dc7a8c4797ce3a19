import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { formatCount } from "../../charts/format.ts";
import type { ArenaMethod, Comparison } from "../../protocol/arena.ts";
import { PRESETS } from "../../protocol/presets.ts";
import { compare as t } from "../../texts/en/compare.ts";
import { useLabState } from "../LabContext.tsx";
import { useExplain } from "../terms/Explain.tsx";
import { ExplainButton } from "../ui/ExplainButton.tsx";
import { Segments } from "../ui/Segments.tsx";
import type { ArenaControl, ComparisonSource } from "./arenaControl.ts";
import { ComparisonTable } from "./ComparisonTable.tsx";
import { groupsOf, type MeasureGroup } from "./measureGroups.ts";
import { SeedPanels } from "./SeedPanels.tsx";
import { rowsAt } from "./shownRows.ts";
import { VerdictList } from "./VerdictList.tsx";
import { methodTitle } from "./texts.ts";
import styles from "./Compare.module.css";

export type ResultsProps = { control: ArenaControl };

/** Table, charts and sentences of what is shown. */
export function Results({ control }: ResultsProps) {
  const { shown, step, reference, summary, problem } = useStore(control);
  const isTraining = useLabState(({ arena }) => arena !== null);
  const [groupId, setGroupId] = useState<MeasureGroup["id"]>("main");
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
          {isTraining ? t.results.underWay : t.results.none}
        </p>
      )}
      {shown && group && (
        <>
          <div className={styles["switches"]}>
            <Segments
              label={t.results.measures}
              options={groups.map(({ id }) => ({
                value: id,
                label: t.groups[id],
              }))}
              value={group.id}
              onChange={setGroupId}
            />
            <ExplainButton
              title={t.results.explained}
              onPress={() => explain("comparison")}
            />
            <Segments
              label={t.results.step}
              options={[
                { value: "last", label: t.results.steps.last },
                { value: "best", label: t.results.steps.best },
              ]}
              value={step}
              onChange={(next) => control.showStep(next)}
            />
            <label className={styles["reference"]}>
              {t.results.comparedWith}
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
            <p className={styles["note"]}>{t.results.bestNote}</p>
          )}
          <p className={styles["note"]}>{t.results.dotsNote}</p>
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
            {t.results.tableNote(methodTitle(reference))}
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
    `${t.results.runs(trained.length, planned)}${failures.length > 0 ? t.results.failedRuns(failures.length) : ""}`,
    t.results.settings(
      title,
      config.student.width,
      formatCount(config.data.images),
      formatCount(steps),
      batchSize,
    ),
    t.results.seeds(seeds.join(", ")),
    t.results.on(backends.join(t.results.and)),
  ].join("; ");
  return (
    <div className={styles["source"]}>
      <h3>
        {source.kind === "own"
          ? t.results.own
          : source.kind === "published"
            ? source.title
            : source.name}
      </h3>
      <p>{facts}.</p>
      {source.kind === "published" && (
        <details>
          <summary>{t.results.command}</summary>
          <code>{source.command}</code>
        </details>
      )}
    </div>
  );
}
