import { ClipboardPaste, Copy, Download, FolderOpen } from "lucide-react";
import { useRef, useState, type ReactNode } from "react";
import { tableCsv } from "../../charts/csv.ts";
import { formatBytes, formatCount } from "../../charts/format.ts";
import { saveFile } from "../../charts/saveFile.ts";
import type { ConfigIssue } from "../../protocol/config.ts";
import { toWireError } from "../../protocol/engineError.ts";
import { fieldAt } from "../../protocol/fields.ts";
import { readConfigText } from "../../protocol/readConfigText.ts";
import type { TakenHome } from "../../protocol/results.ts";
import { LOCK_REASON } from "../../store/lesson.ts";
import { isLocked, type Lab } from "../lab.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { runTables } from "./runTables.ts";
import styles from "./TakeHome.module.css";

export type TakeHomeDialogProps = { isOpen: boolean; onClose: () => void };

/** Files of the run that is there: the student, its numbers, its settings. Settings come back in here, too. */
export function TakeHomeDialog({ isOpen, onClose }: TakeHomeDialogProps) {
  return (
    <Dialog title="Take home" isOpen={isOpen} onClose={onClose} isWide>
      <div className={styles["sections"]}>
        <StudentSection />
        <ResultSection />
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

/** Everything that the page knows of the run, by name: no engine is asked. */
function resultFiles(lab: Lab): Record<string, string> {
  const { config, packs } = lab.settings.getState();
  const pack = packs?.find(({ id }) => id === config.data.pack);
  const tables = runTables(lab.run.history(), pack?.classTitles ?? []);
  const csv = Object.entries(tables).map(([name, table]) => [
    `tables/${name}.csv`,
    tableCsv(table),
  ]);
  const { report } = lab.getState();
  return {
    "config.json": jsonText(config),
    "tables.json": jsonText({
      ...{ format: 1, config, step: lab.run.peek().status.step },
      ...{ backend: report?.backend, adapter: report?.adapter },
      ...{ versions: report?.versions, tables },
    }),
    ...(Object.fromEntries(csv) as Record<string, string>),
  };
}

const jsonText = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** "cospress-lab-seed1-step300" */
const stemOf = (lab: Lab, step: number) =>
  `cospress-lab-seed${lab.settings.getState().config.seed}-step${step}`;

async function reportOf(lab: Lab): Promise<string> {
  const { takeReport } = await import("./takeReport.tsx");
  return takeReport(lab);
}

/** Student, if there is one, and results in one archive. */
async function saveAll(lab: Lab, step: number, student: TakenHome["files"]) {
  const { zipSync, strToU8 } = await import("fflate");
  const { CLUSTER_FILES } = await import("./clusterFiles.ts");
  const files = {
    ...(Object.keys(student).length > 0 && { ...student, ...CLUSTER_FILES }),
    ...resultFiles(lab),
    "report.html": await reportOf(lab),
  };
  const stem = stemOf(lab, step);
  const entries = Object.entries(files).map(([name, content]) => [
    `${stem}/${name}`,
    typeof content === "string" ? strToU8(content) : content,
  ]);
  const zip = zipSync(
    Object.fromEntries(entries) as Record<string, Uint8Array>,
  );
  saveFile(`${stem}.zip`, zip, "application/zip");
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

function SettingsSection() {
  const lab = useLab();
  const input = useRef<HTMLInputElement>(null);
  const config = useSettings((settings) => settings.config);
  const hasLocks = useSettings(({ lesson }) => lesson.locked.length > 0);
  const isBusy = useLiveRun(({ status }) => isLocked(status.state));
  const isArena = useLabState(({ arena }) => arena !== null);
  const [said, setSaid] = useState("");
  const [issues, setIssues] = useState<readonly ConfigIssue[]>([]);
  const obstacle = hasLocks
    ? `Some settings are ${LOCK_REASON}.`
    : isBusy || isArena
      ? "A run is under way; Reset opens the form."
      : "";

  const say = (text: string, found: readonly ConfigIssue[] = []) => {
    setSaid(text);
    setIssues(found);
  };
  const take = (source: string, text: string) => {
    const { packs, presetId } = lab.settings.getState();
    const read = readConfigText(text, packs);
    if (!read.ok) {
      say(`${source} cannot be used; nothing was changed:`, read.issues);
      return;
    }
    loadIntoSetup(lab, presetId, read.config);
    say(`The form has the settings of ${source} now.`);
  };
  const cannotRead = (source: string) => (cause: unknown) =>
    say(`${source} cannot be read: ${toWireError(cause).message}`);

  return (
    <Section
      title="Settings"
      text="Everything that decides a run, seed included: the same file gives the same curve here and on the command line (--config). A result is read as well, for its settings."
    >
      <div className={styles["actions"]}>
        <Button
          onClick={() =>
            saveFile("config.json", jsonText(config), "application/json")
          }
        >
          <Download size={16} aria-hidden />
          Save config.json
        </Button>
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(jsonText(config)).then(
              () => say("Copied."),
              () => say("The browser does not let this page copy."),
            )
          }
        >
          <Copy size={16} aria-hidden />
          Copy
        </Button>
        <Button
          disabled={obstacle !== ""}
          onClick={() => input.current?.click()}
        >
          <FolderOpen size={16} aria-hidden />
          Open a file
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label="Settings file"
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = "";
            if (!file) return;
            file
              .text()
              .then((text) => take(file.name, text), cannotRead(file.name));
          }}
        />
        <Button
          disabled={obstacle !== ""}
          onClick={() => {
            const source = "The clipboard";
            navigator.clipboard
              .readText()
              .then((text) => take(source, text), cannotRead(source));
          }}
        >
          <ClipboardPaste size={16} aria-hidden />
          Paste
        </Button>
      </div>
      <div aria-live="polite">
        <p className={issues.length > 0 ? styles["failure"] : styles["note"]}>
          {said || obstacle}
        </p>
        {issues.length > 0 && (
          <ul className={styles["issues"]}>
            {issues.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path !== "" && (
                  <>
                    <code>{path}</code>{" "}
                    {fieldAt(path) && `(${fieldAt(path)?.label}) `}
                  </>
                )}
                {message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

type SectionProps = { title: string; text: string; children: ReactNode };

function Section({ title, text, children }: SectionProps) {
  return (
    <section className={styles["section"]} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles["text"]}>{text}</p>
      {children}
    </section>
  );
}
