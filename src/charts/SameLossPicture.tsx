/** Two planes side by side: embeddings as they were, and through an invertible map; the same letters are the same images. */
import type { Point } from "../protocol/sameLoss.ts";
import { claims as t } from "../texts/en/claims.tsx";
import styles from "./SameLossPicture.module.css";

export type SameLossPictureProps = {
  before: readonly Point[];
  after: readonly Point[];
};

const SIDE = 220;
const CENTRE = SIDE / 2;
/** Letters stand this far outside the end of an arrow. */
const LETTER_GAP = 11;
const REACH = CENTRE - 24;

/** Says nothing that the numbers beside it do not; lengths are scaled to the longest arrow of each plane. */
export function SameLossPicture({ before, after }: SameLossPictureProps) {
  return (
    <div className={styles["pair"]} aria-hidden="true">
      <Plane title={t.sameLoss.student} points={before} />
      <Plane title={t.sameLoss.remixed} points={after} />
    </div>
  );
}

function Plane({ title, points }: { title: string; points: readonly Point[] }) {
  const longest = Math.max(...points.map(([x, y]) => Math.hypot(x, y)));
  return (
    <div className={styles["plane"]}>
      <p>{title}</p>
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`}>
        <circle
          cx={CENTRE}
          cy={CENTRE}
          r={REACH}
          fill="none"
          stroke="var(--rule)"
        />
        {points.map(([x, y], i) => {
          const scale = REACH / longest;
          const length = Math.hypot(x, y) * scale;
          const [ux, uy] = [x / Math.hypot(x, y), y / Math.hypot(x, y)];
          const at = (reach: number) => ({
            x: CENTRE + ux * reach,
            y: CENTRE - uy * reach,
          });
          const end = at(length);
          const letter = at(length + LETTER_GAP);
          return (
            <g key={i}>
              <line
                x1={CENTRE}
                y1={CENTRE}
                x2={end.x}
                y2={end.y}
                stroke="var(--series-student)"
                strokeWidth="1.5"
              />
              <circle
                cx={end.x}
                cy={end.y}
                r="3"
                fill="var(--series-student)"
              />
              <text x={letter.x} y={letter.y} textAnchor="middle" dy="0.35em">
                {letterOf(i)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const letterOf = (index: number) => String.fromCharCode(65 + index);
