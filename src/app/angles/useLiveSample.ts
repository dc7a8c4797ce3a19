import { useCallback, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { SimilaritySample } from "../../protocol/results.ts";
import type { SampleSource } from "../../store/runStore.ts";
import { useRun } from "../LabContext.tsx";
import { ownTask } from "../overview/drawnInTurn.tsx";

/** Panels this near the screen are kept up to date, in CSS pixels. */
const NEAR = "200px 0px";

/**
 * The run's sample for one panel of many: taken over in a task of its own, so that panels that all compute something of a new sample
 * do not hold the page together, and only while the panel is near the screen. A sample that is replaced before its turn is passed over.
 */
export function useLiveSample(
  source: SampleSource,
): [
  ref: (element: HTMLElement | null) => (() => void) | void,
  SimilaritySample | null,
] {
  const latest = useRun((view) => view.samples[source]);
  const [shown, setShown] = useState(latest);
  const [isNear, setIsNear] = useState(true);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      (entries) => setIsNear(entries.at(-1)?.isIntersecting ?? true),
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (latest === shown || !isNear) return;
    let isWanted = true;
    void ownTask().then(() => {
      if (isWanted) flushSync(() => setShown(latest));
    });
    return () => {
      isWanted = false;
    };
  }, [latest, shown, isNear]);
  // A sample of other images has nothing to do with what is asked for now, near or not.
  const isOfAnother =
    latest?.source !== shown?.source || latest?.n !== shown?.n;
  if (isOfAnother) setShown(latest);
  return [ref, isOfAnother ? latest : shown];
}
