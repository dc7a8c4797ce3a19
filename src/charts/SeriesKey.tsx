import { type Marker, SERIES, type SeriesRole } from "./colorScale.ts";

const MARKER_PATHS: Readonly<Record<Marker, string>> = {
  circle: "M-3.2 0A3.2 3.2 0 1 0 3.2 0A3.2 3.2 0 1 0 -3.2 0Z",
  square: "M-2.8 -2.8H2.8V2.8H-2.8Z",
  triangle: "M0 -3.6L3.4 2.6H-3.4Z",
  diamond: "M0 -3.9L3.9 0L0 3.9L-3.9 0Z",
};

/** A series' marker at a point of an SVG picture, about 7 pixels wide. */
export function SeriesMarker({
  role,
  x,
  y,
}: {
  role: SeriesRole;
  x: number;
  y: number;
}) {
  const { color, marker } = SERIES[role];
  return (
    <path
      d={MARKER_PATHS[marker]}
      transform={`translate(${x} ${y})`}
      fill={color}
    />
  );
}

/** A short piece of a series' line, to stand before its name. */
export function SeriesKey({
  role,
  dash = SERIES[role].dash,
}: {
  role: SeriesRole;
  dash?: string | undefined;
}) {
  const { color } = SERIES[role];
  return (
    <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
      <line
        x1="0"
        x2="24"
        y1="4"
        y2="4"
        stroke={color}
        strokeWidth="2"
        strokeDasharray={dash}
      />
      <SeriesMarker role={role} x={12} y={4} />
    </svg>
  );
}
