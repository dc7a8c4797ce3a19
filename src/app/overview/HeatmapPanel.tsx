import { lazy, useMemo, useState } from "react";
import type { SampleSource } from "../../store/runStore.ts";
import { useRun } from "../LabContext.tsx";
import { Segments } from "../ui/Segments.tsx";
import { Panel } from "./Panel.tsx";
import { heatmapSummary, heatmapTable } from "./summaries.ts";
import { useClassNames } from "./useClassNames.ts";

const HeatmapTriptych = lazy(() =>
  import("../../charts/HeatmapTriptych.tsx").then((module) => ({
    default: module.HeatmapTriptych,
  })),
);

const SOURCES = [
  { value: "held-out", label: "Held-out images" },
  { value: "training", label: "Training images" },
] as const;

export function HeatmapPanel() {
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
      title="Angles between images"
      caption="The cosine of each pair of images: the student's picture should come to look like the teacher's."
      summary={heatmapSummary(evaluation)}
      table={table}
      actions={
        <Segments
          label="Images in the heatmaps"
          options={SOURCES}
          value={source}
          onChange={setSource}
        />
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
