import { Images } from "lucide-react";
import { useMemo, useState } from "react";
import type { SampleSource } from "../../store/runStore.ts";
import { overview as t } from "../../texts/en/overview.ts";
import { useRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { Segments } from "../ui/Segments.tsx";
import { drawnInTurn } from "./drawnInTurn.tsx";
import { Panel } from "./Panel.tsx";
import { SampleStrip } from "./SampleStrip.tsx";
import { heatmapSummary, heatmapTable } from "./summaries.ts";
import { useClassNames } from "./useClassNames.ts";

const HeatmapTriptych = drawnInTurn(() =>
  import("../../charts/HeatmapTriptych.tsx").then(
    (module) => module.HeatmapTriptych,
  ),
);

const SOURCES = ["held-out", "training"] as const;

export type HeatmapPanelProps = { onBrowse: () => void };

/** The heatmaps with some of their images, and the way to all images. */
export function HeatmapPanel({ onBrowse }: HeatmapPanelProps) {
  const [source, setSource] = useState<SampleSource>("held-out");
  const sample = useRun((view) => view.samples[source]);
  const images = useRun((view) => view.images[source]);
  const evaluation = useRun((view) => view.evaluations.at(-1) ?? null);
  const classNames = useClassNames();
  const table = useMemo(
    () => heatmapTable(sample, classNames),
    [sample, classNames],
  );

  return (
    <Panel
      about="heatmaps"
      title={t.heatmaps}
      caption={t.heatmapsCaption}
      summary={heatmapSummary(evaluation)}
      table={table}
      beside={<SampleStrip source={source} label={t.sources[source]} />}
      actions={
        <>
          <Button look="quiet" onClick={onBrowse}>
            <Images size={16} aria-hidden />
            {t.browse}
          </Button>
          <Segments
            label={t.source}
            options={SOURCES.map((value) => ({
              value,
              label: t.sources[value],
            }))}
            value={source}
            onChange={setSource}
          />
        </>
      }
    >
      <HeatmapTriptych
        sample={sample}
        images={images}
        classNames={classNames}
      />
    </Panel>
  );
}
