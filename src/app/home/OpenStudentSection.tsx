import { FolderOpen } from "lucide-react";
import { useRef, useState } from "react";
import { formatBytes, formatCount } from "../../charts/format.ts";
import {
  originText,
  type BroughtFile,
  type BroughtStudent,
} from "../../protocol/beginning.ts";
import { checkConfig } from "../../protocol/configRules.ts";
import { toWireError } from "../../protocol/engineError.ts";
import type { RunConfig } from "../../protocol/config.ts";
import { home } from "../../texts/en/home.ts";
import { links } from "../../texts/en/links.ts";
import { isLocked, type Lab } from "../lab.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import { useDropTarget } from "../ui/useDropTarget.ts";
import { BroughtMeasures } from "./BroughtMeasures.tsx";
import { Section } from "./Section.tsx";
import styles from "./TakeHome.module.css";

/** The largest student with its head is half as large. */
const MOST_BYTES = 256e6;

type Opened = BroughtStudent & {
  files: BroughtFile[];
  /** Settings that the student is measured and trained by, and where they come from. */
  settings: RunConfig;
  settingsText: string;
};

type Reading =
  | { kind: "nothing" | "reading" }
  | { kind: "failed"; message: string }
  | { kind: "opened"; opened: Opened; isMeasured: boolean };

export type OpenStudentSectionProps = {
  /** A run has begun with the student. */
  onTrain: () => void;
};

/** A student that was taken home comes back: to be measured as it is, or to train on. */
export function OpenStudentSection({ onTrain }: OpenStudentSectionProps) {
  const t = home.opened;
  const lab = useLab();
  const hasLocks = useSettings(({ lesson }) => lesson.locked.length > 0);
  const isBusy = useLiveRun(({ status }) => isLocked(status.state));
  const isArena = useLabState(({ arena }) => arena !== null);
  const [reading, setReading] = useState<Reading>({ kind: "nothing" });
  const asked = useRef(0);
  const obstacle = hasLocks
    ? links.someLocked(links.locked)
    : isBusy || isArena
      ? t.underWay
      : "";

  const open = async (list: readonly File[]) => {
    const mine = ++asked.current;
    if (list.length === 0) return;
    setReading({ kind: "reading" });
    const next = await openFiles(lab, list).then(
      (opened): Reading => ({ kind: "opened", opened, isMeasured: false }),
      (cause: unknown): Reading => ({
        kind: "failed",
        message: toWireError(cause).message,
      }),
    );
    if (mine === asked.current) setReading(next);
  };
  const dropTarget = useDropTarget(({ files }) => void open([...files]));
  const opened = reading.kind === "opened" ? reading.opened : null;

  return (
    <Section title={t.title} text={t.text}>
      <div className={styles["drop"]} {...dropTarget}>
        <FileButton
          inputLabel={t.files}
          accept=".safetensors,.onnx,.json,.bin,.zip"
          takes="files"
          disabled={reading.kind === "reading"}
          onFiles={(files) => void open(files)}
        >
          <FolderOpen size={16} aria-hidden />
          {reading.kind === "reading" ? t.reading : t.open}
        </FileButton>
        <span className={styles["note"]}>{t.drop}</span>
      </div>
      <div aria-live="polite">
        {reading.kind === "failed" && (
          <p className={styles["failure"]}>{reading.message}</p>
        )}
        {opened && <Facts opened={opened} />}
      </div>
      {opened && (
        <div className={styles["actions"]}>
          <Button
            look="primary"
            disabled={obstacle !== ""}
            onClick={() => {
              lab.beginWith(opened.files, opened.settings);
              setReading({ kind: "opened", opened, isMeasured: true });
            }}
          >
            {t.measure}
          </Button>
          <Button
            disabled={obstacle !== ""}
            onClick={() => {
              lab.beginWith(opened.files, opened.settings);
              lab.toggle();
              onTrain();
            }}
          >
            {t.trainOn}
          </Button>
          <span className={styles["note"]}>{obstacle}</span>
        </div>
      )}
      {reading.kind === "opened" && reading.isMeasured && <BroughtMeasures />}
    </Section>
  );
}

function Facts({ opened }: { opened: Opened }) {
  const { origin, student, settings, settingsText } = opened;
  const { width, depth, heads, patch, stem } = student;
  const t = home.opened;
  return (
    <>
      <p>
        <strong>{originText(origin)}</strong>
        {t.sizes(width, depth, heads, patch, stem)}
      </p>
      <p className={styles["note"]}>
        {settingsText}{" "}
        {t.run(
          settings.data.pack,
          settings.teacher.id,
          settings.method.id,
          formatCount(settings.optimiser.steps),
        )}
      </p>
    </>
  );
}

/** @throws {EngineError} What is wrong with the files. */
async function openFiles(lab: Lab, list: readonly File[]): Promise<Opened> {
  const size = list.reduce((sum, file) => sum + file.size, 0);
  if (size > MOST_BYTES) {
    throw new RangeError(
      `Student files must have at most ${formatBytes(MOST_BYTES)}, got ${formatBytes(size)}.`,
    );
  }
  const files = await Promise.all(
    list.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  const read = await lab.ask({ type: "read-student", files });
  const { config, packs, teachers } = lab.settings.getState();
  const own = read.config;
  const [issue] = own ? checkConfig(own, packs, teachers) : [];
  const isOwn = own !== null && !issue;
  const t = home.opened;
  return {
    ...{ ...read, files },
    settings: isOwn ? own : { ...config, student: read.student },
    settingsText: isOwn
      ? t.ownSettings
      : t.formSettings(issue ? t.unfit(issue.path, issue.message) : t.unsaid),
  };
}
