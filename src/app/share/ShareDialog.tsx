import { useId, useMemo, useState, useSyncExternalStore } from "react";
import { formatCount } from "../../charts/format.ts";
import { FIELD_GROUPS } from "../../protocol/fields.ts";
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
import { setup } from "../../texts/en/setup.ts";
import { share as t } from "../../texts/en/share.ts";
import styles from "./Share.module.css";

export type ShareDialogProps = {
  view: ViewId;
  isOpen: boolean;
  onClose: () => void;
};

/** Parts that an embedded page does without in any case. */
const NOT_EMBEDDED: readonly PagePart[] = ["tools", "backend"];
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
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose} isWide>
      <div className={styles["share"]}>
        <div className={styles["choices"]}>
          <fieldset>
            <legend>{t.carries}</legend>
            <Check label={t.settings} isOn isFixed />
            <Check
              label={t.view(shell.views[view])}
              isOn={hasView}
              onChange={() => setHasView(!hasView)}
            />
            <Check
              label={step > 0 ? t.step(formatCount(step)) : t.noStep}
              isOn={hasStep && step > 0}
              isFixed={step === 0}
              onChange={() => setHasStep(!hasStep)}
            />
            <Check
              label={drawn.length > 0 ? t.runs(drawn.length) : t.noRuns}
              isOn={hasRuns && drawn.length > 0}
              isFixed={drawn.length === 0}
              onChange={() => setHasRuns(!hasRuns)}
            />
            <Check
              label={t.embed}
              isOn={isEmbedded}
              onChange={() => {
                setIsEmbedded(!isEmbedded);
                setHide(isEmbedded ? [] : ["setup", "views"]);
              }}
            />
          </fieldset>
          <fieldset>
            <legend>{t.inSight}</legend>
            <div className={styles["columns"]}>
              {PAGE_PARTS.filter(
                (id) => !isEmbedded || !NOT_EMBEDDED.includes(id),
              ).map((id) => (
                <Check
                  key={id}
                  label={t.parts[id]}
                  isOn={!hide.includes(id)}
                  onChange={() => setHide(toggled(hide, id))}
                />
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend>{t.locked}</legend>
            <div className={styles["columns"]}>
              {FIELD_GROUPS.map((group) => (
                <Check
                  key={group}
                  label={group === "run" ? t.seed : setup.groups[group]}
                  isOn={lock.includes(group)}
                  onChange={() => setLock(toggled(lock, group))}
                />
              ))}
            </div>
          </fieldset>
        </div>
        <div className={styles["results"]}>
          <CopyField label={t.link} text={href} />
          {isLocal() && <p className={styles["note"]}>{t.local}</p>}
          <CopyField label={t.html} text={snippet(href)} />
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
        <span>{t.characters(formatCount(text.length))}</span>
        <Button onClick={copy} aria-label={t.copyOf(label)}>
          {t.copy}
        </Button>
        <span aria-live="polite">{copied === text ? t.copied : ""}</span>
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
    return <p className={styles["note"]}>{t.tooLong}</p>;
  }
  const { path, size } = code;
  return (
    <svg
      className={styles["code"]}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t.qr}
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
