import { useCallback, useEffect, useState } from "react";
import { useDropTarget } from "../ui/useDropTarget.ts";
import type { SourceProps } from "./DatasetSource.tsx";
import { pictureOfBlob } from "./decodePicture.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

/** A picture from this computer: chosen, dropped, or pasted. */
export function FileSource({ onPicture }: SourceProps) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState("");

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
  const dropTarget = useDropTarget(({ files }) => take(files[0]));

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
    <label className={styles["drop"]} {...dropTarget}>
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
