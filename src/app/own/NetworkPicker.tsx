import { Download, FileUp, FolderUp } from "lucide-react";
import { useRef, useState } from "react";
import {
  formatBytes,
  formatCount,
  formatDuration,
} from "../../charts/format.ts";
import { toWireError } from "../../protocol/engineError.ts";
import {
  HUB,
  type HubFile,
  type ImportFile,
  type ModelChoice,
  type ModelPreview,
} from "../../protocol/importing.ts";
import {
  NORMALISATIONS,
  type NormalisationId,
} from "../../protocol/teachers.ts";
import { own } from "../../texts/en/own.ts";
import { ownTeacher as t } from "../../texts/en/ownTeacher.tsx";
import { useLab, useLabState, useSettings } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { FileButton } from "../ui/FileButton.tsx";
import { useDropTarget } from "../ui/useDropTarget.ts";
import { droppedFiles, pickedFiles, type Brought } from "./broughtFiles.ts";
import type { ImportClient } from "./importClient.ts";
import { ImportProgress } from "./ImportProgress.tsx";
import styles from "./Own.module.css";

type Stage =
  | { kind: "choose"; kept?: string }
  | { kind: "busy"; what: string; done: number; total: number }
  | { kind: "preview"; preview: ModelPreview };

const NOTHING: ModelChoice = { model: null, side: null, normalisation: null };

export type NetworkPickerProps = { client: ImportClient };

/** A vision network that a visitor brings or has fetched: it is tried, its settings are shown, and it is kept as a teacher. */
export function NetworkPicker({ client }: NetworkPickerProps) {
  const lab = useLab();
  const isGpu = useLabState(({ report }) => report?.backend === "webgpu");
  const [stage, setStage] = useState<Stage>({ kind: "choose" });
  const [failure, setFailure] = useState("");
  const [choice, setChoice] = useState(NOTHING);
  const [hubFile, setHubFile] = useState<HubFile | null>(null);
  const asked = hubFile ?? HUB.files[isGpu ? 0 : 1].path;
  /** Rises when something else begins: what an earlier reading comes to is then passed over. */
  const turn = useRef(0);

  const go = (what: string, work: () => Promise<Stage>) => {
    const mine = ++turn.current;
    const before = stage;
    setFailure("");
    setStage({ kind: "busy", what, done: 0, total: 0 });
    work().then(
      (next) => {
        if (turn.current === mine) setStage(next);
      },
      (cause: unknown) => {
        if (turn.current !== mine) return;
        setFailure(t.notTaken(toWireError(cause).message));
        setStage(before.kind === "busy" ? { kind: "choose" } : before);
      },
    );
  };
  const read = (
    what: string,
    source: ImportFile[] | HubFile | null,
    wanted: ModelChoice,
  ) => {
    setChoice(wanted);
    go(what, async () => {
      const preview = await client.request(
        { type: "read-model", source, choice: wanted },
        (done, total) =>
          setStage((now) =>
            now.kind === "busy" ? { ...now, done, total } : now,
          ),
      );
      return { kind: "preview", preview };
    });
  };
  const bring = ({ title, files }: Brought) => {
    if (files.length > 0) read(t.trying(title), files, NOTHING);
  };
  const take = (files: readonly File[]) => bring(pickedFiles(files));
  const dropTarget = useDropTarget((dropped) => {
    droppedFiles(dropped).then(bring, (cause: unknown) =>
      setFailure(own.unreadable(String(cause))),
    );
  });
  const keep = () =>
    go(t.keeping, async () => {
      // Asks the browser not to clear this site's storage by itself; it may say no.
      void navigator.storage?.persist?.();
      const { title } = await client.request({ type: "keep-model", isGpu });
      // The worker holds the network and ONNX Runtime's memory, which nobody needs any more.
      client.cancel();
      await lab.refreshPacks();
      return { kind: "choose", kept: title };
    });
  const cancel = () => {
    turn.current++;
    client.cancel();
    setFailure("");
    setStage({ kind: "choose" });
  };

  return (
    <section className={styles["section"]} aria-label={t.bringNetwork}>
      <h3>{t.network}</h3>
      {failure && (
        <p className={styles["failure"]} role="alert">
          {failure}
        </p>
      )}
      {stage.kind === "choose" && (
        <>
          {stage.kept !== undefined && (
            <p role="status">{t.kept(stage.kept)}</p>
          )}
          <div className={styles["drop"]} {...dropTarget}>
            <p>{t.dropNetwork}</p>
            <div className={styles["actions"]}>
              <FileButton
                inputLabel={t.networkFile}
                takes="files"
                accept=".onnx,.json"
                onFiles={take}
              >
                <FileUp size={16} aria-hidden />
                {t.chooseNetwork}
              </FileButton>
              <FileButton
                inputLabel={t.networkFolder}
                takes="folder"
                onFiles={take}
              >
                <FolderUp size={16} aria-hidden />
                {own.chooseFolder}
              </FileButton>
            </div>
            <p className={styles["note"]}>{t.aboutNetworks}</p>
          </div>
          <div className={styles["choices"]}>
            <Button onClick={() => read(t.fetching, asked, NOTHING)}>
              <Download size={16} aria-hidden />
              {t.fetchHub(HUB.host)}
            </Button>
            <label className={styles["labelled"]}>
              {t.precision}
              <select
                className={styles["choice"]}
                value={asked}
                onChange={({ target }) => setHubFile(target.value as HubFile)}
              >
                {HUB.files.map(({ path, bytes }) => (
                  <option key={path} value={path}>
                    {t.precisions[path]}, {formatBytes(bytes)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <p className={styles["note"]}>{t.aboutHub(HUB.host)}</p>
        </>
      )}
      {stage.kind === "busy" && (
        <ImportProgress
          what={stage.what}
          done={stage.done}
          total={stage.total}
          amount={t.bytesOf(formatBytes(stage.done), formatBytes(stage.total))}
          onCancel={cancel}
        />
      )}
      {stage.kind === "preview" && (
        <Preview
          preview={stage.preview}
          choice={choice}
          onChoose={(wanted) => read(t.tryingAgain, null, wanted)}
          onKeep={keep}
          onDiscard={cancel}
        />
      )}
    </section>
  );
}

type PreviewProps = {
  preview: ModelPreview;
  choice: ModelChoice;
  onChoose: (choice: ModelChoice) => void;
  onKeep: () => void;
  onDiscard: () => void;
};

const NORMALISATION_IDS = Object.keys(NORMALISATIONS) as NormalisationId[];

function Preview({
  preview: { manifest, models, model, sides, msPerImage },
  choice,
  onChoose,
  onKeep,
  onDiscard,
}: PreviewProps) {
  const { images, views } = useSettings(({ config }) => config.data);
  const { title, width, grid, input, output, preprocessing, file } = manifest;
  const { resampling, origin } = preprocessing;
  return (
    <>
      <p>
        <strong>{title}</strong>, {formatBytes(file.bytes)}:{" "}
        {t.found(
          formatCount(width),
          grid > 0 ? t.patchTokens(grid) : t.classTokens,
        )}
        {output.leading === 0 && t.meanForClass}
        {output.leading > 2 && t.registers(output.leading - 1)}.
      </p>
      <div className={styles["choices"]}>
        {models.length > 1 && (
          <label className={styles["labelled"]}>
            {t.whichModel}
            <select
              className={styles["choice"]}
              value={model}
              onChange={({ target }) =>
                onChoose({ ...choice, model: target.value })
              }
            >
              {models.map(({ path, bytes }) => (
                <option key={path} value={path}>
                  {path.slice(path.lastIndexOf("/") + 1)}, {formatBytes(bytes)}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className={styles["labelled"]}>
          {t.side}
          <select
            className={styles["choice"]}
            value={input.side}
            disabled={sides.length === 1}
            onChange={({ target }) =>
              onChoose({ ...choice, side: Number(target.value) })
            }
          >
            {sides.map((side) => (
              <option key={side} value={side}>
                {t.pixels(side)}
              </option>
            ))}
          </select>
        </label>
        <label className={styles["labelled"]}>
          {t.normalisation}
          <select
            className={styles["choice"]}
            value={choice.normalisation ?? ""}
            onChange={({ target }) =>
              onChoose({
                ...choice,
                normalisation: (target.value || null) as NormalisationId | null,
              })
            }
          >
            <option value="">
              {origin === "assumed" ? t.asDino : t.asFile}
            </option>
            {NORMALISATION_IDS.map((id) => (
              <option key={id} value={id}>
                {t.normalisations[id]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className={styles["note"]}>
        {t.resized(input.side, t.resamplings[resampling])}{" "}
        {origin === "assumed" && choice.normalisation === null && t.assumed}{" "}
        {t.cost(
          `${formatCount(Math.max(1, msPerImage))} ms`,
          formatDuration(msPerImage * images * views),
          formatCount(images * views),
        )}
      </p>
      <div className={styles["actions"]}>
        <Button look="primary" onClick={onKeep}>
          {own.keep}
        </Button>
        <Button onClick={onDiscard}>{own.discard}</Button>
      </div>
    </>
  );
}
