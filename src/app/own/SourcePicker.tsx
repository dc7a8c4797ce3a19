import { FileUp, FolderUp } from "lucide-react";
import { useState } from "react";
import type { ResizePolicy } from "../../protocol/importing.ts";
import { FileButton } from "../ui/FileButton.tsx";
import { Segments } from "../ui/Segments.tsx";
import { droppedFiles, pickedFiles, type Brought } from "./broughtFiles.ts";
import styles from "./Own.module.css";

export type SourcePickerProps = {
  resize: ResizePolicy;
  onResize: (policy: ResizePolicy) => void;
  onBring: (brought: Brought) => void;
};

const POLICIES = [
  { value: "cover", label: "Cut the middle square out" },
  { value: "fit", label: "Keep all, with black bars" },
] as const;

/** A place to drop a data set on, and buttons for those who do not drop. */
export function SourcePicker({ resize, onResize, onBring }: SourcePickerProps) {
  const [isOver, setIsOver] = useState(false);
  const [failure, setFailure] = useState("");

  const bring = (brought: Brought) => {
    setFailure(brought.files.length === 0 ? "There are no files in it." : "");
    if (brought.files.length > 0) onBring(brought);
  };
  const take = (files: readonly File[]) => bring(pickedFiles(files));

  return (
    <>
      <div
        className={styles["drop"]}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          droppedFiles(event.dataTransfer).then(bring, (cause: unknown) =>
            setFailure(`It cannot be read: ${String(cause)}`),
          );
        }}
      >
        <p>
          Drop a folder with a subfolder for each class, or a zip, tar or tar.gz
          of one; IDX files, CIFAR binary archives, npy or npz; or a pack file
          of this lab.
        </p>
        <div className={styles["actions"]}>
          <FileButton
            inputLabel="Folder of images"
            takes="folder"
            onFiles={take}
          >
            <FolderUp size={16} aria-hidden />
            Choose a folder
          </FileButton>
          <FileButton inputLabel="Files of images" takes="files" onFiles={take}>
            <FileUp size={16} aria-hidden />
            Choose files
          </FileButton>
        </div>
        <p className={styles["note"]}>
          PNG, JPEG or WebP up to 8,192 pixels a side; 100,000 images, 512 MB
          and 256 classes at most. Nothing leaves this browser.
        </p>
        {failure && (
          <p className={styles["failure"]} role="alert">
            {failure}
          </p>
        )}
      </div>
      <div className={styles["row"]}>
        <span>
          Larger pictures become 32 x 32 by area averaging. Not square:
        </span>
        <Segments
          label="Pictures that are not square"
          options={POLICIES}
          value={resize}
          onChange={onResize}
        />
      </div>
    </>
  );
}
