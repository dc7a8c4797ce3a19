import { Download } from "lucide-react";
import { useState } from "react";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { saveFile } from "../../charts/saveFile.ts";
import { toWireError } from "../../protocol/engineError.ts";
import type { TakenHome } from "../../protocol/results.ts";
import { useLab, useLabState, useLiveRun } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import {
  jsonText,
  reportOf,
  resultFiles,
  saveAll,
  stemOf,
} from "./homeFiles.ts";
import { OpenStudentSection } from "./OpenStudentSection.tsx";
import { Section } from "./Section.tsx";
import { SettingsSection } from "./SettingsSection.tsx";
import { home as t } from "../../texts/en/home.ts";
import styles from "./TakeHome.module.css";

export type TakeHomeDialogProps = { isOpen: boolean; onClose: () => void };

/** Files of the run that is there: the student, its numbers, its settings. Students and settings come back in here, too. */
export function TakeHomeDialog({ isOpen, onClose }: TakeHomeDialogProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose} isWide>
      <div className={styles["sections"]}>
        <StudentSection />
        <ResultSection />
        <OpenStudentSection onTrain={onClose} />
        <SettingsSection />
      </div>
    </Dialog>
  );
}

/** What a file is; empty for one that nothing is said of. */
const aboutFile = (name: string) =>
  Object.entries(t.files).find(([file]) => file === name)?.[1] ?? "";

type Made =
  | { kind: "nothing" | "making" }
  | { kind: "failed"; message: string }
  | { kind: "made"; step: number; files: TakenHome["files"] };

function StudentSection() {
  const lab = useLab();
  const { state, step } = useLiveRun(({ status }) => status);
  const isArena = useLabState(({ arena }) => arena !== null);
  const [made, setMade] = useState<Made>({ kind: "nothing" });
  const canMake =
    !isArena && ["idle", "running", "paused", "finished"].includes(state);

  const make = () => {
    setMade({ kind: "making" });
    lab.takeHome().then(
      ({ result, files }) =>
        setMade({
          kind: "made",
          step: result.history.at(-1)?.step ?? 0,
          files: { ...files, "result.json": jsonText(result) },
        }),
      (cause: unknown) =>
        setMade({ kind: "failed", message: toWireError(cause).message }),
    );
  };

  return (
    <Section title={t.student} text={t.studentText}>
      <div className={styles["actions"]}>
        <Button
          look={made.kind === "made" ? "plain" : "primary"}
          disabled={!canMake || made.kind === "making"}
          onClick={make}
        >
          {made.kind === "making" ? t.making : t.make(formatCount(step))}
        </Button>
        {made.kind === "made" && (
          <Button
            look="primary"
            onClick={() => void saveAll(lab, made.step, made.files)}
          >
            <Download size={16} aria-hidden />
            {t.saveAll}
          </Button>
        )}
        {!canMake && (
          <span className={styles["note"]}>
            {isArena ? t.afterArena : t.whenPrepared}
          </span>
        )}
      </div>
      <div aria-live="polite">
        {made.kind === "failed" && (
          <p className={styles["failure"]}>{made.message}</p>
        )}
        {made.kind === "made" && (
          <p className={styles["note"]}>{t.made(formatCount(made.step))}</p>
        )}
      </div>
      {made.kind === "made" && <FileList files={made.files} />}
    </Section>
  );
}

function FileList({ files }: { files: TakenHome["files"] }) {
  return (
    <ul className={styles["files"]}>
      {Object.entries(files).map(([name, content]) => (
        <FileRow
          key={name}
          name={name}
          about={aboutFile(name)}
          size={new Blob([content]).size}
          onSave={() => saveFile(name, content)}
        />
      ))}
    </ul>
  );
}

type FileRowProps = {
  name: string;
  about: string;
  size?: number;
  onSave: () => void | Promise<void>;
};

function FileRow({ name, about, size, onSave }: FileRowProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const save = async () => {
    setIsBusy(true);
    setFailure("");
    try {
      await onSave();
    } catch (cause) {
      setFailure(toWireError(cause).message);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <li>
      <code>{name}</code>
      <span className={styles["about"]}>
        {failure === "" ? (
          about
        ) : (
          <span className={styles["failure"]} role="alert">
            {failure}
          </span>
        )}
      </span>
      <span className={styles["size"]}>
        {size === undefined ? "" : formatBytes(size)}
      </span>
      <Button
        aria-label={t.saveFile(name)}
        disabled={isBusy}
        onClick={() => void save()}
      >
        <Download size={16} aria-hidden />
        {t.save}
      </Button>
    </li>
  );
}

function ResultSection() {
  const lab = useLab();
  const step = useLiveRun(({ status }) => status.step);
  return (
    <Section title={t.results} text={t.resultsText}>
      <ul className={styles["files"]}>
        <FileRow
          name="report.html"
          about={aboutFile("report.html")}
          onSave={async () =>
            saveFile(
              `${stemOf(lab, step)}.html`,
              await reportOf(lab),
              "text/html",
            )
          }
        />
        <FileRow
          name="results.zip"
          about={aboutFile("results.zip")}
          onSave={() => saveAll(lab, step, {})}
        />
        <FileRow
          name="tables.json"
          about={aboutFile("tables.json")}
          onSave={() => {
            const { "tables.json": text = "" } = resultFiles(lab);
            saveFile(`${stemOf(lab, step)}.json`, text, "application/json");
          }}
        />
      </ul>
    </Section>
  );
}
