import { useEffect, useRef, type PointerEvent } from "react";
import { canvasPng } from "../../charts/canvasPng.ts";
import { Button } from "../ui/Button.tsx";
import { own as t } from "../../texts/en/own.ts";
import styles from "./Own.module.css";

export type DrawingPadProps = { onPicture: (pictures: Blob[]) => void };

const SIDE = 160;
/** About two pixels of the 32 that a network sees. */
const LINE = 10;

/** A white square to draw on in black. */
export function DrawingPad({ onPicture }: DrawingPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const clear = () => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, SIDE, SIDE);
  };
  useEffect(clear, []);

  const place = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * SIDE) / box.width,
      ((event.clientY - box.top) * SIDE) / box.height,
    ] as const;
  };
  const add = async () => {
    if (!canvas.current) return;
    onPicture([await canvasPng(canvas.current)]);
    clear();
  };

  return (
    <div className={styles["camera"]}>
      <canvas
        ref={canvas}
        className={styles["pad"]}
        width={SIDE}
        height={SIDE}
        role="img"
        aria-label={t.drawing}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const context = event.currentTarget.getContext("2d")!;
          Object.assign(context, {
            ...{ lineWidth: LINE, lineCap: "round", lineJoin: "round" },
            strokeStyle: "#000000",
          });
          context.beginPath();
          context.moveTo(...place(event));
          context.lineTo(...place(event));
          context.stroke();
        }}
        onPointerMove={(event) => {
          if (event.buttons === 0) return;
          const context = event.currentTarget.getContext("2d")!;
          context.lineTo(...place(event));
          context.stroke();
        }}
      />
      <Button look="primary" onClick={() => void add()}>
        {t.addDrawing}
      </Button>
      <Button onClick={clear}>{t.clear}</Button>
    </div>
  );
}
