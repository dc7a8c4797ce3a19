/** All texts of the page: what a language has to bring, room by room. Rooms are in the order of the alphabet. */
import type { CONFIG_FIELDS } from "../protocol/fields.ts";
import type { MethodId } from "../protocol/methods.ts";
import type { NOTICE_TEXTS } from "../protocol/notices.ts";
import type { OodScoreId, OodScoreText } from "../protocol/oodScores.ts";
import type { RULE_TEXTS } from "../protocol/ruleTexts.ts";
import type { StopSeriesId } from "../protocol/stopRules.ts";
import type { about } from "./en/about.tsx";
import type { accuracy } from "./en/accuracy.ts";
import type { angles } from "./en/angles.tsx";
import type { bar } from "./en/bar.ts";
import type { browse } from "./en/browse.ts";
import type { charts } from "./en/charts.ts";
import type { claimTexts } from "./en/claims.tsx";
import type { claims } from "./en/claims.tsx";
import type { compare } from "./en/compare.ts";
import type { controlTerms } from "./en/controlTerms.ts";
import type { corruptions } from "./en/corruptions.ts";
import type { display } from "./en/display.ts";
import type { equation } from "./en/equation.ts";
import type { failures } from "./en/failures.ts";
import type { figure } from "./en/figure.ts";
import type { home } from "./en/home.ts";
import type { kept } from "./en/kept.ts";
import type { keys } from "./en/keys.ts";
import type { learn } from "./en/learn.ts";
import type { lessons } from "./en/lessons.ts";
import type { links } from "./en/links.ts";
import type { measure } from "./en/measure.ts";
import type { measureTerms } from "./en/measureTerms.ts";
import type { ood } from "./en/ood.ts";
import type { outcomes } from "./en/outcomes.ts";
import type { overview } from "./en/overview.ts";
import type { own } from "./en/own.ts";
import type { ownTeacher } from "./en/ownTeacher.tsx";
import type { runOptions } from "./en/runOptions.ts";
import type { runs } from "./en/runs.ts";
import type { scoreGauge } from "./en/scoreGauge.ts";
import type { series } from "./en/series.ts";
import type { settingFormulas } from "./en/settingFormulas.ts";
import type { setup } from "./en/setup.ts";
import type { share } from "./en/share.ts";
import type { shell } from "./en/shell.ts";
import type { terms } from "./en/terms.ts";
import type { timeline } from "./en/timeline.ts";
import type { tour } from "./en/tour.ts";
import type { tryIt } from "./en/tryIt.ts";

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
  about: typeof about;
  accuracy: typeof accuracy;
  angles: typeof angles;
  arenaMeasures: Record<string, { label: string }>;
  bar: typeof bar;
  browse: typeof browse;
  charts: typeof charts;
  choices: {
    [F in ChoiceField as F["path"]]: {
      [V in F["choices"][number]["value"]]: { label: string };
    };
  };
  claims: typeof claims;
  claimTexts: typeof claimTexts;
  compare: typeof compare;
  controlTerms: typeof controlTerms;
  corruptions: typeof corruptions;
  display: typeof display;
  equation: typeof equation;
  failures: typeof failures;
  fields: {
    [P in Field["path"]]: {
      label: string;
      explanation: string;
    } & (FieldAt<P> extends { unit: string } ? { unit: string } : unknown);
  };
  figure: typeof figure;
  home: typeof home;
  kept: typeof kept;
  keys: typeof keys;
  learn: typeof learn;
  lessons: typeof lessons;
  links: typeof links;
  measure: typeof measure;
  measureTerms: typeof measureTerms;
  methods: Record<MethodId, { title: string; label: string; summary: string }>;
  notices: typeof NOTICE_TEXTS;
  ood: typeof ood;
  /** A source is a name and a number, unless a remark stands beside it. */
  oodScores: Record<
    OodScoreId,
    Omit<OodScoreText, "source"> & Partial<Pick<OodScoreText, "source">>
  >;
  outcomes: typeof outcomes;
  overview: typeof overview;
  own: typeof own;
  ownTeacher: typeof ownTeacher;
  presets: Record<
    string,
    { title: string; summary: string; departures: readonly string[] }
  >;
  rules: typeof RULE_TEXTS;
  runOptions: typeof runOptions;
  runs: typeof runs;
  scoreGauge: typeof scoreGauge;
  series: typeof series;
  settingFormulas: typeof settingFormulas;
  setup: typeof setup;
  share: typeof share;
  shell: typeof shell;
  stopSeries: Record<StopSeriesId, { label: string }>;
  terms: typeof terms;
  timeline: typeof timeline;
  tour: typeof tour;
  tryIt: typeof tryIt;
}>;
