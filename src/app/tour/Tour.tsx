import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../ui/Button.tsx";
import { TOUR_STOPS } from "./tourStops.ts";
import { rememberTour } from "./wantsTour.ts";
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
  const stop = TOUR_STOPS[at];
  const isLast = at === TOUR_STOPS.length - 1;

  useEffect(rememberTour, []);
  useEffect(() => {
    if (takesFocus) card.current?.focus();
  }, [takesFocus]);
  useEffect(() => {
    const target = stop && document.querySelector<HTMLElement>(stop.target);
    if (!target) return;
    target.dataset["toured"] = "";
    void target.scrollIntoView?.({ block: "nearest" });
    return () => {
      delete target.dataset["toured"];
    };
  }, [stop]);

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
      aria-label="Tour"
      aria-describedby="tour-text"
      tabIndex={-1}
    >
      <h2>
        {stop.title}
        <span className={styles["place"]}>
          {at + 1} of {TOUR_STOPS.length}
        </span>
      </h2>
      <p id="tour-text" aria-live="polite">
        {stop.text}
      </p>
      <div className={styles["actions"]}>
        <Button look="quiet" onClick={end}>
          {isLast ? "Close" : "Skip the tour"}
        </Button>
        {at > 0 && <Button onClick={() => setAt(at - 1)}>Back</Button>}
        {!isLast && (
          <Button look="primary" onClick={() => setAt(at + 1)}>
            Next
          </Button>
        )}
      </div>
    </section>
  );
}
