import { useEffect } from "react";

/** Elements that use keys themselves. */
const TYPING = "input, select, textarea, [contenteditable]";
/** Elements that Space already presses. */
const PRESSABLE = "button, summary, a, [role=button], [role=tab]";

/** Calls the handler of a key pressed anywhere, but not while typing, in a dialog, or with a modifier held. */
export function useShortcuts(
  handlers: Readonly<Record<string, () => void>>,
  isOn: boolean,
): void {
  useEffect(() => {
    if (!isOn) return;
    const handleKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
        return;
      }
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(TYPING)) return;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === " " && target?.closest(PRESSABLE)) return;
      const handler = handlers[event.key.toLowerCase()];
      if (!handler) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener("keydown", handleKey);
    return () => window.removeEventListener("keydown", handleKey);
  }, [handlers, isOn]);
}
