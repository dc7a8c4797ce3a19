/** Hands the lab to every component; hooks that read a slice of it and render again only when that slice changes. */
import { createContext, useContext, type ReactNode } from "react";
import { useStore } from "zustand";
import type { RunConfig } from "../protocol/config.ts";
import type { RunView } from "../store/runStore.ts";
import type { Settings } from "../store/settingsStore.ts";
import type { TimelineState } from "../store/timeline.ts";
import type { Lab, LabState } from "./lab.ts";

const LabContext = createContext<Lab | null>(null);

type LabProviderProps = { lab: Lab; children: ReactNode };

export function LabProvider({ lab, children }: LabProviderProps) {
  return <LabContext value={lab}>{children}</LabContext>;
}

/** @throws {Error} Outside a `LabProvider`. */
export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error("useLab: there is no LabProvider around this");
  return lab;
}

export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab(), select);
}

/** The run as it is shown: as it is now, or as it was at the step that the time line is at; or a kept one. Its status is that of its end. */
export function useRun<T>(select: (view: RunView) => T): T {
  return useStore(useLab().timeline.view, select);
}

/** The run as it is now. */
export function useLiveRun<T>(select: (view: RunView) => T): T {
  return useStore(useLab().run, select);
}

export function useTimeline<T>(select: (state: TimelineState) => T): T {
  return useStore(useLab().timeline, select);
}

/** Settings of the run that is shown. */
export function useShownConfig<T>(select: (config: RunConfig) => T): T {
  const kept = useTimeline(({ kept }) => kept?.config ?? null);
  const present = useSettings(({ config }) => select(config));
  return kept ? select(kept) : present;
}

export function useSettings<T>(select: (settings: Settings) => T): T {
  return useStore(useLab().settings, select);
}
