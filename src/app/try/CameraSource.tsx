import { Camera, CameraOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { openCamera } from "../ui/openCamera.ts";
import type { SourceProps } from "./DatasetSource.tsx";
import { pictureOfImage } from "./decodePicture.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

/** Between two looks through the camera. */
const LOOK_INTERVAL_MS = 600;

/** The camera, once somebody has switched it on; off again with the view. */
export function CameraSource({ onPicture }: SourceProps) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState("");
  const video = useRef<HTMLVideoElement>(null);

  const switchOn = async () => {
    setProblem("");
    try {
      const wanted = { width: { ideal: 640 }, facingMode: "environment" };
      setStream(await openCamera(wanted));
    } catch (cause) {
      setProblem(
        t.noCamera(cause instanceof Error ? cause.message : String(cause)),
      );
    }
  };

  useEffect(() => {
    if (!stream || !video.current) return;
    const seen = video.current;
    seen.srcObject = stream;
    void seen.play().catch(() => {}); // Interrupted by being switched off.
    const timer = setInterval(() => {
      const { videoWidth, videoHeight } = seen;
      if (videoWidth === 0 || document.hidden) return;
      onPicture(pictureOfImage(seen, videoWidth, videoHeight));
    }, LOOK_INTERVAL_MS);
    return () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
    };
  }, [stream, onPicture]);

  return (
    <div className={styles["camera"]}>
      {stream && (
        <video ref={video} muted playsInline aria-label={t.cameraSees} />
      )}
      <Button
        onClick={() => {
          if (stream) setStream(null);
          else void switchOn();
        }}
      >
        {stream ? (
          <CameraOff size={16} aria-hidden />
        ) : (
          <Camera size={16} aria-hidden />
        )}
        {stream ? t.cameraOff : t.cameraOn}
      </Button>
      <p className={styles["note"]}>{t.cameraNote}</p>
      {problem !== "" && <p role="alert">{problem}</p>}
    </div>
  );
}
