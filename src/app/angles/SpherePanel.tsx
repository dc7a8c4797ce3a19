import {
  memo,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from "react";
import { classPositions } from "../../charts/classRuns.ts";
import { SERIES } from "../../charts/colorScale.ts";
import { CosineSphere } from "../../charts/CosineSphere.tsx";
import { formatDegrees, formatPercent } from "../../charts/format.ts";
import type { Cell } from "../../charts/heatmapCursor.ts";
import { SeriesKey } from "../../charts/SeriesKey.tsx";
import {
  combinedTurn,
  spherePoints,
  turnBy,
  type Turn,
} from "../../charts/sphere.ts";
import type { EmbeddingName } from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { Panel } from "../overview/Panel.tsx";
import { Explained } from "./Explained.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import styles from "./AnglesView.module.css";

const ROLES: readonly EmbeddingName[] = ["teacher", "compressed", "student"];
/** Degrees for a pixel of a drag, and for a key press. */
const DRAG = 0.6;
const KEY = 10;
const KEY_TURNS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-KEY, 0],
  ArrowRight: [KEY, 0],
  ArrowUp: [0, KEY],
  ArrowDown: [0, -KEY],
};
/** The leading direction, about which all images lie, towards the viewer, and a little to the side. */
const START: Turn = combinedTurn(turnBy(20, -15), turnBy(-90, 0));

const NO_COSINES = new Float32Array();

export type SpherePanelProps = {
  source: SampleSource;
  /** The pair that is looked at. */
  pair: Cell | null;
};

/** The three spaces as globes that turn together. */
export const SpherePanel = memo(function SpherePanel({
  source,
  pair,
}: SpherePanelProps) {
  const [ref, sample] = useLiveSample(source);
  const [turn, setTurn] = useState<Turn>(START);
  const from = useRef<{ x: number; y: number } | null>(null);
  const n = sample?.n ?? 0;
  const cosines = sample?.teacher ?? NO_COSINES;
  const teacher = useMemo(() => spherePoints(cosines, n, null), [cosines, n]);
  const globes = useMemo(
    () =>
      ROLES.flatMap((role) => {
        const own = sample?.[role];
        if (!own) return [];
        const sphere =
          role === "teacher" ? teacher : spherePoints(own, n, teacher.points);
        return [{ role, ...sphere }];
      }),
    [sample, n, teacher],
  );
  const classes = useMemo(() => {
    const labels = sample?.labels ?? new Uint8Array();
    const positions = classPositions(labels);
    return Array.from(labels, (label) => positions.get(label) ?? 0);
  }, [sample]);

  const turnMore = (right: number, up: number) =>
    setTurn((before) => combinedTurn(turnBy(right, up), before));
  const handleKey = (event: KeyboardEvent) => {
    const move = KEY_TURNS[event.key];
    if (move) turnMore(...move);
    else if (event.key === "Home") setTurn(START);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const handleMove = (event: PointerEvent) => {
    if (!from.current) return;
    const { x, y } = from.current;
    from.current = { x: event.clientX, y: event.clientY };
    turnMore(DRAG * (event.clientX - x), DRAG * (y - event.clientY));
  };
  const release = () => {
    from.current = null;
  };

  const { title } = t.sphere;
  const width = sample?.widths?.student ?? null;
  const isExact = width !== null && width <= 3;
  return (
    <Panel
      about="sphere"
      title={title}
      caption={
        <Explained label={title} more={t.sphere.more}>
          {isExact ? t.sphere.exactCaption : t.sphere.caption}
        </Explained>
      }
      summary={
        globes.length === 0 ? t.notMeasured : globes.map(inWords).join(" ")
      }
      table={{
        columns: t.sphere.columns,
        rows: globes.map(({ role, kept, explained, angleErrorDegrees }) => [
          SERIES[role].label,
          formatPercent(kept),
          formatPercent(explained),
          formatDegrees(angleErrorDegrees),
        ]),
      }}
    >
      <div ref={ref}>
        {globes.length === 0 ? (
          <p className={styles["empty"]}>{t.waiting}</p>
        ) : (
          <>
            <div
              className={styles["globes"]}
              role="application"
              aria-roledescription={t.sphere.globes}
              aria-label={t.sphere.keys}
              tabIndex={0}
              onKeyDown={handleKey}
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                from.current = { x: event.clientX, y: event.clientY };
              }}
              onPointerMove={handleMove}
              onPointerUp={release}
              onPointerCancel={release}
            >
              {globes.map((globe) => (
                <div key={globe.role}>
                  <h4>
                    <SeriesKey role={globe.role} /> {SERIES[globe.role].label}
                  </h4>
                  <CosineSphere
                    points={globe.points}
                    turn={turn}
                    classes={classes}
                    pair={pair}
                    label={inWords(globe)}
                  />
                </div>
              ))}
            </div>
            <table className={styles["numbers"]}>
              <thead>
                <tr>
                  {t.sphere.shortColumns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {globes.map(({ role, kept, explained, angleErrorDegrees }) => (
                  <tr key={role}>
                    <th scope="row">{SERIES[role].label}</th>
                    <td>{formatPercent(kept, 0)}</td>
                    <td>{formatPercent(explained, 0)}</td>
                    <td>{t.sphere.aPair(formatDegrees(angleErrorDegrees))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )}
      </div>
    </Panel>
  );
});

function inWords(globe: {
  role: EmbeddingName;
  kept: number;
  explained: number | null;
}): string {
  const { role, kept, explained } = globe;
  return t.sphere.inWords(
    SERIES[role].label,
    formatPercent(kept, 0),
    formatPercent(explained, 0),
  );
}
