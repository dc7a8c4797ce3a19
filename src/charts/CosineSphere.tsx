/** Images on a globe along a space's three leading directions, seen from the front; the far side shines through. */
import { memo, useId } from "react";
import { classBand } from "./colorScale.ts";
import type { Cell } from "./heatmapCursor.ts";
import styles from "./CosineSphere.module.css";
import { type Turn, turnedPoints } from "./sphere.ts";

const RADIUS = 100;
/** Pieces of the arc between the two images of a pair. */
const ARC = 24;

export type CosineSphereProps = {
  /** [n, 3], of length 1. */
  points: Float64Array;
  turn: Turn;
  /** Place of each image's class among those present. */
  classes: readonly number[];
  /** The pair that is looked at. */
  pair: Cell | null;
  /** What the picture shows, in words. */
  label: string;
};

export const CosineSphere = memo(function CosineSphere({
  points,
  turn,
  classes,
  pair,
  label,
}: CosineSphereProps) {
  const shade = useId();
  const turned = turnedPoints(points, turn);
  const at = (image: number) => ({
    x: RADIUS * turned[3 * image]!,
    y: -RADIUS * turned[3 * image + 1]!,
    depth: turned[3 * image + 2]!,
  });
  const order = classes
    .map((_, image) => image)
    .sort((a, b) => at(a).depth - at(b).depth);
  return (
    <svg
      className={styles["sphere"]}
      viewBox="-108 -108 216 216"
      role="img"
      aria-label={label}
    >
      <defs>
        <radialGradient id={shade} cx="0.35" cy="0.3" r="0.9">
          <stop offset="0" stopColor="var(--surface)" />
          <stop offset="1" stopColor="var(--sunken)" />
        </radialGradient>
      </defs>
      <circle r={RADIUS} fill={`url(#${shade})`} stroke="var(--rule-strong)" />
      {GRID.map((line, i) => (
        <path
          key={i}
          d={visiblePath(line, turn)}
          fill="none"
          stroke="var(--ink-faint)"
          strokeOpacity="0.35"
          strokeWidth="0.75"
        />
      ))}
      {order.map((image) => {
        const { x, y, depth } = at(image);
        const { color, isHatched } = classBand(classes[image]!);
        const isFar = depth < 0;
        return (
          <circle
            key={image}
            cx={x}
            cy={y}
            r={isFar ? 2.2 : 3.4}
            fill={isHatched ? "var(--ground)" : color}
            stroke={color}
            strokeWidth={isHatched ? 1.6 : 0.6}
            opacity={isFar ? 0.4 : 1}
          />
        );
      })}
      {pair && (
        <>
          <path
            d={arcPath(turned, pair)}
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.75"
          />
          {[pair.row, pair.column].map((image, i) => (
            <circle
              key={i}
              cx={at(image).x}
              cy={at(image).y}
              r="6"
              fill="none"
              stroke="var(--ink)"
              strokeWidth="1.75"
            />
          ))}
        </>
      )}
    </svg>
  );
});

/** Three great circles, [points, 3] each: the planes between the axes. */
const GRID: readonly Float64Array[] = [0, 1, 2].map((axis) =>
  Float64Array.from({ length: 73 * 3 }, (_, i) => {
    const angle = (Math.floor(i / 3) * Math.PI) / 36;
    const coordinate = ((i % 3) - axis + 3) % 3;
    return coordinate === 0
      ? 0
      : coordinate === 1
        ? Math.cos(angle)
        : Math.sin(angle);
  }),
);

/** The front half of a line on the globe. */
function visiblePath(line: Float64Array, turn: Turn): string {
  const turned = turnedPoints(line, turn);
  let path = "";
  let isDrawing = false;
  for (let i = 0; i < turned.length; i += 3) {
    const isSeen = turned[i + 2]! >= 0;
    if (isSeen) {
      path += `${isDrawing ? "L" : "M"}${coordinates(turned, i)}`;
    }
    isDrawing = isSeen;
  }
  return path;
}

/** The shortest way between the two images of a pair along the globe. */
function arcPath(turned: Float64Array, { row, column }: Cell): string {
  const a = turned.subarray(3 * row, 3 * row + 3);
  const b = turned.subarray(3 * column, 3 * column + 3);
  const steps = Array.from({ length: ARC + 1 }, (_, i) => {
    const mixed = a.map((entry, k) => entry + (i / ARC) * (b[k]! - entry));
    const length = Math.hypot(...mixed) || 1;
    return coordinates(
      mixed.map((entry) => entry / length),
      0,
    );
  });
  return `M${steps.join("L")}`;
}

function coordinates(points: Float64Array, at: number): string {
  return `${(RADIUS * points[at]!).toFixed(1)} ${(-RADIUS * points[at + 1]!).toFixed(1)}`;
}
