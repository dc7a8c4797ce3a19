import { useCallback, useEffect, useState } from "react";
import type { SettingsStore } from "../../store/settingsStore.ts";
import { readView, writeView, type ViewId } from "../../store/address.ts";
import { updateAddress } from "../currentUrl.ts";

/** The view that the address names, and the way to another, which Back undoes. The run and its settings stay as they are. */
export function useView(
  settings: SettingsStore,
): [ViewId, (view: ViewId) => void] {
  const [view, setView] = useState(() => readView(location.href));

  useEffect(() => {
    const follow = () => {
      setView(readView(location.href));
      // An older entry may carry older settings; those in force go on.
      void updateAddress(settings);
    };
    window.addEventListener("popstate", follow);
    return () => window.removeEventListener("popstate", follow);
  }, [settings]);

  const show = useCallback((chosen: ViewId) => {
    if (chosen === readView(location.href)) return;
    history.pushState(null, "", writeView(location.href, chosen));
    setView(chosen);
  }, []);
  return [view, show];
}
