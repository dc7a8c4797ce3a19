import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { tourStops } from "./tourStops.ts";
import { rememberTour } from "./wantsTour.ts";
import { tour as t } from "../../texts/en/tour.ts";
import styles from "./Tour.module.css";

export type TourProps = {
  /** Somebody asked for it, and works on in it; a first visit is not interrupted. */
  takesFocus: boolean;
  onEnd: () => void;
};

/** A card beside the page that points at one part after the other. The page stays free: nothing is covered, and nothing waits. */
export function Tour({ takesFocus, onEnd }: TourProps) {
  const [at, setAt] = useState(0);
  const card = useRef<HTMLElement>(null);
  const stops = tourStops();
  const stop = stops[at];
  const target = stop?.target;
  const isLast = at === stops.length - 1;

  useEffect(rememberTour, []);
  useEffect(() => {
    if (takesFocus) card.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    const part = target ? document.querySelector<HTMLElement>(target) : null;
    if (!part) return;
    part.dataset["toured"] = "";
    void part.scrollIntoView?.({ block: "nearest" });
    return () => {
      delete part.dataset["toured"];
    };
  }, [target]);

  const end = useCallback(() => onEnd(), [onEnd]);
  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      // A dialog above it closes first.
      const isCovered = document.querySelector("dialog[open]") !== null;
      if (event.key === "Escape" && !isCovered) end();
    };
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, [end]);

  if (!stop) return null;
  return (
    <section
      ref={card}
      className={styles["tour"]}
      role="dialog"
      aria-label={t.title}
      aria-describedby="tour-text"
      tabIndex={-1}
    >
      <h2>
        {stop.title}
        <span className={styles["place"]}>{t.place(at + 1, stops.length)}</span>
      </h2>
      <p id="tour-text" aria-live="polite">
        {stop.text}
      </p>
      <div className={styles["actions"]}>
        <Button look="quiet" onClick={end}>
          {isLast ? t.close : t.skip}
        </Button>
        {at > 0 && <Button onClick={() => setAt(at - 1)}>{t.back}</Button>}
        {!isLast && (
          <Button look="primary" onClick={() => setAt(at + 1)}>
            {t.next}
          </Button>
        )}
      </div>
    </section>
  );
}
