import { useState, type DragEvent } from "react";

/**
 * Properties of an element that takes what is dropped on it; `data-over` while something hangs above.
 *
 * @param onDrop Must read the files at once: the browser empties the transfer after the event.
 */
export function useDropTarget(onDrop: (dropped: DataTransfer) => void) {
  const [isOver, setIsOver] = useState(false);
  return {
    "data-over": isOver,
    onDragOver(event: DragEvent) {
      event.preventDefault();
      setIsOver(true);
    },
    onDragLeave: () => setIsOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setIsOver(false);
      onDrop(event.dataTransfer);
    },
  };
}
