import { useEffect, useState } from "react";

export type Display = {
  /** Larger type and thicker lines; stands in the address, so that a link to a slide keeps it. */
  isProjector: boolean;
  /** As the system asks, unless it was switched here. */
  isHighContrast: boolean;
};

const PARAMETER = "projector";
const CONTRAST_KEY = "cospress-lab.contrast";

function readDisplay(): Display {
  const asked = new URL(location.href).searchParams.get(PARAMETER);
  let contrast: string | null = null;
  try {
    contrast = localStorage.getItem(CONTRAST_KEY);
  } catch {
    // Storage may be forbidden.
  }
  return {
    isProjector: asked !== null && asked !== "0",
    isHighContrast:
      contrast === null
        ? Boolean(globalThis.matchMedia?.("(prefers-contrast: more)").matches)
        : contrast === "more",
  };
}

/** How the page is shown, set on <html> for display.css to read. */
export function useDisplay(
  isEmbedded: boolean,
): [Display, (change: Partial<Display>) => void] {
  const [display, setDisplay] = useState(readDisplay);
  const { isProjector, isHighContrast } = display;
  const isLarge = isProjector || isEmbedded;
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (isLarge) dataset["size"] = "large";
    else delete dataset["size"];
    if (isHighContrast) dataset["contrast"] = "more";
    else delete dataset["contrast"];
  }, [isLarge, isHighContrast]);

  const change = (next: Partial<Display>) => {
    setDisplay({ ...display, ...next });
    if (next.isProjector !== undefined) {
      const url = new URL(location.href);
      if (next.isProjector) url.searchParams.set(PARAMETER, "1");
      else url.searchParams.delete(PARAMETER);
      history.replaceState(history.state, "", url);
    }
    if (next.isHighContrast !== undefined) {
      try {
        localStorage.setItem(
          CONTRAST_KEY,
          next.isHighContrast ? "more" : "usual",
        );
      } catch {
        // Forbidden storage only means that the choice is not remembered.
      }
    }
  };
  return [display, change];
}
