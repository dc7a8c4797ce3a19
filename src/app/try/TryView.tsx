import { useCallback, useMemo, useState } from "react";
import { formatCount } from "../../charts/format.ts";
import { ImageTile } from "../../charts/ImageTile.tsx";
import {
  CORRUPTION_IDS,
  type CorruptionId,
  type Severity,
} from "../../protocol/corruptions.ts";
import type { AskedPicture } from "../../protocol/recognition.ts";
import { corruptions } from "../../texts/en/corruptions.ts";
import { useLabState, useLiveRun } from "../LabContext.tsx";
import { Segments } from "../ui/Segments.tsx";
import { CameraSource } from "./CameraSource.tsx";
import { DatasetSource } from "./DatasetSource.tsx";
import { DrawSource } from "./DrawSource.tsx";
import { FileSource } from "./FileSource.tsx";
import { SpaceAnswer } from "./SpaceAnswer.tsx";
import { useRecognition } from "./useRecognition.ts";
import { shell } from "../../texts/en/shell.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

const SOURCES = ["dataset", "draw", "file", "camera"] as const;
type Source = (typeof SOURCES)[number];

const NETWORKS = ["teacher", "student"] as const;

/** Any image before both networks, also while the student learns. */
export function TryView() {
  const [source, setSource] = useState<Source>("dataset");
  const [picture, setPicture] = useState<AskedPicture | null>(null);
  const [kind, setKind] = useState<CorruptionId>("gaussian-noise");
  const [severity, setSeverity] = useState(0);
  const asked = useMemo(() => {
    if (!picture) return null;
    const corruption =
      severity === 0 ? null : { id: kind, severity: severity as Severity };
    return { picture, corruption };
  }, [picture, kind, severity]);
  const { answer, extent, failure } = useRecognition(asked);
  const state = useLiveRun((view) => view.status.state);
  const isArena = useLabState((lab) => lab.arena !== null);
  const take = useCallback((next: AskedPicture | null) => setPicture(next), []);

  return (
    <section className={styles["try"]} aria-label={shell.views.try}>
      <div className={styles["source"]}>
        <Segments
          label={t.from}
          options={SOURCES.map((value) => ({ value, label: t.sources[value] }))}
          value={source}
          onChange={(next) => {
            setSource(next);
            setPicture(null);
          }}
        />
        {source === "dataset" && <DatasetSource onPicture={take} />}
        {source === "draw" && <DrawSource onPicture={take} />}
        {source === "file" && <FileSource onPicture={take} />}
        {source === "camera" && <CameraSource onPicture={take} />}
        <fieldset className={styles["corruption"]}>
          <legend>{t.spoil}</legend>
          <label>
            {t.kind}
            <select
              value={kind}
              onChange={(event) => setKind(event.target.value as CorruptionId)}
            >
              {CORRUPTION_IDS.map((id) => (
                <option key={id} value={id}>
                  {corruptions[id]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t.severity}
            <input
              type="range"
              min={0}
              max={5}
              value={severity}
              aria-valuetext={severity === 0 ? t.none : t.severityOf(severity)}
              onChange={(event) => setSeverity(Number(event.target.value))}
            />
            <span aria-hidden="true">{severity === 0 ? t.none : severity}</span>
          </label>
        </fieldset>
      </div>
      <div className={styles["answer"]}>
        {failure && (
          <p role="alert" className={styles["failure"]}>
            {t.failed(failure)}
          </p>
        )}
        {isArena && <p className={styles["note"]}>{t.arena}</p>}
        {answer && picture ? (
          <>
            <div className={styles["seen"]}>
              <ImageTile images={answer.seen} index={0} label={t.seen} />
              <p>
                {t.seenNote(
                  formatCount(answer.step),
                  formatCount(answer.bank),
                  extent === "all",
                  state === "running",
                )}
              </p>
            </div>
            <div className={styles["networks"]}>
              {NETWORKS.map((network) => (
                <SpaceAnswer key={network} network={network} answer={answer} />
              ))}
            </div>
          </>
        ) : (
          <p className={styles["note"]}>
            {picture
              ? state === "loading" || state === "empty"
                ? t.onItsWay
                : t.looking
              : t.choose}
          </p>
        )}
      </div>
    </section>
  );
}
