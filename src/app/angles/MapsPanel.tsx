import { Pin, PinOff } from "lucide-react";
import { memo, useMemo, useState } from "react";
import type { Cell } from "../../charts/heatmapCursor.ts";
import {
  HeatmapTriptych,
  type SharedPair,
} from "../../charts/HeatmapTriptych.tsx";
import { errorOrder, type ImageOrder } from "../../charts/imageOrder.ts";
import { isPinned, MOST_PINS } from "../../charts/pairTrail.ts";
import { similarityOrder } from "../../charts/seriation.ts";
import type { SimilaritySample } from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { angles as t } from "../../texts/en/angles.tsx";
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { heatmapSummary, heatmapTable } from "../overview/summaries.ts";
import { useClassNames } from "../overview/useClassNames.ts";
import { Button } from "../ui/Button.tsx";
import { Segments } from "../ui/Segments.tsx";
import { Explained } from "./Explained.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import styles from "./AnglesView.module.css";

const ORDERS = ["class", "similarity", "error"] as const;
type OrderName = (typeof ORDERS)[number];

const NO_COSINES = new Float32Array();

export type MapsPanelProps = {
  source: SampleSource;
  pair: SharedPair;
  /** The pair that the maps show. */
  shown: Cell | null;
  pins: readonly Cell[];
  onPin: (pair: Cell) => void;
  onUnpin: (pair: Cell) => void;
};

/** The maps of all pairs, in an order to choose, with the pair that one looks at. */
export const MapsPanel = memo(function MapsPanel(props: MapsPanelProps) {
  const { source, pair, shown, pins } = props;
  const [ref, sample] = useLiveSample(source);
  const images = useRun((view) => view.images[source]);
  const evaluation = useRun((view) => view.evaluations.at(-1) ?? null);
  const classNames = useClassNames();
  const [orderName, setOrderName] = useState<OrderName>("class");
  const order = useImageOrder(orderName, sample);
  const table = useMemo(
    () => heatmapTable(sample, classNames),
    [sample, classNames],
  );
  const { title } = t.maps;
  const isThere = shown !== null && isPinned(pins, shown);
  return (
    <Panel
      about="maps"
      title={title}
      caption={
        <Explained label={title} more={t.maps.more}>
          {t.maps.caption}
        </Explained>
      }
      summary={heatmapSummary(evaluation)}
      table={table}
      actions={
        <Segments
          label={t.maps.order}
          options={ORDERS.map((value) => ({
            value,
            label: t.maps.orders[value],
          }))}
          value={orderName}
          onChange={setOrderName}
        />
      }
    >
      <div ref={ref}>
        <HeatmapTriptych
          sample={sample}
          images={images}
          classNames={classNames}
          order={order}
          orderText={t.maps.orderTexts[orderName]}
          pair={pair}
          isLarge
          pairActions={
            <Button
              className={styles["pin"]}
              disabled={
                !shown ||
                shown.row === shown.column ||
                (!isThere && pins.length >= MOST_PINS)
              }
              onClick={() =>
                shown && (isThere ? props.onUnpin(shown) : props.onPin(shown))
              }
            >
              {isThere ? (
                <PinOff size={16} aria-hidden />
              ) : (
                <Pin size={16} aria-hidden />
              )}
              {isThere
                ? t.maps.unpin
                : pins.length >= MOST_PINS
                  ? t.maps.full(MOST_PINS)
                  : t.maps.pin}
            </Button>
          }
        />
      </div>
    </Panel>
  );
});

/** Null: as they come, which is by class. */
function useImageOrder(
  name: OrderName,
  sample: SimilaritySample | null,
): ImageOrder | null {
  const n = sample?.n ?? 0;
  // Of a frozen teacher: the same array for every sample of a run.
  const teacher = sample?.teacher ?? NO_COSINES;
  const bySimilarity = useMemo(
    () => (name === "similarity" ? similarityOrder(teacher, n) : null),
    [name, teacher, n],
  );
  const byError = useMemo(
    () => (name === "error" && sample ? errorOrder(sample) : null),
    [name, sample],
  );
  return bySimilarity ?? byError;
}
