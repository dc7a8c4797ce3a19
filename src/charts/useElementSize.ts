import { useCallback, useState } from "react";

/** In whole CSS pixels, padding and border included. */
export type ElementSize = { width: number; height: number };

/**
 * The size of an element, measured before the first paint and followed from then on; `initial` holds where
 * nothing is laid out (tests, hidden panels). Attach the returned ref to an element whose size does not depend on its
 * content, or the two will chase each other.
 */
export function useElementSize(
  initial: ElementSize,
): [ref: (element: HTMLElement | null) => (() => void) | void, ElementSize] {
  const [size, setSize] = useState(initial);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const measure = () => {
      const width = Math.floor(element.offsetWidth);
      const height = Math.floor(element.offsetHeight);
      if (width === 0 || height === 0) return;
      setSize((size) =>
        size.width === width && size.height === height
          ? size
          : { width, height },
      );
    };
    measure();
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
