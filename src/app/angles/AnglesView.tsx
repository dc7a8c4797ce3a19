import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import type { Cell } from "../../charts/heatmapCursor.ts";
import type { SharedPair } from "../../charts/HeatmapTriptych.tsx";
import { withoutPin, withPin } from "../../charts/pairTrail.ts";
import { nearestImages } from "../../charts/sampleNeighbours.ts";
import { likestPair } from "../../charts/similarityCells.ts";
import type { ImageBatch } from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { useRun } from "../LabContext.tsx";
import { Segments } from "../ui/Segments.tsx";
import { ErrorsPanel } from "./ErrorsPanel.tsx";
import { MapsPanel } from "./MapsPanel.tsx";
import { MicroscopePanel } from "./MicroscopePanel.tsx";
import { NeighboursPanel } from "./NeighboursPanel.tsx";
import { PinsPanel } from "./PinsPanel.tsx";
import { ScatterPanel } from "./ScatterPanel.tsx";
import { SpectrumPanel } from "./SpectrumPanel.tsx";
import { SpherePanel } from "./SpherePanel.tsx";
import styles from "./AnglesView.module.css";

const SOURCES = ["held-out", "training"] as const;

/** Pairs are pinned among certain images, and mean nothing among others. */
type Pins = { among: ImageBatch | null; pairs: readonly Cell[] };

const NO_PINS: readonly Cell[] = [];

/** The three spaces side by side: the same pairs of images, seen in every way that says something about angles. */
export function AnglesView() {
  const [source, setSource] = useState<SampleSource>("held-out");
  const sample = useRun((view) => view.samples[source]);
  const images = useRun((view) => view.images[source]);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [keptPair, setKept] = useState<Cell | null>(null);
  const [pinned, setPinned] = useState<Pins>({ among: null, pairs: NO_PINS });

  const n = sample?.n ?? 0;
  const pins = pinned.among === images ? pinned.pairs : NO_PINS;
  const kept =
    keptPair && Math.max(keptPair.row, keptPair.column) < n ? keptPair : null;
  // The same arrays for every sample of a run, so that this pair stays the same object.
  const teacher = sample?.teacher ?? null;
  const labels = sample?.labels ?? null;
  const likest = useMemo(
    () => (teacher && labels ? likestPair({ n, labels, teacher }) : null),
    [n, labels, teacher],
  );
  const pair = useMemo(
    (): SharedPair => ({
      ...{ pointed, kept },
      ...{ onPoint: setPointed, onKeep: setKept },
    }),
    [pointed, kept],
  );
  const shown = pointed ?? kept ?? likest;
  // The maps follow the pointer at once, the figures below as soon as they can.
  const lit = useDeferredValue(shown);
  const image = (kept ?? likest)?.row ?? 0;
  const chooseImage = useCallback(
    (row: number) => {
      const [column = row] = teacher ? nearestImages(teacher, n, row, 1) : [];
      setKept({ row, column });
    },
    [teacher, n],
  );
  const pin = useCallback(
    (cell: Cell) => setPinned({ among: images, pairs: withPin(pins, cell) }),
    [images, pins],
  );
  const unpin = useCallback(
    (cell: Cell) => setPinned({ among: images, pairs: withoutPin(pins, cell) }),
    [images, pins],
  );
  const ofImage = { source, image };

  return (
    <section className={styles["view"]} aria-label={t.name}>
      <div className={styles["bar"]}>
        <Segments
          label={t.sources.label}
          options={SOURCES.map((value) => ({
            value,
            label: t.sources[value],
          }))}
          value={source}
          onChange={setSource}
        />
        <p className={styles["extent"]}>
          {sample
            ? t.extent(
                formatCount(n),
                formatCount((n * (n - 1)) / 2),
                formatCount(sample.step),
              )
            : t.waiting}
        </p>
      </div>
      <MapsPanel
        source={source}
        pair={pair}
        shown={shown}
        pins={pins}
        onPin={pin}
        onUnpin={unpin}
      />
      {pins.length > 0 && (
        <PinsPanel
          source={source}
          pins={pins}
          onChoose={setKept}
          onUnpin={unpin}
        />
      )}
      <div className={styles["halves"]}>
        <ScatterPanel source={source} pair={lit} />
        <ErrorsPanel source={source} />
      </div>
      <NeighboursPanel {...ofImage} onChoose={chooseImage} />
      <MicroscopePanel {...ofImage} />
      <div className={styles["halves"]}>
        <SpherePanel source={source} pair={lit} />
        <SpectrumPanel />
      </div>
    </section>
  );
}
