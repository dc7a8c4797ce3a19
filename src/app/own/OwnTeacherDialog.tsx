import { FileUp, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { toWireError } from "../../protocol/engineError.ts";
import { fitToTeacher } from "../../protocol/fitToTeacher.ts";
import type { OwnTeacher } from "../../protocol/teachers.ts";
import { own } from "../../texts/en/own.ts";
import { ownTeacher as t } from "../../texts/en/ownTeacher.tsx";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import { isLocked } from "../lab.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import { createImportClient } from "./importClient.ts";
import { NetworkPicker } from "./NetworkPicker.tsx";
import styles from "./Own.module.css";

export type OwnTeacherDialogProps = { isOpen: boolean; onClose: () => void };

/** Networks and precomputed features that a visitor brings as teachers, and those that this browser keeps. */
export function OwnTeacherDialog({ isOpen, onClose }: OwnTeacherDialogProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose} isWide>
      <OwnTeachers onClose={onClose} />
    </Dialog>
  );
}

function aboutTeacher(teacher: OwnTeacher): string {
  const { grid } = teacher;
  const width = formatCount(teacher.width);
  const tokens = grid > 0 ? t.patchTokens(grid) : t.classTokens;
  if (teacher.kind === "onnx") {
    return t.aboutNetwork(teacher.input.side, width, tokens);
  }
  const { rows, pack } = teacher;
  return t.about(formatCount(rows), pack.title, width, tokens);
}

function OwnTeachers({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const [client] = useState(() => createImportClient());
  // A worker of its own: giving it up gives up nothing else.
  const [networks] = useState(() => createImportClient());
  const [busy, setBusy] = useState("");
  const [failure, setFailure] = useState("");
  const [doomed, setDoomed] = useState<OwnTeacher | null>(null);
  const teachers = useSettings((settings) => settings.teachers);
  const config = useSettings((settings) => settings.config);
  const packs = useSettings((settings) => settings.packs) ?? [];
  const hasLocks = useSettings(({ lesson }) => lesson.locked.length > 0);
  const isRunning = useLiveRun(({ status }) => isLocked(status.state));
  const isArena = useLabState(({ arena }) => arena !== null);
  const isFixed = hasLocks || isRunning || isArena;
  const pack = packs.find(({ id }) => id === config.data.pack);
  const total = pack
    ? pack.counts.train + pack.counts.validation + pack.counts.test
    : 0;

  useEffect(
    () => () => {
      client.cancel();
      networks.cancel();
    },
    [client, networks],
  );

  const change = (what: string, work: () => Promise<unknown>) => {
    setFailure("");
    setBusy(what);
    work()
      .then(() => lab.refreshPacks())
      .catch((cause: unknown) => setFailure(toWireError(cause).message))
      .finally(() => setBusy(""));
  };
  const bring = ([content]: readonly File[]) => {
    if (!content || !pack) return;
    // Asks the browser not to clear this site's storage by itself; it may say no.
    void navigator.storage?.persist?.();
    change(t.reading(content.name), () =>
      client.request({
        type: "bring-teacher",
        file: { path: content.name, content },
        packId: pack.id,
        baseUrl: new URL(import.meta.env.BASE_URL, location.href).href,
      }),
    );
  };

  return (
    <div className={styles["own"]}>
      <NetworkPicker client={networks} />
      <section className={styles["section"]} aria-label={t.bring}>
        <h3>{t.features}</h3>
        <p>
          {t.what(
            <strong>{pack?.title ?? t.thePack}</strong>,
            formatCount(total),
            <code>lab embed</code>,
          )}
        </p>
        <p className={styles["note"]}>{t.limits}</p>
        <div className={styles["actions"]}>
          <FileButton
            inputLabel={t.file}
            accept=".npy,.npz,.safetensors,.csv,.parquet,.gz"
            disabled={busy !== "" || !pack}
            onFiles={bring}
          >
            <FileUp size={16} aria-hidden />
            {t.choose}
          </FileButton>
          <span role="status">{busy && `${busy} …`}</span>
        </div>
        {failure && (
          <p className={styles["failure"]} role="alert">
            {t.notTaken(failure)}
          </p>
        )}
      </section>
      {teachers.length > 0 && (
        <section className={styles["section"]} aria-label={t.teachers}>
          <h3>{own.inThisBrowser}</h3>
          <ul className={styles["packs"]}>
            {teachers.map((teacher) => {
              const { id, title, file } = teacher;
              const isUsed = config.teacher.id === id;
              const isOfPack =
                teacher.kind === "onnx" || teacher.pack.id === config.data.pack;
              return (
                <li key={id}>
                  <span className={styles["packTitle"]}>{title}</span>
                  <span className={styles["note"]}>
                    {aboutTeacher(teacher)}, {formatBytes(file.bytes)}
                    {teacher.kind === "features" &&
                      `; ${t.matches[teacher.matchedBy]}`}
                    {isUsed ? own.inForm : ""}
                  </span>
                  <span className={styles["actions"]}>
                    <Button
                      aria-label={own.usePack(title)}
                      disabled={isFixed || isUsed || !isOfPack}
                      onClick={() => {
                        const { presetId } = lab.settings.getState();
                        const fitted = fitToTeacher(config, teacher);
                        loadIntoSetup(lab, presetId, fitted);
                        onClose();
                      }}
                    >
                      {own.use}
                    </Button>
                    <Button
                      look="danger"
                      aria-label={own.deletePack(title)}
                      disabled={isUsed || busy !== ""}
                      onClick={() => setDoomed(teacher)}
                    >
                      <Trash2 size={16} aria-hidden />
                      {own.delete}
                    </Button>
                  </span>
                </li>
              );
            })}
          </ul>
          {isFixed && (
            <p className={styles["note"]}>
              {hasLocks ? t.fixed : own.underWay}
            </p>
          )}
        </section>
      )}
      <ConfirmDialog
        isOpen={doomed !== null}
        title={t.deleteTitle}
        question={own.deleteQuestion(doomed?.title ?? "")}
        action={t.deleteAction}
        onCancel={() => setDoomed(null)}
        onConfirm={() => {
          const id = doomed?.id;
          setDoomed(null);
          if (id === undefined) return;
          change(t.deleting, () =>
            client.request({ type: "remove-teacher", id }),
          );
        }}
      />
    </div>
  );
}
