import type { ComponentProps } from "react";
import styles from "./Button.module.css";

export type ButtonProps = ComponentProps<"button"> & {
  /** `primary`: the one thing to press. `quiet`: no border until pointed at. */
  look?: "primary" | "plain" | "quiet" | "danger";
};

export function Button({ look = "plain", className, ...rest }: ButtonProps) {
  const names = [styles["button"], styles[look], className].filter(Boolean);
  return <button type="button" className={names.join(" ")} {...rest} />;
}
