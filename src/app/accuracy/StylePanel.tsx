import { useMemo, useState } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { DotBlocks, type DotBlock } from "../../charts/DotBlocks.tsx";
import { formatCount, formatPercent } from "../../charts/format.ts";
import { MEASURED_SPACES } from "../../protocol/measures.ts";
import type { RunView } from "../../store/runStore.ts";
import { useSettings, useShownConfig } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { Segments } from "../ui/Segments.tsx";

const READERS = [
  { value: "probe", label: "Linear probe" },
  { value: "knn", label: "Neighbours" },
] as const;

const NO_NAMES: readonly string[] = [];

/** Accuracy within each vendor's style; nothing where the images come from one source. */
export function StylePanel({ measures }: { measures: RunView["measures"] }) {
  const [reader, setReader] = useState<"probe" | "knn">("probe");
  const shown = useShownConfig(({ data }) => data.pack);
  const names = useSettings(
    ({ packs }) => packs?.find(({ id }) => id === shown)?.domains ?? NO_NAMES,
  );
  const spaces = useMemo(
    () =>
      MEASURED_SPACES.flatMap((role) => {
        const domains = measures[role]?.details.domains;
        return domains ? [{ role, domains }] : [];
      }),
    [measures],
  );
  const styles = spaces[0]?.domains ?? [];
  if (styles.length === 0) return null;
  const blocks = styles.map(({ domain, n, bank }): DotBlock => ({
    title: names[domain] ?? `style ${domain}`,
    note: `${formatCount(n)} held-out, ${formatCount(bank)} training images`,
    rows: spaces.map(({ role, domains }) => ({
      role,
      share: domains.find((each) => each.domain === domain)?.[reader] ?? null,
      n,
    })),
  }));
  const unseen = styles.filter(({ bank }) => bank === 0).length;
  return (
    <Panel
      about="styles"
      title="Vendor styles"
      caption={
        unseen === 0
          ? "The same classes as different vendors draw them. Every style is among the training images, so this shows how hard each is, not what happens with a style never seen. Whiskers: 95 % intervals for the number of images."
          : `The same classes as different vendors draw them; ${unseen} of ${styles.length} styles are not among the training images. Whiskers: 95 % intervals for the number of images.`
      }
      summary={blocks
        .map(
          ({ title, rows }) =>
            `${title}: ${rows.map(({ role, share }) => `${SERIES[role].label} ${formatPercent(share)}`).join(", ")}`,
        )
        .join("; ")}
      table={{
        columns: ["Style", "Network", "kNN", "Linear probe", "Images"],
        rows: styles.flatMap(({ domain, n }) =>
          spaces.map(({ role, domains }) => {
            const own = domains.find((each) => each.domain === domain);
            return [
              ...[names[domain] ?? `style ${domain}`, SERIES[role].label],
              formatPercent(own?.knn ?? null),
              formatPercent(own?.probe ?? null),
              n,
            ];
          }),
        ),
      }}
      actions={
        <Segments
          label="Read by"
          options={READERS}
          value={reader}
          onChange={setReader}
        />
      }
    >
      <DotBlocks blocks={blocks} />
    </Panel>
  );
}
