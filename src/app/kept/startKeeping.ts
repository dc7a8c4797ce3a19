/** Saves the run whenever it could be the last moment for it, and keeps the panels with the saves that the engine makes by itself. */
import type { Lab } from "../lab.ts";

/** Between two copies of the panels of a run under way: some megabytes, and only pictures of what the engine knows. */
const PANELS_INTERVAL_MS = 30_000;

/** Returns the way to stop. */
export function startKeeping(lab: Lab): () => void {
  let keptAt = -Infinity;
  const stopListening = lab.run.subscribe(({ saved, status }, before) => {
    if (!saved || saved === before.saved) return;
    const isFresh = performance.now() - keptAt < PANELS_INTERVAL_MS;
    if (status.state === "running" && isFresh) return;
    keptAt = performance.now();
    ignoringFailure(lab.keepPanels());
  });

  const save = () => ignoringFailure(lab.save());
  const saveIfHidden = () => {
    if (document.hidden) save();
  };
  document.addEventListener("visibilitychange", saveIfHidden);
  window.addEventListener("pagehide", save);
  window.addEventListener("beforeunload", save);
  return () => {
    stopListening();
    document.removeEventListener("visibilitychange", saveIfHidden);
    window.removeEventListener("pagehide", save);
    window.removeEventListener("beforeunload", save);
  };
}

/** What cannot be saved the engine says itself; a dead engine is told elsewhere. */
function ignoringFailure(work: Promise<void>): void {
  work.catch(() => {});
}
