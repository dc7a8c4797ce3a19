import { useEffect, useState } from "react";

export type Display = {
  /** Larger type and thicker lines; stands in the address, so that a link to a slide keeps it. */
  isProjector: boolean;
  /** As the system asks, unless it was switched here. */
  isHighContrast: boolean;
  /** Charts move less often (store/chartClock.ts); as the system asks, unless it was switched here. */
  isCalm: boolean;
};

const PARAMETER = "projector";

/** Choices that are remembered, and what the system is asked where nothing was chosen. */
const REMEMBERED = {
  isHighContrast: {
    key: "cospress-lab.contrast",
    on: "more",
    query: "(prefers-contrast: more)",
  },
  isCalm: {
    key: "cospress-lab.motion",
    on: "calm",
    query: "(prefers-reduced-motion: reduce)",
  },
} as const;
const OFF = "usual";

function readDisplay(): Display {
  const asked = new URL(location.href).searchParams.get(PARAMETER);
  return {
    isProjector: asked !== null && asked !== "0",
    isHighContrast: remembered("isHighContrast"),
    isCalm: remembered("isCalm"),
  };
}

function remembered(name: keyof typeof REMEMBERED): boolean {
  const { key, on, query } = REMEMBERED[name];
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(key);
  } catch {
    // Storage may be forbidden.
  }
  return chosen === null
    ? Boolean(globalThis.matchMedia?.(query).matches)
    : chosen === on;
}

function remember(name: keyof typeof REMEMBERED, isOn: boolean): void {
  const { key, on } = REMEMBERED[name];
  try {
    localStorage.setItem(key, isOn ? on : OFF);
  } catch {
    // Forbidden storage only means that the choice is not remembered.
  }
}

/** How the page is shown, set on <html> for display.css and main.tsx to read. */
export function useDisplay(
  isEmbedded: boolean,
): [Display, (change: Partial<Display>) => void] {
  const [display, setDisplay] = useState(readDisplay);
  const { isProjector, isHighContrast, isCalm } = display;
  const isLarge = isProjector || isEmbedded;
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (isLarge) dataset["size"] = "large";
    else delete dataset["size"];
    if (isHighContrast) dataset["contrast"] = "more";
    else delete dataset["contrast"];
    if (isCalm) dataset["motion"] = "calm";
    else delete dataset["motion"];
  }, [isLarge, isHighContrast, isCalm]);

  const change = (next: Partial<Display>) => {
    setDisplay({ ...display, ...next });
    if (next.isProjector !== undefined) {
      const url = new URL(location.href);
      if (next.isProjector) url.searchParams.set(PARAMETER, "1");
      else url.searchParams.delete(PARAMETER);
      history.replaceState(history.state, "", url);
    }
    for (const name of ["isHighContrast", "isCalm"] as const) {
      const isOn = next[name];
      if (isOn !== undefined) remember(name, isOn);
    }
  };
  return [display, change];
}
