import { getPath } from "../../protocol/configPaths.ts";
import { configCautions } from "../../protocol/configRules.ts";
import type { ConfigPath } from "../../protocol/fields.ts";
import { LIVE_PATHS } from "../../protocol/messages.ts";
import { isLocked } from "../lab.ts";
import { useLab, useLiveRun, useSettings } from "../LabContext.tsx";

export type FieldState = {
  /** As entered: a draft where there is one, else the value in force. */
  value: unknown;
  /** Why the draft is not in force. */
  refusal: string | null;
  /** Allowed, but probably not meant. */
  caution: string | null;
  /** The link or lesson fixes it, as the preset's part of the form says for all such settings. */
  isFixed: boolean;
  /** It is fixed, or a run is under way and this setting needs a new one. */
  isLocked: boolean;
  edit: (value: unknown) => void;
};

/** One setting as the form shows it. */
export function useField(path: ConfigPath): FieldState {
  const lab = useLab();
  const value = useSettings(({ drafts, config }) =>
    path in drafts ? drafts[path] : getPath(config, path),
  );
  const refusal = useSettings(({ refusals }) => refusals[path] ?? null);
  const caution = useSettings(
    ({ config }) =>
      configCautions(config).find((each) => each.path === path)?.message ??
      null,
  );
  const isFixed = useSettings(({ lesson }) => lesson.locked.includes(path));
  const isRunUnderWay = useLiveRun((view) => isLocked(view.status.state));
  return {
    value,
    refusal,
    ...{ caution, isFixed },
    isLocked: isFixed || (isRunUnderWay && !LIVE_PATHS.includes(path)),
    edit: (next) => lab.edit(path, next),
  };
}
