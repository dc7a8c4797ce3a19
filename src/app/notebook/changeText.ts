/** Settings and what changed about them, in words. */
import { fieldAt } from "../../protocol/fields.ts";
import { presetById, PRESETS } from "../../protocol/presets.ts";
import type { RunConfig } from "../../protocol/config.ts";
import {
  runChanges,
  type RunChange,
  type RunSummary,
} from "../../store/notebook/runRecord.ts";
import { runs as t } from "../../texts/en/runs.ts";

const labelOf = (path: string) => fieldAt(path)?.label ?? path;

/** "0.01, 0.02", "Uncentred SVD", "off". */
function valueText(path: string, value: unknown): string {
  if (Array.isArray(value))
    return value.length > 0 ? value.join(", ") : t.changes.none;
  if (typeof value === "boolean") return value ? t.changes.on : t.changes.off;
  const field = fieldAt(path);
  const choice =
    field?.kind === "choice"
      ? field.choices.find((each) => each.value === value)
      : undefined;
  return choice?.label ?? String(value);
}

/** "Width 64 → 32"; of lists only what came and went. */
export function changeText({ path, from, to }: RunChange): string {
  if (Array.isArray(from) && Array.isArray(to)) {
    const [before, after] = [from as unknown[], to as unknown[]];
    const gone = before.filter((each) => !after.includes(each));
    const come = after.filter((each) => !before.includes(each));
    const parts = [
      ...(come.length > 0 ? [t.changes.with(come.join(", "))] : []),
      ...(gone.length > 0 ? [t.changes.without(gone.join(", "))] : []),
    ];
    return `${labelOf(path)} ${parts.join(", ") || t.changes.order}`;
  }
  return `${labelOf(path)} ${valueText(path, from)} → ${valueText(path, to)}`;
}

/** What a run's line says under its name. */
export function sinceText(
  { since, presetId }: Pick<RunSummary, "since" | "presetId">,
  nameOf: (id: string) => string | undefined,
): string {
  if (!since) {
    const preset = PRESETS.find(({ id }) => id === presetId);
    return t.changes.first(preset?.title ?? presetId);
  }
  const before = nameOf(since.id) ?? since.name;
  if (since.changes.length === 0) return t.changes.nothing(before);
  return since.changes.map(changeText).join("; ");
}

/** "Preset Emoji, quick, with Width 32 and …"; the preset as it is now. */
export function settingsText(presetId: string, config: RunConfig): string {
  const isKnown = PRESETS.some(({ id }) => id === presetId);
  if (!isKnown) return t.changes.gone(presetId);
  const preset = presetById(presetId);
  const changes = runChanges(preset.config, config).map(
    ({ path, to }) => `${labelOf(path)} ${valueText(path, to)}`,
  );
  return changes.length === 0
    ? t.changes.unchanged(preset.title)
    : t.changes.changed(preset.title, changes.join("; "));
}

/** "Learning rate, Steps". */
export const pathsText = (paths: readonly string[]) =>
  paths.map(labelOf).join(", ");
