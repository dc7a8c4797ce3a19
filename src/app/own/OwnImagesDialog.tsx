import { Download, Trash2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { saveFile } from "../../charts/saveFile.ts";
import { toWireError } from "../../protocol/engineError.ts";
import type { ImportPreview, ResizePolicy } from "../../protocol/importing.ts";
import type { PackManifest } from "../../protocol/packs.ts";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { useLab, useSettings } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import type { Brought } from "./broughtFiles.ts";
import { ClassCollector } from "./ClassCollector.tsx";
import { createImportClient } from "./importClient.ts";
import { ImportProgress } from "./ImportProgress.tsx";
import { PackPreview } from "./PackPreview.tsx";
import { SourcePicker } from "./SourcePicker.tsx";
import { UsePack } from "./UsePack.tsx";
import { failures } from "../../texts/en/failures.ts";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type OwnImagesDialogProps = { isOpen: boolean; onClose: () => void };

/** Images that a visitor brings, and the packs that this browser keeps of them. */
export function OwnImagesDialog({ isOpen, onClose }: OwnImagesDialogProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose} isWide>
      <OwnImages onClose={onClose} />
    </Dialog>
  );
}

type Stage =
  | { kind: "choose" }
  | { kind: "busy"; what: string; done: number; total: number }
  | { kind: "preview"; preview: ImportPreview }
  | { kind: "use"; pack: PackManifest };

/** Decides which picture goes where, unless the visitor says otherwise. */
const SPLIT_SEED = 0;

function OwnImages({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const [client] = useState(() => createImportClient());
  const [stage, setStage] = useState<Stage>({ kind: "choose" });
  const [failure, setFailure] = useState<string | null>(null);
  const [resize, setResize] = useState<ResizePolicy>("cover");
  const [seed, setSeed] = useState(SPLIT_SEED);
  const [packs, setPacks] = useState<readonly PackManifest[]>([]);
  /** Rises when something else begins: what an earlier import comes to is then passed over. */
  const turn = useRef(0);

  useEffect(() => client.cancel, [client]);
  const list = useCallback(
    () => client.request({ type: "list" }).then(setPacks, () => {}),
    [client],
  );
  useEffect(() => void list(), [list]);

  const fail = (cause: unknown) => {
    const { code, message } = toWireError(cause);
    setFailure(`${failures.sentences[code]} ${message}`);
  };

  /** Work that ends in another stage, or in the earlier one and a message. */
  const go = (what: string, work: () => Promise<Stage>) => {
    const mine = ++turn.current;
    const before = stage;
    setFailure(null);
    setStage({ kind: "busy", what, done: 0, total: 0 });
    work().then(
      (next) => {
        if (turn.current === mine) setStage(next);
      },
      (cause: unknown) => {
        if (turn.current !== mine) return;
        fail(cause);
        setStage(before);
      },
    );
  };
  const onProgress = (done: number, total: number) =>
    setStage((now) => (now.kind === "busy" ? { ...now, done, total } : now));

  const bring = ({ title, files }: Brought) =>
    go(t.reading(title), async () => {
      const command = { type: "read", title, files, resize, seed } as const;
      const preview = await client.request(command, onProgress);
      return { kind: "preview", preview };
    });
  const divide = (title: string, wanted: number) => {
    setSeed(wanted);
    go(t.dividing, async () => {
      const command = { type: "divide", title, seed: wanted } as const;
      return { kind: "preview", preview: await client.request(command) };
    });
  };
  const keep = () =>
    go(t.keeping, async () => {
      // Asks the browser not to clear this site's storage by itself; it may say no.
      void navigator.storage?.persist?.();
      const pack = await client.request({ type: "keep" });
      await Promise.all([list(), lab.refreshPacks()]);
      return { kind: "use", pack };
    });
  const cancel = () => {
    turn.current++;
    client.cancel();
    setStage({ kind: "choose" });
  };

  return (
    <div className={styles["own"]}>
      {failure && (
        <p className={styles["failure"]} role="alert">
          {failure}
        </p>
      )}
      {stage.kind === "choose" && (
        <>
          <SourcePicker resize={resize} onResize={setResize} onBring={bring} />
          <ClassCollector onBring={bring} />
        </>
      )}
      {stage.kind === "busy" && (
        <section className={styles["section"]} aria-label={stage.what}>
          <ImportProgress
            what={stage.what}
            done={stage.done}
            total={stage.total}
            amount={t.pictures(
              formatCount(stage.done),
              formatCount(stage.total),
            )}
            onCancel={cancel}
          />
        </section>
      )}
      {stage.kind === "preview" && (
        <PackPreview
          key={stage.preview.manifest.id}
          preview={stage.preview}
          seed={seed}
          onDivide={divide}
          onKeep={keep}
          onDiscard={cancel}
        />
      )}
      {stage.kind === "use" && (
        <>
          <UsePack key={stage.pack.id} pack={stage.pack} onUsed={onClose} />
          <div className={styles["actions"]}>
            <Button look="quiet" onClick={() => setStage({ kind: "choose" })}>
              {t.bringOther}
            </Button>
          </div>
        </>
      )}
      {stage.kind !== "busy" && packs.length > 0 && (
        <StoredPacks
          packs={packs}
          onUse={(pack) => setStage({ kind: "use", pack })}
          onExport={(pack) =>
            void client
              .request({ type: "export", packId: pack.id })
              .then(
                (bytes) =>
                  saveFile(`${pack.id}.pack.zip`, bytes, "application/zip"),
                fail,
              )
          }
          onRemove={(pack) => {
            const removed = client
              .request({ type: "remove", packId: pack.id })
              .then(() => {
                if (stage.kind === "use" && stage.pack.id === pack.id) {
                  setStage({ kind: "choose" });
                }
                return Promise.all([list(), lab.refreshPacks()]);
              });
            removed.catch(fail);
          }}
        />
      )}
    </div>
  );
}

type StoredPacksProps = {
  packs: readonly PackManifest[];
  onUse: (pack: PackManifest) => void;
  onExport: (pack: PackManifest) => void;
  onRemove: (pack: PackManifest) => void;
};

/** What this browser keeps. */
function StoredPacks({ packs, onUse, onExport, onRemove }: StoredPacksProps) {
  const [doomed, setDoomed] = useState<PackManifest | null>(null);
  const data = useSettings(({ config }) => config.data);
  return (
    <section className={styles["section"]} aria-label={t.packs}>
      <h3>{t.inThisBrowser}</h3>
      <ul className={styles["packs"]}>
        {packs.map((pack) => {
          const { id, title, counts, classes, files } = pack;
          const total = counts.train + counts.validation + counts.test;
          const isUsed = data.pack === id || data.far.includes(id);
          return (
            <li key={id}>
              <span className={styles["packTitle"]}>{title}</span>
              <span className={styles["note"]}>
                {t.about(
                  formatCount(total),
                  classes.length,
                  formatBytes(files.images.bytes),
                )}
                {isUsed ? t.inForm : ""}
              </span>
              <span className={styles["actions"]}>
                <Button
                  aria-label={t.usePack(title)}
                  onClick={() => onUse(pack)}
                >
                  {t.use}
                </Button>
                <Button
                  aria-label={t.savePack(title)}
                  onClick={() => onExport(pack)}
                >
                  <Download size={16} aria-hidden />
                  {t.save}
                </Button>
                <Button
                  look="danger"
                  aria-label={t.deletePack(title)}
                  disabled={isUsed}
                  onClick={() => setDoomed(pack)}
                >
                  <Trash2 size={16} aria-hidden />
                  {t.delete}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        isOpen={doomed !== null}
        title={t.deleteTitle}
        question={t.deleteQuestion(doomed?.title ?? "")}
        action={t.deleteAction}
        onCancel={() => setDoomed(null)}
        onConfirm={() => {
          if (doomed) onRemove(doomed);
          setDoomed(null);
        }}
      />
    </section>
  );
}
