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
import { useRun } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { heatmapSummary, heatmapTable } from "../overview/summaries.ts";
import { useClassNames } from "../overview/useClassNames.ts";
import { Button } from "../ui/Button.tsx";
import { Segments } from "../ui/Segments.tsx";
import { Explained } from "./Explained.tsx";
import { useLiveSample } from "./useLiveSample.ts";
import styles from "./AnglesView.module.css";

const ORDERS = [
  { value: "class", label: "By class" },
  { value: "similarity", label: "By similarity" },
  { value: "error", label: "By error" },
] as const;
type OrderName = (typeof ORDERS)[number]["value"];

const ORDER_TEXTS: Readonly<Record<OrderName, string>> = {
  class: "sorted by class",
  similarity: "those alike for the teacher side by side",
  error: "largest angle errors of the student first",
};

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
  const title = "Cosines of all pairs";
  const isThere = shown !== null && isPinned(pins, shown);
  return (
    <Panel
      about="maps"
      title={title}
      caption={
        <Explained
          label={title}
          more="A cell is the cosine of two images' class tokens, cos = x·y / (|x| |y|); the angle is its arc cosine. Colours are fixed to −1 … 1, differences to ±0.5, so that step 10 and step 1,000 compare. By similarity: average-linkage clustering of the teacher's cosines, branches turned so that neighbouring ends are most alike; it stays while the student learns. By error: mean absolute error of an image's angles, falling."
        >
          The student’s map should come to look like the teacher’s, and the
          difference should fade to grey. Point at a cell, or walk by arrow
          keys: the same pair lights up everywhere; a press or Enter keeps it.
        </Explained>
      }
      summary={heatmapSummary(evaluation)}
      table={table}
      actions={
        <Segments
          label="Order of the images"
          options={ORDERS}
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
          orderText={ORDER_TEXTS[orderName]}
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
                ? "Unpin this pair"
                : pins.length >= MOST_PINS
                  ? `${MOST_PINS} pairs are pinned`
                  : "Pin this pair"}
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
