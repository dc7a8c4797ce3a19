import { SlidersHorizontal } from "lucide-react";
import { lazy, Suspense } from "react";
import { hasLearnedHead, type PartsMode } from "../../protocol/parts.ts";
import { bar as t } from "../../texts/en/bar.ts";
import { useLabState, useSettings } from "../LabContext.tsx";
import { Popover } from "../ui/Popover.tsx";
import { modeText } from "./runTexts.ts";

const RunOptions = lazy(() =>
  import("./RunOptions.tsx").then((module) => ({
    default: module.RunOptions,
  })),
);

export type RunMenuProps = { onResetWithNewSeed: () => void };

/** What is seldom wanted of the transport; its button says what of it is not as usual. */
export function RunMenu({ onResetWithNewSeed }: RunMenuProps) {
  const parts = useLabState((each) => each.parts);
  const pace = useLabState((each) => each.pace);
  const ruleCount = useLabState((each) => each.stopRules.length);
  const canPart = useSettings(({ config }) => hasLearnedHead(config.method));
  const shownParts: PartsMode = canPart ? parts : "both";
  const note = [
    modeText(shownParts, pace),
    ruleCount > 0 ? t.stopRules(ruleCount) : "",
  ]
    .filter((text) => text !== "")
    .join(", ");
  return (
    <Popover
      label={t.options}
      icon={<SlidersHorizontal size={16} aria-hidden />}
      note={note}
    >
      {(close) => (
        <Suspense fallback={null}>
          <RunOptions {...{ close, onResetWithNewSeed }} />
        </Suspense>
      )}
    </Popover>
  );
}
