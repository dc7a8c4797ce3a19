import { useCallback, useMemo, useState } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { formatCount } from "../../charts/format.ts";
import {
  MEASURED_SPACES,
  type MeasuredSpace,
} from "../../protocol/measures.ts";
import { OOD_SCORE_IDS, type OodScoreId } from "../../protocol/oodScores.ts";
import { ood as t } from "../../texts/en/ood.ts";
import { oodScores } from "../../texts/en/oodScores.ts";
import { shell } from "../../texts/en/shell.ts";
import { useRun, useShownConfig, useTimeline } from "../LabContext.tsx";
import { bodyAt } from "../../store/keptRun.ts";
import { useNotebook } from "../notebook/useNotebook.ts";
import type { Notebook } from "../../store/notebook/notebook.ts";
import { MeasureBar } from "../measure/MeasureBar.tsx";
import { Segments } from "../ui/Segments.tsx";
import {
  groupOf,
  measuredScores,
  streamedScores,
  type ScoredSpaces,
  type SeparatedSpace,
  type SetChoice,
} from "./scoredSpaces.ts";
import { DetectionPanel } from "./DetectionPanel.tsx";
import { ScoreTable } from "./ScoreTable.tsx";
import { SeparationPanel } from "./SeparationPanel.tsx";
import { separations, spaceCurves } from "./separation.ts";
import { ThresholdImages } from "./ThresholdImages.tsx";
import { useOtherRun } from "./useOtherRun.ts";
import { useSetTitles } from "./useSetTitles.ts";
import viewStyles from "../views/Views.module.css";
import styles from "./OodView.module.css";

/** How well each space tells known images from foreign ones. */
export function OodView() {
  const notebook = useNotebook();
  return notebook ? (
    <OodPanels notebook={notebook} />
  ) : (
    <p className={viewStyles["loading"]}>{shell.loading}</p>
  );
}

function OodPanels({ notebook }: { notebook: Notebook }) {
  const measures = useRun((view) => view.measures);
  const streamed = useRun((view) => view.scores);
  const evaluation = useRun((view) => view.evaluations.at(-1) ?? null);
  /** Its images are not at hand. */
  const isKept = useTimeline(({ kept }) => kept !== null);
  const setTitle = useSetTitles();
  const [score, setScore] = useState<OodScoreId>("knn");
  const [wish, setWish] = useState<SetChoice>("near");
  const [leading, setLeading] = useState<SeparatedSpace>("student");
  /** Of the leading space, for the score and the sets it was set at. */
  const [set, setThreshold] = useState<{ key: string; value: number } | null>(
    null,
  );

  const isMeasured = Object.keys(measures).length > 0;
  const data = useShownConfig((config) => config.data);
  const names = useMemo(
    () => [
      ...data.heldOut.map((slug) => `class:${slug}`),
      ...data.far.map((id) => `pack:${id}`),
    ],
    [data],
  );
  const choices: SetChoice[] = [
    ...(["near", "far"] as const).filter((group) =>
      names.some((name) => groupOf(name) === group),
    ),
    ...(isMeasured ? names : []),
  ];
  const choice = choices.includes(wish) ? wish : (choices[0] ?? "near");
  const choiceLabel = (value: SetChoice) =>
    value === "near" || value === "far" ? SERIES[value].label : setTitle(value);

  // What a run streams is newer than what was measured before it went on.
  const measuredStep = Object.values(measures)[0]?.step ?? -1;
  const isLive =
    score === "knn" &&
    (choice === "near" || choice === "far") &&
    (streamed?.step ?? -1) > measuredStep;

  const { runs, other, choose } = useOtherRun(notebook);
  const shownStep = useRun((view) => view.shownStep);
  const otherBody = useMemo(
    () => other && bodyAt(other.body, shownStep),
    [other, shownStep],
  );
  const isGroup = choice === "near" || choice === "far";
  const canCompare = score === "knn" && isGroup;

  const curves = useMemo(() => {
    const of = (space: MeasuredSpace) => {
      if (isLive && space !== "untrained") {
        return streamedScores(space, streamed, evaluation, choice);
      }
      const measured = measures[space];
      return measured ? measuredScores(measured, score, choice) : null;
    };
    const scores: ScoredSpaces = {
      ...Object.fromEntries(MEASURED_SPACES.map((space) => [space, of(space)])),
      other:
        canCompare && otherBody
          ? streamedScores(
              "student",
              otherBody.scores,
              otherBody.evaluations.at(-1) ?? null,
              choice,
            )
          : null,
    };
    return spaceCurves(scores);
  }, [
    measures,
    isLive,
    streamed,
    evaluation,
    score,
    choice,
    canCompare,
    otherBody,
  ]);

  const shownSpace = curves.some(({ space }) => space === leading)
    ? leading
    : (curves.at(-1)?.space ?? leading);
  const key = `${score} ${choice} ${shownSpace}`;
  const threshold = set?.key === key ? set.value : null;
  const found = useMemo(
    () => separations(curves, shownSpace, threshold),
    [curves, shownSpace, threshold],
  );
  const leader = found.find(({ space }) => space === shownSpace);
  const handleThreshold = useCallback(
    (space: SeparatedSpace, value: number) => {
      setLeading(space);
      setThreshold({ key: `${score} ${choice} ${space}`, value });
    },
    [score, choice],
  );

  const unsupported = unsupportedText(measures.teacher?.measures.ood[score]);
  const measuredLeader =
    (leading === "other" ? null : measures[leading]) ?? measures.student;
  const otherName = other?.summary.name ?? "";
  const group = groupOfChoice(choice);
  const text = oodScores[score];
  return (
    <section className={styles["view"]} aria-label={t.name}>
      <div className={styles["pickers"]}>
        <label>
          {t.score}
          <select
            value={score}
            onChange={(event) => setScore(event.target.value as OodScoreId)}
          >
            {OOD_SCORE_IDS.map((id) => (
              <option key={id} value={id}>
                {oodScores[id].label}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.against}
          <select
            value={choice}
            onChange={(event) => setWish(event.target.value)}
          >
            {choices.map((value) => (
              <option key={value} value={value}>
                {choiceLabel(value)}
              </option>
            ))}
          </select>
        </label>
        <label title={canCompare ? undefined : t.besideLimits}>
          {t.beside}
          <select
            value={other?.summary.id ?? ""}
            disabled={!canCompare || runs.length === 0}
            onChange={(event) => choose(event.target.value || null)}
          >
            <option value="">
              {runs.length === 0 ? t.noOtherKept : t.noOther}
            </option>
            {runs.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <MeasureBar what={t.measureAll} />
      </div>
      <p className={styles["meaning"]}>
        <strong>{text.label}.</strong> {text.meaning} {t.higher}{" "}
        <code>{text.formula}</code> {text.source}.
      </p>
      <SeparationPanel
        separations={found}
        leading={shownSpace}
        otherName={otherName}
        oodRole={group}
        scoreLabel={text.label}
        oodLabel={choiceLabel(choice)}
        stepText={stepText(
          isLive ? (streamed?.step ?? 0) : measuredStep,
          isLive && streamed?.subset === true,
        )}
        onThreshold={handleThreshold}
        emptyText={
          unsupported ??
          (score === "knn"
            ? t.firstScores
            : isMeasured
              ? t.measuresSoon
              : t.notMeasured)
        }
      />
      <DetectionPanel
        group={group}
        groupLabel={SERIES[group].label}
        other={
          other && {
            name: other.summary.name,
            evaluations: other.body.evaluations,
          }
        }
      />
      {leader && !isKept && shownSpace !== "other" && (
        <ThresholdImages
          separation={leader}
          label={SERIES[shownSpace].label}
          setTitle={setTitle}
        />
      )}
      {measuredLeader && (
        <ScoreTable
          measured={measuredLeader}
          picker={
            <Segments
              label={t.networkOfTable}
              options={MEASURED_SPACES.filter((space) => measures[space]).map(
                (space) => ({ value: space, label: SERIES[space].label }),
              )}
              value={measuredLeader.space}
              onChange={setLeading}
            />
          }
          score={score}
          onScore={setScore}
        />
      )}
    </section>
  );
}

const stepText = (step: number, isSample: boolean) =>
  (isSample ? t.stepOfSample : t.step)(formatCount(step));

const groupOfChoice = (choice: SetChoice) =>
  choice === "near" || choice === "far" ? choice : groupOf(choice);

function unsupportedText(result: object | undefined): string | null {
  return result && "unsupported" in result
    ? t.unsupported(String(result.unsupported))
    : null;
}
