import { useId, useMemo, useState, useSyncExternalStore } from "react";
import { formatCount } from "../../charts/format.ts";
import { FIELD_GROUPS, type FieldGroup } from "../../protocol/fields.ts";
import { PAGE_PARTS, type PagePart } from "../../store/lesson.ts";
import type { Notebook } from "../../store/notebook/notebook.ts";
import type { LinkedRun, ViewId } from "../../store/address.ts";
import { shareUrl } from "../../store/urlState.ts";
import { useLiveRun, useSettings } from "../LabContext.tsx";
import { useNotebook } from "../notebook/useNotebook.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { shell } from "../../texts/en/shell.ts";
import { qrPath } from "./qrPath.ts";
import styles from "./Share.module.css";

export type ShareDialogProps = {
  view: ViewId;
  isOpen: boolean;
  onClose: () => void;
};

const PARTS = Object.keys(PAGE_PARTS) as PagePart[];
/** Parts that an embedded page does without in any case. */
const NOT_EMBEDDED: readonly PagePart[] = ["tools", "backend"];
const GROUP_NAMES: Readonly<Record<FieldGroup, string>> = {
  data: "Data",
  teacher: "Teacher",
  student: "Student",
  method: "Method",
  optimiser: "Optimiser",
  evaluation: "Evaluation",
  run: "Seed",
};

/** A link, a piece of HTML and a QR code for what one wants others to see. */
export function ShareDialog({ view, isOpen, onClose }: ShareDialogProps) {
  const notebook = useNotebook();
  const drawn = useLinkedRuns(notebook);
  const presetId = useSettings((settings) => settings.presetId);
  const config = useSettings((settings) => settings.config);
  const step = useLiveRun(({ status }) => status.step);
  const [hasView, setHasView] = useState(true);
  const [hasStep, setHasStep] = useState(false);
  const [hasRuns, setHasRuns] = useState(false);
  const [isEmbedded, setIsEmbedded] = useState(false);
  const [hide, setHide] = useState<readonly string[]>([]);
  const [lock, setLock] = useState<readonly string[]>([]);

  const href = shareUrl(location.href, {
    ...{ presetId, config, isEmbedded, lock },
    hide: isEmbedded
      ? hide.filter((id) => !NOT_EMBEDDED.some((each) => each === id))
      : hide,
    view: hasView ? view : "overview",
    step: hasStep && step > 0 ? step : null,
    runs: hasRuns ? drawn : [],
  });
  const toggled = (ids: readonly string[], id: string) =>
    ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];

  return (
    <Dialog title="Share" isOpen={isOpen} onClose={onClose} isWide>
      <div className={styles["share"]}>
        <div className={styles["choices"]}>
          <fieldset>
            <legend>The link carries</legend>
            <Check label="All settings, and the seed" isOn isFixed />
            <Check
              label={`This view, ${shell.views[view]}`}
              isOn={hasView}
              onChange={() => setHasView(!hasView)}
            />
            <Check
              label={
                step > 0
                  ? `Step ${formatCount(step)}, to be run to`
                  : "The step; none has been made"
              }
              isOn={hasStep && step > 0}
              isFixed={step === 0}
              onChange={() => setHasStep(!hasStep)}
            />
            <Check
              label={
                drawn.length > 0
                  ? `Settings of the ${drawn.length} drawn ${drawn.length === 1 ? "run" : "runs"}`
                  : "Settings of drawn runs; none is drawn under Runs"
              }
              isOn={hasRuns && drawn.length > 0}
              isFixed={drawn.length === 0}
              onChange={() => setHasRuns(!hasRuns)}
            />
            <Check
              label="Large type and little around it, for slides and course pages"
              isOn={isEmbedded}
              onChange={() => {
                setIsEmbedded(!isEmbedded);
                setHide(isEmbedded ? [] : ["setup", "views"]);
              }}
            />
          </fieldset>
          <fieldset>
            <legend>Left in sight</legend>
            <div className={styles["columns"]}>
              {PARTS.filter(
                (id) => !isEmbedded || !NOT_EMBEDDED.includes(id),
              ).map((id) => (
                <Check
                  key={id}
                  label={PAGE_PARTS[id]}
                  isOn={!hide.includes(id)}
                  onChange={() => setHide(toggled(hide, id))}
                />
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend>Settings that cannot be changed</legend>
            <div className={styles["columns"]}>
              {FIELD_GROUPS.map((group) => (
                <Check
                  key={group}
                  label={GROUP_NAMES[group]}
                  isOn={lock.includes(group)}
                  onChange={() => setLock(toggled(lock, group))}
                />
              ))}
            </div>
          </fieldset>
        </div>
        <div className={styles["results"]}>
          <CopyField label="Link" text={href} />
          {isLocal() && (
            <p className={styles["note"]}>
              This address is reached from this machine only.
            </p>
          )}
          <CopyField label="HTML for a course page" text={snippet(href)} />
          <QrCode href={href} />
        </div>
      </div>
    </Dialog>
  );
}

const NO_RUNS: readonly LinkedRun[] = [];
const subscribeToNothing = () => () => {};

/** The runs that are drawn under Runs, as far as their settings can be read. */
function useLinkedRuns(notebook: Notebook | null): readonly LinkedRun[] {
  const state = useSyncExternalStore(
    notebook?.subscribe ?? subscribeToNothing,
    () => notebook?.getState() ?? null,
  );
  return useMemo(() => {
    if (!state) return NO_RUNS;
    return state.chosen.flatMap((id) => {
      const run = state.runs?.find((each) => each.id === id);
      return run?.config ? [{ name: run.name, config: run.config }] : [];
    });
  }, [state]);
}

type CheckProps = {
  label: string;
  isOn: boolean;
  isFixed?: boolean;
  onChange?: () => void;
};

function Check({ label, isOn, isFixed = false, onChange }: CheckProps) {
  return (
    <label className={styles["check"]}>
      <input
        type="checkbox"
        checked={isOn}
        disabled={isFixed}
        onChange={() => onChange?.()}
      />
      {label}
    </label>
  );
}

function CopyField({ label, text }: { label: string; text: string }) {
  const id = useId();
  const [copied, setCopied] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(""),
    );
  };
  return (
    <div className={styles["field"]}>
      <div className={styles["fieldHead"]}>
        <label htmlFor={id}>{label}</label>
        <span>{formatCount(text.length)} characters</span>
        <Button onClick={copy} aria-label={`Copy: ${label}`}>
          Copy
        </Button>
        <span aria-live="polite">{copied === text ? "Copied." : ""}</span>
      </div>
      <textarea
        id={id}
        readOnly
        rows={3}
        value={text}
        onFocus={({ target }) => target.select()}
      />
    </div>
  );
}

function QrCode({ href }: { href: string }) {
  const code = useMemo(() => qrPath(href), [href]);
  if (!code) {
    return (
      <p className={styles["note"]}>
        This link is too long for a QR code; leave the runs out.
      </p>
    );
  }
  const { path, size } = code;
  return (
    <svg
      className={styles["code"]}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code of the link"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

/** An element that shows the page inside another one. */
function snippet(href: string): string {
  const safe = href.replaceAll("&", "&amp;");
  return `<iframe src="${safe}" title="CosPress Lab" width="100%" height="720" style="border:0" allow="fullscreen" loading="lazy"></iframe>`;
}

const isLocal = () => /^(localhost|127\.|\[::1\])/.test(location.hostname);
