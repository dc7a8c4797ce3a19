import { Eraser } from "lucide-react";
import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from "react";
import { useSettings } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import type { SourceProps } from "./DatasetSource.tsx";
import { pictureOfCanvas } from "./decodePicture.ts";
import { tryIt as t } from "../../texts/en/tryIt.ts";
import styles from "./Try.module.css";

/** Pixels of the pad; eight of them make one that the networks see. */
const SIDE = 256;
/** What one press of an arrow key moves the pen by. */
const KEY_STEP = 8;
/** While a line is being drawn. */
const SHOW_INTERVAL_MS = 250;

const COLOURS = [
  { value: "#1b1c1f", id: "black" },
  { value: "#ffffff", id: "white" },
  { value: "#e23b2e", id: "red" },
  { value: "#f5a623", id: "orange" },
  { value: "#ffd83b", id: "yellow" },
  { value: "#2faa4a", id: "green" },
  { value: "#2f7de2", id: "blue" },
  { value: "#8a5a3b", id: "brown" },
] as const;

type Point = { x: number; y: number };

/** A pad to draw on, by pointer or by arrow keys, on the ground that the training images have. */
export function DrawSource({ onPicture }: SourceProps) {
  const isGrey = useSettings(
    ({ packs, config }) =>
      packs?.find(({ id }) => id === config.data.pack)?.image.channels === 1,
  );
  const ground = isGrey ? "#000000" : "#ffffff";
  const [colour, setColour] = useState<string>(isGrey ? "#ffffff" : "#1b1c1f");
  const [size, setSize] = useState(20);
  const [pen, setPen] = useState<Point>({ x: SIDE / 2, y: SIDE / 2 });
  const [isDown, setIsDown] = useState(false);
  const canvas = useRef<HTMLCanvasElement>(null);
  /** Where a line that is being drawn was last. */
  const last = useRef<Point | null>(null);
  const shownAt = useRef(0);

  const show = () => {
    shownAt.current = performance.now();
    if (canvas.current) onPicture(pictureOfCanvas(canvas.current));
  };
  const clear = () => {
    const context = canvas.current?.getContext("2d", {
      willReadFrequently: true,
    });
    if (!context) return;
    context.fillStyle = ground;
    context.fillRect(0, 0, SIDE, SIDE);
    onPicture(null);
  };
  useEffect(() => {
    clear();
    // The pad is cleared when it comes and when its ground changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ground]);

  const line = (from: Point, to: Point) => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.strokeStyle = colour;
    context.lineWidth = size;
    context.lineCap = "round";
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y + 0.01);
    context.stroke();
    if (performance.now() - shownAt.current > SHOW_INTERVAL_MS) show();
  };
  const placeOf = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const { left, top, width, height } =
      event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - left) * SIDE) / width,
      y: ((event.clientY - top) * SIDE) / height,
    };
  };
  const handleKey = (event: KeyboardEvent) => {
    const moves: Record<string, Point> = {
      ArrowLeft: { x: -KEY_STEP, y: 0 },
      ArrowRight: { x: KEY_STEP, y: 0 },
      ArrowUp: { x: 0, y: -KEY_STEP },
      ArrowDown: { x: 0, y: KEY_STEP },
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      const within = (at: number) => Math.max(0, Math.min(SIDE, at));
      const to = { x: within(pen.x + move.x), y: within(pen.y + move.y) };
      if (isDown) {
        line(pen, to);
        show();
      }
      setPen(to);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      if (!isDown) {
        line(pen, pen);
        show();
      }
      setIsDown(!isDown);
    }
  };

  return (
    <div className={styles["draw"]}>
      <div className={styles["pad"]}>
        <canvas
          ref={canvas}
          width={SIDE}
          height={SIDE}
          tabIndex={0}
          role="application"
          aria-label={t.pad}
          onKeyDown={handleKey}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            const at = placeOf(event);
            last.current = at;
            line(at, at);
          }}
          onPointerMove={(event) => {
            if (!last.current) return;
            const at = placeOf(event);
            line(last.current, at);
            last.current = at;
          }}
          onPointerUp={() => {
            last.current = null;
            show();
          }}
          onPointerCancel={() => (last.current = null)}
        />
        <span
          className={styles["pen"]}
          data-down={isDown}
          style={{
            left: `${(100 * pen.x) / SIDE}%`,
            top: `${(100 * pen.y) / SIDE}%`,
          }}
          aria-hidden="true"
        />
      </div>
      <span className="visually-hidden" aria-live="polite">
        {isDown ? t.penDown : t.penLifted}
      </span>
      <div className={styles["tools"]}>
        <fieldset className={styles["colours"]}>
          <legend className="visually-hidden">{t.colour}</legend>
          {COLOURS.map(({ value, id }) => (
            <label key={value} title={t.colours[id]}>
              <input
                type="radio"
                name="pen-colour"
                className="visually-hidden"
                checked={colour === value}
                onChange={() => setColour(value)}
              />
              <span style={{ background: value }} aria-hidden="true" />
              <span className="visually-hidden">{t.colours[id]}</span>
            </label>
          ))}
        </fieldset>
        <label className={styles["size"]}>
          {t.pen}
          <input
            type="range"
            min={4}
            max={64}
            step={4}
            value={size}
            onChange={(event) => setSize(Number(event.target.value))}
          />
        </label>
        <Button onClick={clear}>
          <Eraser size={16} aria-hidden />
          {t.clear}
        </Button>
      </div>
    </div>
  );
}
