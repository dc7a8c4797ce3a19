import { useMemo } from "react";
import { SERIES, type SeriesRole } from "../../charts/colorScale.ts";
import { formatCount, formatPercent, formatUnit } from "../../charts/format.ts";
import { RocPlot } from "../../charts/RocPlot.tsx";
import { ScoreHistogram } from "../../charts/ScoreHistogram.tsx";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
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
  const title = "Scores and ROC";
  return (
    <Panel
      about="separation"
      title={title}
      caption="Drag a threshold, or move it by arrow keys: the other networks follow to the same share of known images. Each network has its own scale of scores. FPR95, ID positive: share of foreign images let in when 95 % of the known ones are. FPR95, OOD positive: share of known images lost when 95 % of the foreign ones are caught."
      summary={
        leader
          ? `${props.scoreLabel}, known images against ${oodLabel}: ${label(leading)} AUROC ${formatUnit(leader.auroc)}; at the threshold ${inWords(leader)}.`
          : props.emptyText
      }
      table={table}
      actions={
        <>
          {(["id", "ood"] as const).map((positive) => (
            <Button
              key={positive}
              look="quiet"
              title={`Threshold where 95 % of ${positive === "id" ? "known images are let in" : "foreign images are caught"}`}
              disabled={!leader}
              onClick={() =>
                leader &&
                onThreshold(leading, fprThreshold(leader.scored, positive))
              }
            >
              {positive === "id" ? "FPR95, ID positive" : "FPR95, OOD positive"}
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
                <SeriesKey role="id" /> known, n ={" "}
                {formatCount(leader?.scored.id.length ?? null)}
              </span>
              <span>
                <SeriesKey role={oodRole} /> {oodLabel}, n ={" "}
                {formatCount(leader?.scored.ood.length ?? null)}
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
              label={`ROC curves: share of known against share of foreign images let in. ${separations
                .map(
                  ({ space, auroc }) =>
                    `${label(space)} AUROC ${formatUnit(auroc)}`,
                )
                .join(", ")}`}
            />
            <ThresholdTable {...{ separations, leading, label }} />
            {leader && (
              <p className={styles["note"]}>
                {label(leading)}: FPR95 {formatPercent(leader.fpr95)} with ID
                positive, {formatPercent(leader.fpr95OodPositive)} with OOD
                positive.
                {leader.scored.parts.length > 1 &&
                  " Here all sets are counted together; elsewhere a group's number is the mean over its sets."}
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
  space === "other" ? `student of ${otherName}` : SERIES[space].label;

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
          <th scope="col">network</th>
          <th scope="col">AUROC</th>
          <th scope="col">known let in</th>
          <th scope="col">foreign let in</th>
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
  return `${formatPercent(at.id)} of known and ${formatPercent(at.ood)} of foreign images let in`;
}

function separationTable(
  separations: readonly Separation[],
  otherName: string,
) {
  return {
    columns: [
      "Network",
      "AUROC",
      "FPR95, ID positive",
      "FPR95, OOD positive",
      "Threshold",
      "Known let in",
      "Foreign let in",
      "Known images",
      "Foreign images",
    ],
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
