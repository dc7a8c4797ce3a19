import { ClipboardPaste, Copy, Download, FolderOpen } from "lucide-react";
import { useState } from "react";
import { saveFile } from "../../charts/saveFile.ts";
import type { ConfigIssue } from "../../protocol/config.ts";
import { toWireError } from "../../protocol/engineError.ts";
import { fieldAt } from "../../protocol/fields.ts";
import { readConfigText } from "../../protocol/readConfigText.ts";
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
import { links } from "../../texts/en/links.ts";
import { home as t } from "../../texts/en/home.ts";
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
    ? links.someLocked(links.locked)
    : isBusy || isArena
      ? t.underWay
      : "";

  const say = (text: string, found: readonly ConfigIssue[] = []) => {
    setSaid(text);
    setIssues(found);
  };
  const take = (source: string, text: string) => {
    const { packs, teachers, presetId } = lab.settings.getState();
    const read = readConfigText(text, packs, teachers);
    if (!read.ok) {
      say(t.unusable(source), read.issues);
      return;
    }
    loadIntoSetup(lab, presetId, read.config);
    say(t.taken(source));
  };
  const cannotRead = (source: string) => (cause: unknown) =>
    say(t.unreadable(source, toWireError(cause).message));

  return (
    <Section title={t.settings} text={t.settingsText}>
      <div className={styles["actions"]}>
        <Button
          onClick={() =>
            saveFile("config.json", jsonText(config), "application/json")
          }
        >
          <Download size={16} aria-hidden />
          {t.saveConfig}
        </Button>
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(jsonText(config)).then(
              () => say(t.copied),
              () => say(t.notCopied),
            )
          }
        >
          <Copy size={16} aria-hidden />
          {t.copy}
        </Button>
        <FileButton
          disabled={obstacle !== ""}
          inputLabel={t.settingsFile}
          accept=".json,application/json"
          onFiles={([file]) => {
            file
              ?.text()
              .then((text) => take(file.name, text), cannotRead(file.name));
          }}
        >
          <FolderOpen size={16} aria-hidden />
          {t.open}
        </FileButton>
        <Button
          disabled={obstacle !== ""}
          onClick={() => {
            const source = t.clipboard;
            navigator.clipboard
              .readText()
              .then((text) => take(source, text), cannotRead(source));
          }}
        >
          <ClipboardPaste size={16} aria-hidden />
          {t.paste}
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
