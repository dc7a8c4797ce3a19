import { type RefObject, useCallback, useEffect, useState } from "react";

/**
 * off; native: the browser shows the element alone; pinned: the element covers the page by CSS, where the browser
 * has no full screen for elements (iPhone) or refuses it (embedded pages).
 */
export type FullScreenMode = "off" | "native" | "pinned";

/** Full screen for one element. Escape leaves it in both modes. */
export function useFullScreen(
  element: RefObject<HTMLElement | null>,
): [FullScreenMode, toggle: () => void] {
  const [mode, setMode] = useState<FullScreenMode>("off");

  useEffect(() => {
    const follow = () => {
      const isNative =
        element.current !== null &&
        document.fullscreenElement === element.current;
      setMode((mode) =>
        isNative ? "native" : mode === "pinned" ? mode : "off",
      );
    };
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, [element]);

  useEffect(() => {
    if (mode !== "pinned") return;
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") setMode("off");
    };
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [mode]);

  const toggle = useCallback(() => {
    if (mode === "native") void document.exitFullscreen();
    else if (mode === "pinned") setMode("off");
    else if (element.current && document.fullscreenEnabled) {
      element.current.requestFullscreen().catch(() => setMode("pinned"));
    } else setMode("pinned");
  }, [element, mode]);

  return [mode, toggle];
}
