import { Camera, ImagePlus, Pencil, X } from "lucide-react";
import { useId, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import type { ImportFile } from "../../protocol/importing.ts";
import { Button } from "../ui/Button.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import type { Brought } from "./broughtFiles.ts";
import { CameraBurst } from "./CameraBurst.tsx";
import { DrawingPad } from "./DrawingPad.tsx";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type ClassCollectorProps = { onBring: (brought: Brought) => void };

type Tool = "camera" | "drawing" | null;

const NAME_LENGTH = 60;

/** Pictures gathered class by class: loose files, from the camera, or drawn. */
export function ClassCollector({ onBring }: ClassCollectorProps) {
  const nameId = useId();
  const [name, setName] = useState("");
  const [tool, setTool] = useState<Tool>(null);
  const [classes, setClasses] = useState<ReadonlyMap<string, readonly Blob[]>>(
    new Map(),
  );
  const title = name.trim().replaceAll("/", "-");

  const add = (pictures: readonly Blob[]) => {
    if (title === "" || pictures.length === 0) return;
    setClasses((before) => {
      const all = [...(before.get(title) ?? []), ...pictures];
      return new Map(before).set(title, all);
    });
  };
  const remove = (gone: string) =>
    setClasses(
      (before) => new Map([...before].filter(([each]) => each !== gone)),
    );
  const bring = () => {
    const files = [...classes].flatMap(([folder, pictures]) =>
      pictures.map((content, i): ImportFile => {
        const kind = content.type === "image/jpeg" ? "jpg" : "png";
        const ending = /\.\w+$/.exec(
          content instanceof File ? content.name : "",
        );
        return {
          path: `${folder}/${i}${ending?.[0] ?? `.${kind}`}`,
          content,
        };
      }),
    );
    onBring({ title: [...classes.keys()].join(", ").slice(0, 60), files });
  };

  return (
    <details className={styles["collector"]}>
      <summary>{t.gather}</summary>
      <div className={styles["row"]}>
        <label htmlFor={nameId}>{t.class}</label>
        <input
          id={nameId}
          className={styles["text"]}
          value={name}
          maxLength={NAME_LENGTH}
          placeholder={t.exampleClass}
          onChange={({ target }) => setName(target.value)}
        />
        <FileButton
          disabled={title === ""}
          inputLabel={t.classPictures}
          accept="image/png,image/jpeg,image/webp"
          takes="files"
          onFiles={add}
        >
          <ImagePlus size={16} aria-hidden />
          {t.addPictures}
        </FileButton>
        <Button
          disabled={title === ""}
          aria-pressed={tool === "camera"}
          onClick={() => setTool(tool === "camera" ? null : "camera")}
        >
          <Camera size={16} aria-hidden />
          {t.camera}
        </Button>
        <Button
          disabled={title === ""}
          aria-pressed={tool === "drawing"}
          onClick={() => setTool(tool === "drawing" ? null : "drawing")}
        >
          <Pencil size={16} aria-hidden />
          {t.draw}
        </Button>
      </div>
      {tool === "camera" && title !== "" && <CameraBurst onPictures={add} />}
      {tool === "drawing" && title !== "" && <DrawingPad onPicture={add} />}
      {classes.size > 0 && (
        <>
          <ul className={styles["gathered"]} aria-label={t.gathered}>
            {[...classes].map(([each, pictures]) => (
              <li key={each}>
                <button
                  type="button"
                  className={styles["chip"]}
                  aria-pressed={each === title}
                  onClick={() => setName(each)}
                >
                  {each} {formatCount(pictures.length)}
                </button>
                <button
                  type="button"
                  className={styles["chipClose"]}
                  aria-label={t.remove(each)}
                  onClick={() => remove(each)}
                >
                  <X size={14} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
          <div className={styles["row"]}>
            <Button look="primary" disabled={classes.size < 2} onClick={bring}>
              {t.look}
            </Button>
            <span className={styles["note"]}>
              {classes.size < 2 ? t.twoClasses : t.atLeast}
            </span>
          </div>
        </>
      )}
    </details>
  );
}
