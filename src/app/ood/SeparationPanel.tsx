import { useMemo } from "react";
import { SERIES, type SeriesRole } from "../../charts/colorScale.ts";
import { formatCount, formatPercent, formatUnit } from "../../charts/format.ts";
import { RocPlot } from "../../charts/RocPlot.tsx";
import { ScoreHistogram } from "../../charts/ScoreHistogram.tsx";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import { ood as t } from "../../texts/en/ood.ts";
import type { SeparatedSpace } from "./scoredSpaces.ts";
import { Panel } from "../overview/Panel.tsx";
import { Button } from "../ui/Button.tsx";
import { fprThreshold, type Separation } from "./separation.ts";
import styles from "./OodView.module.css";

export type SeparationPanelProps = {
  separations: readonly Separation[];
  leading: SeparatedSpace;
  /** Of a kept run beside this one. */
  otherName: string;
  oodRole: "near" | "far";
  /** Name of the score and of the foreign images. */
  scoreLabel: string;
  oodLabel: string;
  /** When the scores were taken. */
  stepText: string;
  onThreshold: (space: SeparatedSpace, threshold: number) => void;
  /** Stands in the place of the plots while there are no scores. */
  emptyText: string;
};

/** Histograms of every space with one threshold through all of them, and the ROC curves that it moves along. */
export function SeparationPanel(props: SeparationPanelProps) {
  const { separations, leading, otherName, oodRole, oodLabel, onThreshold } =
    props;
  const label = (space: SeparatedSpace) => spaceLabel(space, otherName);
  const leader = separations.find(({ space }) => space === leading);
  const table = useMemo(
    () => separationTable(separations, otherName),
    [separations, otherName],
  );
  const { title } = t.separation;
  return (
    <Panel
      about="separation"
      title={title}
      caption={t.separation.caption}
      summary={
        leader
          ? t.separation.summary(
              props.scoreLabel,
              oodLabel,
              label(leading),
              formatUnit(leader.auroc),
              inWords(leader),
            )
          : props.emptyText
      }
      table={table}
      actions={
        <>
          {(["id", "ood"] as const).map((positive) => (
            <Button
              key={positive}
              look="quiet"
              title={
                positive === "id"
                  ? t.separation.thresholdOfId
                  : t.separation.thresholdOfOod
              }
              disabled={!leader}
              onClick={() =>
                leader &&
                onThreshold(leading, fprThreshold(leader.scored, positive))
              }
            >
              {positive === "id" ? t.fpr95Id : t.fpr95Ood}
            </Button>
          ))}
        </>
      }
    >
      {separations.length === 0 ? (
        <p className={styles["empty"]}>{props.emptyText}</p>
      ) : (
        <div className={styles["separation"]}>
          <div>
            <p className={styles["sides"]}>
              <span>
                <SeriesKey role="id" />{" "}
                {t.separation.n(
                  t.known,
                  formatCount(leader?.scored.id.length ?? null),
                )}
              </span>
              <span>
                <SeriesKey role={oodRole} />{" "}
                {t.separation.n(
                  oodLabel,
                  formatCount(leader?.scored.ood.length ?? null),
                )}
              </span>
              <span>{props.stepText}</span>
            </p>
            <div className={styles["histograms"]}>
              {separations.map((each) => (
                <div key={each.space}>
                  <h4>
                    <SeriesKey role={spaceRole(each.space)} />{" "}
                    {label(each.space)}
                  </h4>
                  <ScoreHistogram
                    network={spaceRole(each.space)}
                    id={each.scored.id}
                    ood={each.scored.ood}
                    oodRole={oodRole}
                    threshold={each.threshold}
                    onThreshold={(value) => onThreshold(each.space, value)}
                    valueText={inWords(each)}
                    isLeading={each.space === leading}
                  />
                </div>
              ))}
            </div>
          </div>
          <div className={styles["roc"]}>
            <RocPlot
              series={separations.map(({ space, curve, at }) => ({
                ...{ role: spaceRole(space), curve, at },
              }))}
              chosen={spaceRole(leading)}
              label={t.separation.roc(
                separations
                  .map(({ space, auroc }) =>
                    t.separation.auroc(label(space), formatUnit(auroc)),
                  )
                  .join(", "),
              )}
            />
            <ThresholdTable {...{ separations, leading, label }} />
            {leader && (
              <p className={styles["note"]}>
                {t.separation.note(
                  label(leading),
                  formatPercent(leader.fpr95),
                  formatPercent(leader.fpr95OodPositive),
                )}
                {leader.scored.parts.length > 1 && t.separation.together}
              </p>
            )}
          </div>
        </div>
      )}
    </Panel>
  );
}

/** A hue and a dash that none of the run's own spaces has. */
const spaceRole = (space: SeparatedSpace): SeriesRole =>
  space === "other" ? "run4" : space;

const spaceLabel = (space: SeparatedSpace, otherName: string) =>
  space === "other" ? t.separation.studentOf(otherName) : SERIES[space].label;

function ThresholdTable({
  separations,
  leading,
  label,
}: Pick<SeparationPanelProps, "separations" | "leading"> & {
  label: (space: SeparatedSpace) => string;
}) {
  return (
    <table className={styles["numbers"]}>
      <thead>
        <tr>
          <th scope="col">{t.network}</th>
          <th scope="col">AUROC</th>
          <th scope="col">{t.separation.knownLetIn}</th>
          <th scope="col">{t.separation.foreignLetIn}</th>
        </tr>
      </thead>
      <tbody>
        {separations.map(({ space, auroc, at }) => (
          <tr key={space} data-chosen={space === leading}>
            <th scope="row">
              <SeriesKey role={spaceRole(space)} /> {label(space)}
            </th>
            <td>{formatUnit(auroc)}</td>
            <td>{formatPercent(at.id)}</td>
            <td>{formatPercent(at.ood)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inWords({ at }: Separation): string {
  return t.separation.shares(formatPercent(at.id), formatPercent(at.ood));
}

function separationTable(
  separations: readonly Separation[],
  otherName: string,
) {
  return {
    columns: t.separation.columns,
    rows: separations.map((each) => [
      spaceLabel(each.space, otherName),
      formatUnit(each.auroc),
      formatPercent(each.fpr95),
      formatPercent(each.fpr95OodPositive),
      each.threshold.toPrecision(4),
      formatPercent(each.at.id),
      formatPercent(each.at.ood),
      each.scored.id.length,
      each.scored.ood.length,
    ]),
  };
}
