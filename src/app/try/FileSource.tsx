import { useCallback, useEffect, useState } from "react";
import type { SourceProps } from "./DatasetSource.tsx";
import { pictureOfBlob } from "./decodePicture.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

/** A picture from this computer: chosen, dropped, or pasted. */
export function FileSource({ onPicture }: SourceProps) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");
  const [isOver, setIsOver] = useState(false);

  const take = useCallback(
    (file: File | null | undefined) => {
      if (!file) {
        setProblem(t.noPicture);
        return;
      }
      pictureOfBlob(file).then(
        (picture) => {
          setName(file.name);
          setProblem("");
          onPicture(picture);
        },
        (cause: unknown) => {
          setName("");
          setProblem(cause instanceof Error ? cause.message : String(cause));
          onPicture(null);
        },
      );
    },
    [onPicture],
  );

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].at(0);
      if (!file) return;
      event.preventDefault();
      take(file);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, [take]);

  return (
    <label
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
        take(event.dataTransfer.files[0]);
      }}
    >
      <span>{t.drop}</span>
      <input
        type="file"
        accept="image/*"
        aria-label={t.pictureFile}
        onChange={(event) => take(event.target.files?.[0])}
      />
      {name !== "" && <span aria-live="polite">{name}</span>}
      {problem !== "" && <span role="alert">{problem}</span>}
    </label>
  );
}
