import { useEffect, useRef, useState } from "react";
import { canvasPng } from "../../charts/canvasPng.ts";
import { Button } from "../ui/Button.tsx";
import { openCamera } from "../ui/openCamera.ts";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type CameraBurstProps = { onPictures: (pictures: Blob[]) => void };

/** Pictures of one press, and the time between two: two seconds to turn a thing around. */
const BURST = 20;
const BETWEEN_MS = 100;

/** What the camera sees, and a button that takes twenty pictures of it. The camera is let go when this is closed. */
export function CameraBurst({ onPictures }: CameraBurstProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isReady, setIsReady] = useState(false);
  const [taken, setTaken] = useState<number | null>(null);
  const [failure, setFailure] = useState("");

  const fail = (cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    setFailure(t.noCamera(why));
  };

  useEffect(() => {
    let isWanted = true;
    let stream: MediaStream | null = null;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    const open = async () => {
      stream = await openCamera({
        width: { ideal: 320 },
        height: { ideal: 240 },
      });
      if (!isWanted || !video.current) {
        stop();
        return;
      }
      video.current.srcObject = stream;
      await video.current.play();
      setIsReady(true);
    };
    open().catch((cause: unknown) => {
      if (isWanted) fail(cause);
    });
    return () => {
      isWanted = false;
      stop();
    };
  }, []);

  const takeBurst = async () => {
    const pictures: Blob[] = [];
    for (let i = 0; i < BURST && video.current; i++) {
      pictures.push(await frameOf(video.current));
      setTaken(i + 1);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
    onPictures(pictures);
    setTaken(null);
  };

  if (failure) return <p className={styles["failure"]}>{failure}</p>;
  return (
    <div className={styles["camera"]}>
      <video ref={video} muted playsInline aria-label={t.camera} />
      <Button
        look="primary"
        disabled={!isReady || taken !== null}
        onClick={() => void takeBurst().catch(fail)}
      >
        {taken === null ? t.take(BURST) : t.taken(taken, BURST)}
      </Button>
    </div>
  );
}

/** @throws {Error} If the browser makes no picture of it. */
async function frameOf(video: HTMLVideoElement): Promise<Blob> {
  const { videoWidth: width, videoHeight: height } = video;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")!.drawImage(video, 0, 0);
  return canvasPng(canvas);
}
