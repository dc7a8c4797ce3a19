import { FileUp, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { toWireError } from "../../protocol/engineError.ts";
import { fitToTeacher } from "../../protocol/fitToTeacher.ts";
import type { MatchedBy, OwnTeacher } from "../../protocol/teachers.ts";
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
import styles from "./Own.module.css";

export type OwnTeacherDialogProps = { isOpen: boolean; onClose: () => void };

/** Precomputed features that a visitor brings as a teacher, and those that this browser keeps. */
export function OwnTeacherDialog({ isOpen, onClose }: OwnTeacherDialogProps) {
  return (
    <Dialog title="Own features" isOpen={isOpen} onClose={onClose} isWide>
      <OwnFeatures onClose={onClose} />
    </Dialog>
  );
}

const MATCHES: Record<MatchedBy, string> = {
  ids: "matched by the names of the images",
  hash: "of these very images, as the hash in the file says",
  labels: "in the order of the images, as the labels agree",
  order:
    "taken to be in the order of the images: nothing in the file confirms it",
};

function OwnFeatures({ onClose }: { onClose: () => void }) {
  const lab = useLab();
  const [client] = useState(() => createImportClient());
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

  useEffect(() => client.cancel, [client]);

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
    change(`Reading ${content.name}`, () =>
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
      <section className={styles["section"]} aria-label="Bring features">
        <p>
          What a network of yours has computed of the images of{" "}
          <strong>{pack?.title ?? "the pack in the form"}</strong> takes the
          place of the bundled teacher: a row for each of its{" "}
          {formatCount(total)} images, [n, d] or [n, tokens, d], as .npy, .npz,
          .safetensors or .csv. Rows find their images by ids, or lie in their
          order; labels and the hash of <code>lab embed</code> are checked where
          the file has them.
        </p>
        <p className={styles["note"]}>
          Such a teacher knows these images and no others: no further views, no
          far-OOD packs, no corrupted images, no picture of your own. Without
          patch tokens there is no local loss. Nothing leaves this browser.
        </p>
        <div className={styles["actions"]}>
          <FileButton
            look="primary"
            inputLabel="File of features"
            accept=".npy,.npz,.safetensors,.csv,.gz"
            disabled={busy !== "" || !pack}
            onFiles={bring}
          >
            <FileUp size={16} aria-hidden />
            Choose a file
          </FileButton>
          <span role="status">{busy && `${busy} …`}</span>
        </div>
        {failure && (
          <p className={styles["failure"]} role="alert">
            Not taken: {failure}
          </p>
        )}
      </section>
      {teachers.length > 0 && (
        <section
          className={styles["section"]}
          aria-label="Teachers of this browser"
        >
          <h3>In this browser</h3>
          <ul className={styles["packs"]}>
            {teachers.map((teacher) => {
              const { id, title, rows, width, grid, file } = teacher;
              const isUsed = config.teacher.id === id;
              const isOfPack = teacher.pack.id === config.data.pack;
              return (
                <li key={id}>
                  <span className={styles["packTitle"]}>{title}</span>
                  <span className={styles["note"]}>
                    {formatCount(rows)} images of {teacher.pack.title},{" "}
                    {formatCount(width)} numbers,{" "}
                    {grid > 0
                      ? `${grid} x ${grid} patch tokens`
                      : "class tokens alone"}
                    , {formatBytes(file.bytes)}; {MATCHES[teacher.matchedBy]}
                    {isUsed ? "; in the form" : ""}
                  </span>
                  <span className={styles["actions"]}>
                    <Button
                      aria-label={`Use ${title}`}
                      disabled={isFixed || isUsed || !isOfPack}
                      onClick={() => {
                        const { presetId } = lab.settings.getState();
                        const fitted = fitToTeacher(config, teacher);
                        loadIntoSetup(lab, presetId, fitted);
                        onClose();
                      }}
                    >
                      Use
                    </Button>
                    <Button
                      look="danger"
                      aria-label={`Delete ${title}`}
                      disabled={isUsed || busy !== ""}
                      onClick={() => setDoomed(teacher)}
                    >
                      <Trash2 size={16} aria-hidden />
                      Delete
                    </Button>
                  </span>
                </li>
              );
            })}
          </ul>
          {isFixed && (
            <p className={styles["note"]}>
              {hasLocks
                ? "A link fixes some settings, so that the teacher stays."
                : "A run is under way; Reset opens the form."}
            </p>
          )}
        </section>
      )}
      <ConfirmDialog
        isOpen={doomed !== null}
        title="Delete these features?"
        question={`“${doomed?.title ?? ""}” is kept in this browser alone. Runs made with it stay, but cannot be made again without it.`}
        action="Delete the features"
        onCancel={() => setDoomed(null)}
        onConfirm={() => {
          const id = doomed?.id;
          setDoomed(null);
          if (id === undefined) return;
          change("Deleting", () =>
            client.request({ type: "remove-teacher", id }),
          );
        }}
      />
    </div>
  );
}
