import { Copy, Eye, EyeOff, History, Link, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { formatBytes, formatDuration } from "../../charts/format.ts";
import type { Notebook } from "../../store/notebook/notebook.ts";
import { keptRunOf } from "../../store/keptRun.ts";
import type { RunSummary } from "../../store/notebook/runRecord.ts";
import { BEGIN_PATH } from "../../protocol/beginning.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { isSameValue } from "../../protocol/configPaths.ts";
import { shareUrl } from "../../store/urlState.ts";
import { runs as t } from "../../texts/en/runs.ts";
import { isLocked } from "../lab.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import { Button } from "../ui/Button.tsx";
import { pathsText, settingsText } from "./changeText.ts";
import { links } from "../../texts/en/links.ts";
import styles from "./Runs.module.css";

export type RunDetailsProps = {
  notebook: Notebook;
  run: RunSummary;
  onDelete: () => void;
  /** The run is in the panels now. */
  onReplay: () => void;
};

const NAME_LENGTH = 60;
const NOTE_LENGTH = 2000;

/** Everything about one run, and what can be done with it. */
export function RunDetails({
  notebook,
  run,
  onDelete,
  onReplay,
}: RunDetailsProps) {
  const { id, config, presetId } = run;
  const lab = useLab();
  const nameId = useId();
  const noteId = useId();
  const [done, setDone] = useState("");
  const isBusy = useLiveRun((view) => isLocked(view.status.state));
  const isArena = useLabState(({ arena }) => arena !== null);
  const hasLocks = useSettings(({ lesson }) => lesson.locked.length > 0);

  const replay = async () => {
    const body = await notebook.body(id).catch(() => null);
    const present = lab.settings.getState().config;
    // Kept runs have no pictures; those of the present run serve where they are the same.
    const images =
      config && hasSameSamples(config, present)
        ? lab.run.getState().images
        : null;
    const kept = body && keptRunOf(run, body, images);
    if (!kept) {
      setDone(t.details.nothing);
      return;
    }
    lab.timeline.open(kept);
    onReplay();
  };

  const copyLink = () => {
    if (!config) return;
    const href = shareUrl(location.href, {
      ...{ presetId, config, view: "overview", step: null, runs: [] },
      ...{ isEmbedded: false, hide: [], lock: [] },
    });
    navigator.clipboard.writeText(href).then(
      () => setDone(t.details.copied),
      () => setDone(href),
    );
  };
  const changed = run.updatedPaths.filter((path) => path !== BEGIN_PATH);
  const obstacle = !config
    ? t.details.older
    : hasLocks
      ? links.someLocked(links.locked)
      : isBusy || isArena
        ? t.details.underWay
        : "";

  return (
    <div className={styles["details"]}>
      <div className={styles["entries"]}>
        <label htmlFor={nameId}>{t.details.name}</label>
        <input
          id={nameId}
          key={run.name}
          defaultValue={run.name}
          maxLength={NAME_LENGTH}
          onBlur={({ target }) => {
            const name = target.value.trim();
            if (name === "") target.value = run.name;
            else if (name !== run.name) void notebook.edit(id, { name });
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
        <label htmlFor={noteId}>{t.details.note}</label>
        <textarea
          id={noteId}
          rows={2}
          defaultValue={run.note}
          maxLength={NOTE_LENGTH}
          onBlur={({ target }) => {
            if (target.value !== run.note) {
              void notebook.edit(id, { note: target.value });
            }
          }}
        />
      </div>
      <div className={styles["facts"]}>
        <p>
          {config ? `${settingsText(presetId, config)}.` : obstacle}
          {changed.length > 0 && t.details.changedPaths(pathsText(changed))}
          {run.begin && t.details.begin}
        </p>
        <p>
          {t.details.origin(
            run.number,
            timeText(run.startedAt),
            run.backend || t.details.unknownBackend,
            formatDuration(run.updatedAt - run.startedAt),
            formatBytes(run.bytes),
          )}
        </p>
        <div className={styles["actions"]}>
          <Button onClick={() => void replay()}>
            <History size={16} aria-hidden />
            {t.details.replay}
          </Button>
          <Button
            disabled={obstacle !== ""}
            onClick={() => {
              if (config) loadIntoSetup(lab, presetId, config);
              setDone(t.details.used);
            }}
          >
            <Copy size={16} aria-hidden />
            {t.use}
          </Button>
          <Button disabled={!config} onClick={copyLink}>
            <Link size={16} aria-hidden />
            {t.details.copyLink}
          </Button>
          <Button
            onClick={() => void notebook.edit(id, { isHidden: !run.isHidden })}
          >
            {run.isHidden ? (
              <Eye size={16} aria-hidden />
            ) : (
              <EyeOff size={16} aria-hidden />
            )}
            {run.isHidden ? t.details.show : t.details.hide}
          </Button>
          <Button look="danger" onClick={onDelete}>
            <Trash2 size={16} aria-hidden />
            {t.details.delete}
          </Button>
        </div>
        <p aria-live="polite">{done || obstacle}</p>
      </div>
    </div>
  );
}

/** Whether both runs compare the same images. */
function hasSameSamples(a: RunConfig, b: RunConfig): boolean {
  return (
    a.seed === b.seed &&
    isSameValue(a.data, b.data) &&
    a.evaluation.split === b.evaluation.split &&
    a.evaluation.heatmapImages === b.evaluation.heatmapImages
  );
}

const DATE: Intl.DateTimeFormatOptions = {
  ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};
const DATE_WITH_YEAR: Intl.DateTimeFormatOptions = {
  ...{ day: "numeric", month: "short", year: "numeric" },
};

/** "26 Nov, 14:05"; of another year "26 Nov 2026". */
export function timeText(at: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date().getFullYear();
  return new Date(at).toLocaleString(
    t.locale,
    isThisYear ? DATE : DATE_WITH_YEAR,
  );
}
