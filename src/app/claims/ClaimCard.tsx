import { useState, type ReactNode } from "react";
import {
  type ClaimOutcome,
  type ClaimTable,
  type ClaimVerdict,
} from "../../protocol/claimResults.ts";
import type { Claim } from "../../protocol/claims.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { claimTexts, claims as t } from "../../texts/en/claims.tsx";
import { ClaimRuns } from "./ClaimRuns.tsx";
import { isInEnglish, outcomeText } from "./outcomeText.ts";
import { LowDataFigure } from "./LowDataFigure.tsx";
import { SameLossDemo } from "./SameLossDemo.tsx";
import styles from "./Claims.module.css";

export type ClaimCardProps = {
  claim: Claim;
  /** Null where the site has none. */
  outcome: ClaimOutcome | null;
  /** What all runs of the claims have in common. */
  base: RunConfig;
  presetId: string;
  onShowRun: () => void;
  onShowCompare: () => void;
};

/** Told apart by shape as well as by colour. */
const SIGNS: Record<ClaimVerdict, string> = {
  supported: "+",
  weakened: "±",
  contradicted: "−",
  undecided: "?",
  "not-run": "○",
};

/** One claim, closed to its title and verdict until it is opened. */
export function ClaimCard({
  claim,
  outcome,
  base,
  presetId,
  onShowRun,
  onShowCompare,
}: ClaimCardProps) {
  // Twelve cards of tables and pictures are made when they are wanted.
  const [isOpen, setIsOpen] = useState(false);
  const verdict = outcome?.verdict ?? "not-run";
  const texts = claimTexts[claim.id]!;
  return (
    <details
      className={styles["card"]}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className={styles["summary"]}>
        <span className={styles["number"]}>{claim.id}</span>
        <span className={styles["title"]}>{texts.title}</span>
        <span className={styles["verdict"]} data-verdict={verdict}>
          <span aria-hidden="true" className={styles["sign"]}>
            {SIGNS[verdict]}
          </span>
          {t.verdicts[verdict]}
        </span>
      </summary>
      {isOpen && (
        <div className={styles["body"]}>
          <p className={styles["claim"]}>
            {texts.claim}{" "}
            <span className={styles["status"]}>
              ({t.statuses[claim.status]})
            </span>
          </p>
          <dl className={styles["rules"]}>
            <Rule name={t.supportedIf}>{texts.supports}</Rule>
            <Rule name={t.brokenIf}>{texts.falsifies}</Rule>
          </dl>
          {outcome && (
            <p>
              <strong>{t.verdicts[verdict]}</strong>{" "}
              {t.runsOf(outcome.found, outcome.planned)}{" "}
              <span lang={isInEnglish(outcome.because) ? "en" : undefined}>
                {outcomeText(outcome.because)}
              </span>
            </p>
          )}
          {outcome?.command !== undefined && (
            <p>{t.madeBy(<code>{outcome.command}</code>)}</p>
          )}
          <p className={styles["status"]}>{texts.caution}</p>
          {claim.beside === "same-loss" && <SameLossDemo />}
          {outcome?.curves && outcome.curves.length > 0 && (
            <LowDataFigure curves={outcome.curves} />
          )}
          {outcome?.tables.map((table) => (
            <Table key={table.caption} table={table} />
          ))}
          <ClaimRuns
            claim={claim}
            base={base}
            presetId={presetId}
            onShowRun={onShowRun}
            onShowCompare={onShowCompare}
          />
        </div>
      )}
    </details>
  );
}

function Rule({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Longer tables than this begin closed. */
const MANY_ROWS = 24;

function Table({ table: { columns, rows, ...table } }: { table: ClaimTable }) {
  const caption = outcomeText(table.caption);
  const content = (
    <div
      className={styles["tableArea"]}
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      <table className={styles["table"]}>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {column === "" ? (
                  <span className="visually-hidden">{t.row}</span>
                ) : (
                  outcomeText(column)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, k) =>
                k === 0 ? (
                  <th key={k} scope="row">
                    {outcomeText(cell)}
                  </th>
                ) : (
                  <td key={k}>{outcomeText(cell)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  return rows.length > MANY_ROWS ? (
    <details className={styles["many"]}>
      <summary>{t.rows(caption, rows.length)}</summary>
      {content}
    </details>
  ) : (
    <div>
      <h3 className={styles["caption"]}>{caption}</h3>
      {content}
    </div>
  );
}
