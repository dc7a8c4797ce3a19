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
import styles from "./TakeHome.module.css";

export type TakeHomeDialogProps = { isOpen: boolean; onClose: () => void };

/** Files of the run that is there: the student, its numbers, its settings. Students and settings come back in here, too. */
export function TakeHomeDialog({ isOpen, onClose }: TakeHomeDialogProps) {
  return (
    <Dialog title="Take home" isOpen={isOpen} onClose={onClose} isWide>
      <div className={styles["sections"]}>
        <StudentSection />
        <ResultSection />
        <OpenStudentSection onTrain={onClose} />
        <SettingsSection />
      </div>
    </Dialog>
  );
}

const ABOUT_FILES: Readonly<Record<string, string>> = {
  "student.safetensors": "Weights for PyTorch, with DINOv2's parameter names",
  "student.onnx": "For ONNX Runtime: opset 17, any batch, preprocessing inside",
  "head.safetensors": "The method's own tensors",
  "probe.safetensors": "A linear classifier on the class token",
  "README.md": "Model card: data, teacher, method, numbers, licences",
  "result.json": "The run as the command line writes it",
};

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
    <Section
      title="Student"
      text="The student as it is now, with what it takes to use it elsewhere. Its linear probe is fitted, and a run that is not over is measured on all held-out images; both take a moment. The archive holds the results too, and what goes on with the run beyond this machine: python3 train.py result.json --student student.safetensors --images IMAGES."
    >
      <div className={styles["actions"]}>
        <Button
          look={made.kind === "made" ? "plain" : "primary"}
          disabled={!canMake || made.kind === "making"}
          onClick={make}
        >
          {made.kind === "making"
            ? "Making the files …"
            : `Make the files of step ${formatCount(step)}`}
        </Button>
        {made.kind === "made" && (
          <Button
            look="primary"
            onClick={() => void saveAll(lab, made.step, made.files)}
          >
            <Download size={16} aria-hidden />
            Save everything as zip
          </Button>
        )}
        {!canMake && (
          <span className={styles["note"]}>
            {isArena ? "When the arena is over." : "When a run is prepared."}
          </span>
        )}
      </div>
      <div aria-live="polite">
        {made.kind === "failed" && (
          <p className={styles["failure"]}>{made.message}</p>
        )}
        {made.kind === "made" && (
          <p className={styles["note"]}>
            Made of step {formatCount(made.step)}.
          </p>
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
          about={ABOUT_FILES[name] ?? ""}
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
        aria-label={`Save ${name}`}
        disabled={isBusy}
        onClick={() => void save()}
      >
        <Download size={16} aria-hidden />
        Save
      </Button>
    </li>
  );
}

function ResultSection() {
  const lab = useLab();
  const step = useLiveRun(({ status }) => status.step);
  return (
    <Section
      title="Results"
      text="Every series and table of the run, up to the step it is at: losses of each step, evaluations, OOD scores, cosines of the sampled pairs, changed settings, and all measures where they were taken."
    >
      <ul className={styles["files"]}>
        <FileRow
          name="report.html"
          about="One page to read offline: figures, numbers, tables, settings, backend and versions"
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
          about="The report, one CSV file for each table, and all of them as JSON"
          onSave={() => saveAll(lab, step, {})}
        />
        <FileRow
          name="tables.json"
          about="All tables with settings, backend and versions"
          onSave={() => {
            const { "tables.json": text = "" } = resultFiles(lab);
            saveFile(`${stemOf(lab, step)}.json`, text, "application/json");
          }}
        />
      </ul>
    </Section>
  );
}
