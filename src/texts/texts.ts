/** All texts of the page: what a language has to bring, room by room. Rooms are in the order of the alphabet. */
import type { CONFIG_FIELDS } from "../protocol/fields.ts";
import type { MethodId } from "../protocol/methods.ts";
import type { StopSeriesId } from "../protocol/stopRules.ts";
import type { accuracy } from "./en/accuracy.ts";
import type { angles } from "./en/angles.tsx";
import type { bar } from "./en/bar.ts";
import type { charts } from "./en/charts.ts";
import type { corruptions } from "./en/corruptions.ts";
import type { display } from "./en/display.ts";
import type { figure } from "./en/figure.ts";
import type { keys } from "./en/keys.ts";
import type { learn } from "./en/learn.ts";
import type { lessons } from "./en/lessons.ts";
import type { overview } from "./en/overview.ts";
import type { runOptions } from "./en/runOptions.ts";
import type { series } from "./en/series.ts";
import type { setup } from "./en/setup.ts";
import type { shell } from "./en/shell.ts";
import type { timeline } from "./en/timeline.ts";

type Field = (typeof CONFIG_FIELDS)[number];
type FieldAt<P> = Extract<Field, { path: P }>;
type ChoiceField = Exclude<
  Extract<Field, { kind: "choice" }>,
  { path: "method.id" }
>;

/** The shape of texts in any language. */
type Words<T> = T extends (...given: infer A) => infer R
  ? (...given: A) => R extends string ? string : R
  : T extends string
    ? string
    : { [K in keyof T]: Words<T[K]> };

export type Texts = Words<{
  accuracy: typeof accuracy;
  angles: typeof angles;
  bar: typeof bar;
  charts: typeof charts;
  choices: {
    [F in ChoiceField as F["path"]]: {
      [V in F["choices"][number]["value"]]: { label: string };
    };
  };
  corruptions: typeof corruptions;
  display: typeof display;
  fields: {
    [P in Field["path"]]: {
      label: string;
      explanation: string;
    } & (FieldAt<P> extends { unit: string } ? { unit: string } : unknown);
  };
  figure: typeof figure;
  keys: typeof keys;
  learn: typeof learn;
  lessons: typeof lessons;
  methods: Record<MethodId, { title: string; label: string; summary: string }>;
  overview: typeof overview;
  presets: Record<
    string,
    { title: string; summary: string; departures: readonly string[] }
  >;
  runOptions: typeof runOptions;
  series: typeof series;
  setup: typeof setup;
  shell: typeof shell;
  stopSeries: Record<StopSeriesId, { label: string }>;
  timeline: typeof timeline;
}>;
