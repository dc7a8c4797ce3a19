/** Pinned pairs, each with its two images and the course of its angle in the three spaces. */
import { X } from "lucide-react";
import { memo } from "react";
import type { EmbeddingName, ImageBatch } from "../protocol/results.ts";
import { angles as t } from "../texts/en/angles.tsx";
import { className } from "./classRuns.ts";
import { SERIES } from "./colorScale.ts";
import { formatCount, formatDegrees } from "./format.ts";
import type { Cell } from "./heatmapCursor.ts";
import { ImageTile } from "./ImageTile.tsx";
import { spreadLabels } from "./labelPlaces.ts";
import type { PairTrail } from "./pairTrail.ts";
import styles from "./PairTrails.module.css";
import { rootTextScale } from "./plotGeometry.ts";
import { SeriesMarker } from "./SeriesKey.tsx";
import { useElementSize } from "./useElementSize.ts";

const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];
const UNMEASURED = { width: 260, height: 120 };

export type PinnedPair = { pair: Cell; trail: PairTrail };

export type PairTrailsProps = {
  pinned: readonly PinnedPair[];
  /** The step that the page shows. */
  step: number;
  totalSteps: number;
  images: ImageBatch | null;
  labels: Uint8Array;
  classNames: readonly string[];
  onChoose: (pair: Cell) => void;
  onUnpin: (pair: Cell) => void;
};

export const PairTrails = memo(function PairTrails(props: PairTrailsProps) {
  const { pinned, images, labels, classNames } = props;
  const highest = Math.max(
    30,
    ...pinned.flatMap(({ trail }) =>
      trail.flatMap(({ angles }) => ROLES.map((role) => angles[role] ?? 0)),
    ),
  );
  // One axis for all, so that they can be compared.
  const reach = Math.ceil(highest / 30) * 30;
  const nameOf = (image: number) =>
    `${className(classNames, labels[image])} ${image + 1}`;
  return (
    <ul className={styles["trails"]}>
      {pinned.map(({ pair, trail }) => {
        const name = t.pins.pairOf(nameOf(pair.row), nameOf(pair.column));
        return (
          <li key={`${pair.row} ${pair.column}`}>
            <div className={styles["head"]}>
              <button
                type="button"
                className={styles["pair"]}
                aria-label={t.pins.show(name)}
                onClick={() => props.onChoose(pair)}
              >
                {images && (
                  <>
                    <ImageTile images={images} index={pair.row} label="" />
                    <ImageTile images={images} index={pair.column} label="" />
                  </>
                )}
              </button>
              <p>{name}</p>
              <button
                type="button"
                className={styles["unpin"]}
                aria-label={t.pins.unpinPair(name)}
                title={t.pins.unpin}
                onClick={() => props.onUnpin(pair)}
              >
                <X size={14} aria-hidden />
              </button>
            </div>
            <Trail
              trail={trail}
              reach={reach}
              step={props.step}
              totalSteps={props.totalSteps}
              label={trailInWords(name, trail, props.step)}
            />
          </li>
        );
      })}
    </ul>
  );
});

function Trail({
  trail,
  reach,
  step,
  totalSteps,
  label,
}: {
  trail: PairTrail;
  reach: number;
  step: number;
  totalSteps: number;
  label: string;
}) {
  const [frame, { width }] = useElementSize(UNMEASURED);
  const scale = rootTextScale();
  const height = 116 * scale;
  const area = {
    left: 30 * scale,
    right: width - 46 * scale,
    top: 8,
    bottom: height - 18 * scale,
  };
  const last = Math.max(1, totalSteps, trail.at(-1)?.step ?? 0);
  const x = (at: number) => area.left + (at / last) * (area.right - area.left);
  const y = (degrees: number) =>
    area.bottom - (degrees / reach) * (area.bottom - area.top);
  const shown = atStep(trail, step);
  const present = ROLES.flatMap((role) => {
    const angle = shown?.angles[role];
    return typeof angle === "number" ? [{ role, angle }] : [];
  });
  const places = spreadLabels(
    present.map(({ angle }) => y(angle)),
    13 * scale,
    [area.top + 4, area.bottom - 2],
  );
  return (
    <div ref={frame} className={styles["plot"]}>
      <svg width={width} height={height} role="img" aria-label={label}>
        {[0, reach / 2, reach].map((degrees) => (
          <g key={degrees}>
            <line
              {...{ x1: area.left, x2: area.right }}
              {...{ y1: y(degrees), y2: y(degrees) }}
              stroke="var(--grid)"
            />
            <text x={area.left - 4} y={y(degrees) + 4} textAnchor="end">
              {degrees}°
            </text>
          </g>
        ))}
        <text x={area.left} y={height - 4}>
          {t.pins.start}
        </text>
        <text x={area.right} y={height - 4} textAnchor="end">
          {formatCount(last)}
        </text>
        {shown && (
          <line
            {...{ x1: x(shown.step), x2: x(shown.step) }}
            {...{ y1: area.top, y2: area.bottom }}
            stroke="var(--ink-faint)"
            strokeDasharray="1 3"
          />
        )}
        {ROLES.map((role) => {
          const points = trail.flatMap(({ step: at, angles }) => {
            const angle = angles[role];
            return angle === null
              ? []
              : [`${x(at).toFixed(1)} ${y(angle).toFixed(1)}`];
          });
          return (
            <path
              key={role}
              d={points.length > 0 ? `M${points.join("L")}` : ""}
              fill="none"
              stroke={SERIES[role].color}
              strokeWidth="1.75"
              strokeDasharray={SERIES[role].dash}
            />
          );
        })}
        {present.map(({ role, angle }, i) => (
          <g key={role}>
            <SeriesMarker role={role} x={x(shown!.step)} y={y(angle)} />
            <text
              x={width}
              y={(places[i] ?? 0) + 4}
              textAnchor="end"
              style={{ fill: SERIES[role].color }}
            >
              {formatDegrees(angle)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** The latest point up to `step`, or the first. */
function atStep(trail: PairTrail, step: number) {
  return trail.findLast((point) => point.step <= step) ?? trail[0] ?? null;
}

function trailInWords(name: string, trail: PairTrail, step: number): string {
  const shown = atStep(trail, step);
  if (!shown) return t.pins.noAngle(name);
  const angles = ROLES.filter((role) => shown.angles[role] !== null).map(
    (role) => `${SERIES[role].label} ${formatDegrees(shown.angles[role])}`,
  );
  return t.pins.trail(name, trail.length, shown.step, angles.join(", "));
}
