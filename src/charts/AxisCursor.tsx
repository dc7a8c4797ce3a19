/** The pointer and the keyboard over a plot or a stack of them: which place of the horizontal axis one looks at, and which range to zoom into. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import styles from "./AxisCursor.module.css";

/** Shorter drags are clicks. In pixels. */
const LEAST_DRAG = 6;
/** Places moved by Page Up and Page Down. */
const PAGE = 10;

export type AxisCursorProps = {
  /** Where there is something to read (steps, middles of bins), ascending, within the domain. */
  places: readonly number[];
  domain: readonly [number, number];
  /** The place looked at; null when nobody looks. */
  place: number | null;
  onPlace: (place: number | null) => void;
  /** Zooms to a range; null shows everything again. Absent: no zoom. */
  onZoom?: ((range: [number, number] | null) => void) | undefined;
  onZoomBy?: ((factor: number) => void) | undefined;
  label: string;
  /** The exact values there, in words. */
  valueText: string;
  /** Left and right edge of the plot, in pixels. */
  left: number;
  right: number;
};

export function AxisCursor({
  places,
  domain,
  place,
  onPlace,
  onZoom,
  onZoomBy,
  label,
  valueText,
  left,
  right,
}: AxisCursorProps) {
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const width = Math.max(1, right - left);
  const [low, high] = domain;
  const last = places.at(-1) ?? low;

  const offset = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    const x = event.clientX - (box?.left ?? 0);
    return Math.max(0, Math.min(width, x));
  };
  const valueAt = (x: number) => low + (x / width) * (high - low);
  const xOf = (place: number) => ((place - low) / (high - low)) * width;

  const handleDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const x = offset(event);
    if (onZoom) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: x, to: x });
    }
    onPlace(nearestPlace(places, valueAt(x)));
  };
  const handleMove = (event: PointerEvent) => {
    const x = offset(event);
    if (drag) setDrag({ ...drag, to: x });
    onPlace(nearestPlace(places, valueAt(x)));
  };
  const handleUp = () => {
    if (drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG) {
      const [from = low, to = high] = [drag.from, drag.to]
        .sort((a, b) => a - b)
        .map(valueAt);
      onZoom?.([Math.floor(from), Math.ceil(to)]);
    }
    setDrag(null);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const moved = movedPlace(places, place, event.key);
    if (moved !== undefined) onPlace(moved);
    else if (event.key === "Escape" && place !== null) onPlace(null);
    else if (event.key === "Escape" && onZoom) onZoom(null);
    else if (event.key === "0" && onZoom) onZoom(null);
    else if ((event.key === "+" || event.key === "=") && onZoomBy) {
      onZoomBy(0.5);
    } else if (event.key === "-" && onZoomBy) onZoomBy(2);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isDragged = drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG;
  return (
    <div
      ref={area}
      className={styles["area"]}
      style={{ left, width }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={place ?? last}
      aria-valuetext={valueText}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={handleUp}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={(event) => {
        if (!drag && event.pointerType !== "touch") onPlace(null);
      }}
      onKeyDown={handleKeyDown}
      onBlur={() => onPlace(null)}
    >
      {place !== null && (
        <span className={styles["line"]} style={{ left: xOf(place) }} />
      )}
      {isDragged && (
        <span
          className={styles["selection"]}
          style={{
            left: Math.min(drag.from, drag.to),
            width: Math.abs(drag.to - drag.from),
          }}
        />
      )}
    </div>
  );
}

/** The place that lies nearest; null if there is none. */
export function nearestPlace(
  places: readonly number[],
  wanted: number,
): number | null {
  let nearest: number | null = null;
  for (const place of places) {
    if (
      nearest === null ||
      Math.abs(place - wanted) < Math.abs(nearest - wanted)
    ) {
      nearest = place;
    }
  }
  return nearest;
}

/** Where a key moves the cursor among the places; undefined if the key means nothing here. From nowhere it starts at the last one. */
export function movedPlace(
  places: readonly number[],
  place: number | null,
  key: string,
): number | undefined {
  const at = place === null ? -1 : places.indexOf(place);
  const last = places.length - 1;
  const by = KEY_MOVES[key];
  if (last < 0) return undefined;
  if (key === "Home") return places[0];
  if (key === "End") return places[last];
  if (by === undefined) return undefined;
  const from = at < 0 ? last + (by < 0 ? 1 : 0) : at;
  return places[Math.max(0, Math.min(last, from + by))];
}

const KEY_MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -PAGE,
  PageUp: PAGE,
};
