/** All texts of the page: what a language has to bring, room by room. Rooms are in the order of the alphabet. */
import type { display } from "./en/display.ts";
import type { keys } from "./en/keys.ts";
import type { shell } from "./en/shell.ts";

export type Texts = {
  display: typeof display;
  keys: typeof keys;
  shell: typeof shell;
};
