import type { ReactNode } from "react";
import { Hint } from "../ui/Hint.tsx";

export type ExplainedProps = {
  /** Name of the figure. */
  label: string;
  /** One sentence that says what a good picture looks like. */
  children: ReactNode;
  /** The formula behind it, and what it leaves out. */
  more: string;
};

/** A caption with more to be had. */
export function Explained({ label, children, more }: ExplainedProps) {
  return (
    <Hint label={label} explanation={more}>
      {(_, toggle) => (
        <span>
          {children} {toggle}
        </span>
      )}
    </Hint>
  );
}
