import type { EmbeddingName } from "../protocol/results.ts";
import { SERIES } from "./colorScale.ts";
import styles from "./PairInspector.module.css";
import { SeriesMarker } from "./SeriesKey.tsx";
import type { PairAngles } from "./similarityCells.ts";

const RADIUS = 62;
const CENTRE = { x: 76, y: 74 };
const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];

function onCircle(degrees: number, radius: number): { x: number; y: number } {
  const radians = (degrees * Math.PI) / 180;
  return {
    x: CENTRE.x + radius * Math.cos(radians),
    y: CENTRE.y - radius * Math.sin(radians),
  };
}

/** A protractor: the angle between two images in each network, from the same base line. Only repeats the numbers beside it. */
export function AngleFan({
  angles,
}: {
  /** 0 to 180. */
  angles: PairAngles;
}) {
  return (
    <svg className={styles["fan"]} viewBox="0 0 152 90" aria-hidden="true">
      <path
        d={`M${CENTRE.x - RADIUS} ${CENTRE.y}A${RADIUS} ${RADIUS} 0 0 1 ${CENTRE.x + RADIUS} ${CENTRE.y}`}
        fill="none"
        stroke="var(--rule-strong)"
        strokeWidth="0.75"
      />
      {Array.from({ length: 13 }, (_, i) => {
        const inner = onCircle(i * 15, RADIUS - (i % 3 === 0 ? 6 : 3));
        const outer = onCircle(i * 15, RADIUS);
        return (
          <line
            key={i}
            x1={inner.x}
            y1={inner.y}
            x2={outer.x}
            y2={outer.y}
            stroke="var(--rule-strong)"
            strokeWidth="0.75"
          />
        );
      })}
      <line
        x1={CENTRE.x}
        y1={CENTRE.y}
        x2={CENTRE.x + RADIUS}
        y2={CENTRE.y}
        stroke="var(--ink-soft)"
        strokeWidth="1.5"
      />
      <text x={CENTRE.x + RADIUS - 4} y={CENTRE.y + 14}>
        0°
      </text>
      <text x={CENTRE.x} y={CENTRE.y - RADIUS - 4} textAnchor="middle">
        90°
      </text>
      <text x={CENTRE.x - RADIUS + 4} y={CENTRE.y + 14} textAnchor="middle">
        180°
      </text>
      {ROLES.map((role) => {
        const angle = angles[role];
        if (angle === null || !Number.isFinite(angle)) return null;
        const tip = onCircle(angle, RADIUS - 8);
        return (
          <g key={role}>
            <line
              x1={CENTRE.x}
              y1={CENTRE.y}
              x2={tip.x}
              y2={tip.y}
              stroke={SERIES[role].color}
              strokeWidth="2"
              strokeDasharray={SERIES[role].dash}
            />
            <SeriesMarker role={role} {...tip} />
          </g>
        );
      })}
    </svg>
  );
}
