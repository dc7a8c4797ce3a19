/** Hands the lab to every component; hooks that read a slice of it and render again only when that slice changes. */
import { createContext, useContext, type ReactNode } from "react";
import { useStore } from "zustand";
import type { RunView } from "../store/runStore.ts";
import type { Settings } from "../store/settingsStore.ts";
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

export function useRun<T>(select: (view: RunView) => T): T {
  return useStore(useLab().run, select);
}

export function useSettings<T>(select: (settings: Settings) => T): T {
  return useStore(useLab().settings, select);
}
