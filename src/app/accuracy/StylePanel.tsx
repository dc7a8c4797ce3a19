import { useMemo, useState } from "react";
import { SERIES } from "../../charts/colorScale.ts";
import { DotBlocks, type DotBlock } from "../../charts/DotBlocks.tsx";
import { formatCount, formatPercent } from "../../charts/format.ts";
import { MEASURED_SPACES } from "../../protocol/measures.ts";
import type { RunView } from "../../store/runStore.ts";
import { accuracy as t } from "../../texts/en/accuracy.ts";
import { useSettings, useShownConfig } from "../LabContext.tsx";
import { Panel } from "../overview/Panel.tsx";
import { Segments } from "../ui/Segments.tsx";

const READERS = ["probe", "knn"] as const;

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
    title: names[domain] ?? t.styles.style(domain),
    note: t.styles.note(formatCount(n), formatCount(bank)),
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
      title={t.styles.title}
      caption={
        unseen === 0 ? t.styles.allSeen : t.styles.unseen(unseen, styles.length)
      }
      summary={blocks
        .map(
          ({ title, rows }) =>
            `${title}: ${rows.map(({ role, share }) => `${SERIES[role].label} ${formatPercent(share)}`).join(", ")}`,
        )
        .join("; ")}
      table={{
        columns: t.styles.columns,
        rows: styles.flatMap(({ domain, n }) =>
          spaces.map(({ role, domains }) => {
            const own = domains.find((each) => each.domain === domain);
            return [
              ...[names[domain] ?? t.styles.style(domain), SERIES[role].label],
              formatPercent(own?.knn ?? null),
              formatPercent(own?.probe ?? null),
              n,
            ];
          }),
        ),
      }}
      actions={
        <Segments
          label={t.styles.reader}
          options={READERS.map((value) => ({
            value,
            label: t.styles.readers[value],
          }))}
          value={reader}
          onChange={setReader}
        />
      }
    >
      <DotBlocks blocks={blocks} />
    </Panel>
  );
}
