import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button } from "./Button.tsx";
import styles from "./Popover.module.css";

export type PopoverProps = {
  /** Name of the button and of what it opens. */
  label: string;
  icon: ReactNode;
  /** What has been changed in it; marks the button, and is part of its name. Empty: nothing. */
  note: string;
  children: (close: () => void) => ReactNode;
};

/** A small panel below its button, beside which the page goes on. Closes on Escape and by `close`, which give the focus back, and on a press elsewhere. */
export function Popover({ label, icon, note, children }: PopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const id = useId();
  const openerId = useId();
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    setIsOpen(false);
    document.getElementById(openerId)?.focus();
  };

  useEffect(() => {
    if (!isOpen) return;
    const closeElsewhere = (event: PointerEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      if (!root.current?.contains(target)) setIsOpen(false);
    };
    document.addEventListener("pointerdown", closeElsewhere);
    return () => document.removeEventListener("pointerdown", closeElsewhere);
  }, [isOpen]);

  return (
    <div
      ref={root}
      className={styles["root"]}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <Button
        id={openerId}
        aria-label={note === "" ? label : `${label}: ${note}`}
        title={label}
        aria-expanded={isOpen}
        aria-controls={id}
        data-changed={note !== ""}
        className={styles["opener"]}
        onClick={() => {
          setIsOpen(!isOpen);
          setWasOpened(true);
        }}
      >
        {icon}
      </Button>
      {/* Made when it is first opened, and kept while it is closed, with what was typed in it. */}
      <div
        id={id}
        className={styles["panel"]}
        role="group"
        aria-label={label}
        hidden={!isOpen}
      >
        {wasOpened && children(close)}
      </div>
    </div>
  );
}
