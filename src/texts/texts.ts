/** All texts of the page: what a language has to bring, room by room. Rooms are in the order of the alphabet. */
import type { bar } from "./en/bar.ts";
import type { display } from "./en/display.ts";
import type { keys } from "./en/keys.ts";
import type { overview } from "./en/overview.ts";
import type { runOptions } from "./en/runOptions.ts";
import type { setup } from "./en/setup.ts";
import type { shell } from "./en/shell.ts";
import type { timeline } from "./en/timeline.ts";

export type Texts = {
  bar: typeof bar;
  display: typeof display;
  keys: typeof keys;
  overview: typeof overview;
  runOptions: typeof runOptions;
  setup: typeof setup;
  shell: typeof shell;
  timeline: typeof timeline;
};
