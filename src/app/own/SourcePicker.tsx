import { FileUp, FolderUp } from "lucide-react";
import { useState } from "react";
import type { ResizePolicy } from "../../protocol/importing.ts";
import { FileButton } from "../ui/FileButton.tsx";
import { Segments } from "../ui/Segments.tsx";
import { useDropTarget } from "../ui/useDropTarget.ts";
import { droppedFiles, pickedFiles, type Brought } from "./broughtFiles.ts";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type SourcePickerProps = {
  resize: ResizePolicy;
  onResize: (policy: ResizePolicy) => void;
  onBring: (brought: Brought) => void;
};

/** A place to drop a data set on, and buttons for those who do not drop. */
export function SourcePicker({ resize, onResize, onBring }: SourcePickerProps) {
  const [failure, setFailure] = useState("");

  const bring = (brought: Brought) => {
    setFailure(brought.files.length === 0 ? t.noFiles : "");
    if (brought.files.length > 0) onBring(brought);
  };
  const take = (files: readonly File[]) => bring(pickedFiles(files));
  const dropTarget = useDropTarget((dropped) => {
    droppedFiles(dropped).then(bring, (cause: unknown) =>
      setFailure(t.unreadable(String(cause))),
    );
  });

  return (
    <>
      <div className={styles["drop"]} {...dropTarget}>
        <p>{t.drop}</p>
        <div className={styles["actions"]}>
          <FileButton inputLabel={t.folder} takes="folder" onFiles={take}>
            <FolderUp size={16} aria-hidden />
            {t.chooseFolder}
          </FileButton>
          <FileButton inputLabel={t.files} takes="files" onFiles={take}>
            <FileUp size={16} aria-hidden />
            {t.chooseFiles}
          </FileButton>
        </div>
        <p className={styles["note"]}>{t.limits}</p>
        {failure && (
          <p className={styles["failure"]} role="alert">
            {failure}
          </p>
        )}
      </div>
      <div className={styles["row"]}>
        <span>{t.larger}</span>
        <Segments
          label={t.notSquare}
          options={[
            { value: "cover", label: t.cut },
            { value: "fit", label: t.fit },
          ]}
          value={resize}
          onChange={onResize}
        />
      </div>
    </>
  );
}
