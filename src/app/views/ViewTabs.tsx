import { useEffect, useRef, type KeyboardEvent } from "react";
import { VIEWS, type ViewId } from "../../store/address.ts";
import { shell as t } from "../../texts/en/shell.ts";
import { panelId, tabId } from "./viewIds.ts";
import styles from "./Views.module.css";

export type ViewTabsProps = {
  view: ViewId;
  onChoose: (view: ViewId) => void;
};

/** The place that each key moves to, among `count` tabs. */
const MOVES: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Arrow keys move between the tabs; Enter or Space shows one, so that walking past a view neither loads it nor fills the history. */
export function ViewTabs({ view, onChoose }: ViewTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const tabs = useRef(new Map<ViewId, HTMLButtonElement>());

  // On a phone they are one row that scrolls; the present one comes to its middle, and the page stays where it is.
  useEffect(() => {
    const tab = tabs.current.get(view);
    if (!list.current || !tab) return;
    const margin = (list.current.clientWidth - tab.offsetWidth) / 2;
    list.current.scrollLeft = tab.offsetLeft - margin;
  }, [view]);

  const move = (event: KeyboardEvent, from: ViewId) => {
    const to = MOVES[event.key]?.(VIEWS.indexOf(from), VIEWS.length);
    if (to === undefined) return;
    event.preventDefault();
    tabs.current.get(VIEWS[to] ?? from)?.focus();
  };

  return (
    <div
      ref={list}
      className={styles["tabs"]}
      role="tablist"
      aria-label={t.tabs}
    >
      {VIEWS.map((id) => (
        <button
          key={id}
          ref={(element) => {
            if (element) tabs.current.set(id, element);
            else tabs.current.delete(id);
          }}
          type="button"
          role="tab"
          id={tabId(id)}
          aria-selected={id === view}
          aria-controls={id === view ? panelId(id) : undefined}
          tabIndex={id === view ? 0 : -1}
          onClick={() => onChoose(id)}
          onKeyDown={(event) => move(event, id)}
        >
          {t.views[id]}
        </button>
      ))}
    </div>
  );
}
