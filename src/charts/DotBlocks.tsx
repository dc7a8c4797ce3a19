/** Shares of several networks as dots on common axes, one block for each thing that was measured. */
import { memo } from "react";
import { wilsonInterval } from "../protocol/wilson.ts";
import { SERIES, type SeriesRole } from "./colorScale.ts";
import styles from "./DotBlocks.module.css";
import { formatPercent } from "./format.ts";
import { SeriesMarker } from "./SeriesKey.tsx";

export type DotRow = {
  role: SeriesRole;
  /** 0 to 1, of `n` images; null when it is not known. */
  share: number | null;
  n: number;
};

export type DotBlock = {
  title: string;
  note: string;
  rows: readonly DotRow[];
};

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Whiskers are 95 % intervals for the number of images. */
export const DotBlocks = memo(function DotBlocks({
  blocks,
}: {
  blocks: readonly DotBlock[];
}) {
  return (
    <div className={styles["blocks"]}>
      {blocks.map(({ title, note, rows }) => (
        <div key={title} className={styles["block"]}>
          <h4>
            {title} <span>{note}</span>
          </h4>
          {rows.map((row) => (
            <Row key={row.role} {...row} />
          ))}
          <div className={styles["row"]} aria-hidden="true">
            <span />
            <div className={styles["axis"]}>
              {TICKS.map((tick) => (
                <span key={tick} style={{ left: `${100 * tick}%` }}>
                  {100 * tick}
                </span>
              ))}
            </div>
            <span className={styles["unit"]}>%</span>
          </div>
        </div>
      ))}
    </div>
  );
});

function Row({ role, share, n }: DotRow) {
  const { label, color } = SERIES[role];
  const interval = share === null ? null : wilsonInterval(share, n);
  const percent = (value: number) => `${(100 * value).toFixed(2)}%`;
  return (
    <div className={styles["row"]}>
      <span className={styles["name"]}>{label}</span>
      <div className={styles["track"]} aria-hidden="true">
        {TICKS.map((tick) => (
          <i key={tick} style={{ left: percent(tick) }} />
        ))}
        {interval && share !== null && (
          <>
            <b
              style={{
                left: percent(interval.low),
                width: percent(interval.high - interval.low),
                background: color,
              }}
            />
            <svg
              style={{ left: percent(share) }}
              width="16"
              height="16"
              viewBox="-8 -8 16 16"
            >
              <circle r="6" fill="var(--ground)" />
              <g transform="scale(1.3)">
                <SeriesMarker role={role} x={0} y={0} />
              </g>
            </svg>
          </>
        )}
      </div>
      <span className={styles["value"]}>{formatPercent(share)}</span>
    </div>
  );
}
