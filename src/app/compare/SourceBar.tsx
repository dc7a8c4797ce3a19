import { Download, FolderOpen } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { saveFile } from "../../charts/saveFile.ts";
import { readArena } from "../../protocol/readArena.ts";
import { compare as t } from "../../texts/en/compare.ts";
import { Button } from "../ui/Button.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import type { ArenaControl } from "./arenaControl.ts";
import {
  listPublished,
  loadPublished,
  type PublishedTitle,
} from "./published.ts";
import styles from "./Compare.module.css";

export type SourceBarProps = { control: ArenaControl };

const OWN = "own";
const OPENED = "opened";

const textOf = (cause: unknown) =>
  cause instanceof Error ? cause.message : String(cause);

/** Which arena is looked at: this browser's, one that came with the site, or a file; and the way out to a file. */
export function SourceBar({ control }: SourceBarProps) {
  const shown = useStore(control, (state) => state.shown);
  const [published, setPublished] = useState<readonly PublishedTitle[]>([]);

  useEffect(() => {
    let isCurrent = true;
    void listPublished()
      .then(async (found) => {
        if (!isCurrent) return;
        setPublished(found);
        const first = found[0];
        if (first) control.offer(await publishedShown(first.id));
      })
      .catch((cause: unknown) => control.say(textOf(cause)));
    return () => {
      isCurrent = false;
    };
  }, [control]);

  const choose = (value: string) => {
    if (value === OWN) {
      control.showOwn();
      return;
    }
    publishedShown(value).then(control.show, (cause: unknown) =>
      control.say(textOf(cause)),
    );
  };

  const open = (file: File) => {
    void file
      .text()
      .then((text) => readArena(JSON.parse(text)))
      .then((reading) => {
        if (reading.ok) {
          control.show({
            source: { kind: "opened", name: file.name },
            comparison: reading.value,
          });
        } else control.say(t.source.noArena(file.name, reading.reason));
      })
      .catch((cause: unknown) =>
        control.say(t.source.unreadable(file.name, textOf(cause))),
      );
  };

  const save = () => {
    control.exported().then(
      (arena) => {
        if (!arena) return;
        const text = `${JSON.stringify(arena, null, 1)}\n`;
        saveFile("arena.json", text, "application/json");
      },
      (cause: unknown) => control.say(textOf(cause)),
    );
  };

  const source = shown?.source;
  const value =
    source?.kind === "published" ? source.id : (source?.kind ?? OWN);
  return (
    <div className={styles["sources"]}>
      <label>
        {t.source.shown}
        <select value={value} onChange={({ target }) => choose(target.value)}>
          <option value={OWN}>{t.source.own}</option>
          {published.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
          {source?.kind === "opened" && (
            <option value={OPENED}>{source.name}</option>
          )}
        </select>
      </label>
      <FileButton
        inputLabel={t.source.file}
        accept=".json,application/json"
        onFiles={([file]) => file && open(file)}
      >
        <FolderOpen size={16} aria-hidden />
        {t.source.open}
      </FileButton>
      <Button disabled={source?.kind !== "own"} onClick={save}>
        <Download size={16} aria-hidden />
        {t.source.save}
      </Button>
    </div>
  );
}

async function publishedShown(id: string) {
  const { comparison, title, command } = await loadPublished(id);
  return {
    source: { kind: "published" as const, ...{ id, title, command } },
    comparison,
  };
}
