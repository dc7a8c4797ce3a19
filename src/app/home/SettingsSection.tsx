import { ClipboardPaste, Copy, Download, FolderOpen } from "lucide-react";
import { useState } from "react";
import { saveFile } from "../../charts/saveFile.ts";
import type { ConfigIssue } from "../../protocol/config.ts";
import { toWireError } from "../../protocol/engineError.ts";
import { fieldAt } from "../../protocol/fields.ts";
import { readConfigText } from "../../protocol/readConfigText.ts";
import { LOCK_REASON } from "../../store/lesson.ts";
import { isLocked } from "../lab.ts";
import {
  useLab,
  useLabState,
  useLiveRun,
  useSettings,
} from "../LabContext.tsx";
import { loadIntoSetup } from "../setup/loadIntoSetup.ts";
import { Button } from "../ui/Button.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import { jsonText } from "./homeFiles.ts";
import { Section } from "./Section.tsx";
import styles from "./TakeHome.module.css";

/** The form's settings as a file, and back. */
export function SettingsSection() {
  const lab = useLab();
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
    const { packs, teachers, presetId } = lab.settings.getState();
    const read = readConfigText(text, packs, teachers);
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
        <FileButton
          disabled={obstacle !== ""}
          inputLabel="Settings file"
          accept=".json,application/json"
          onFiles={([file]) => {
            file
              ?.text()
              .then((text) => take(file.name, text), cannotRead(file.name));
          }}
        >
          <FolderOpen size={16} aria-hidden />
          Open a file
        </FileButton>
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
