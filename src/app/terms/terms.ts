/** Everything that the page has words for: what it is in one sentence, and its formula. A chunk of its own, fetched when somebody asks. */
import { CONFIG_FIELDS } from "../../protocol/fields.ts";
import { OOD_SCORE_IDS, OOD_SCORE_TEXTS } from "../../protocol/oodScores.ts";
import { CONTROL_TERMS } from "./controlTerms.ts";
import {
  ANGLE_TERMS,
  DETECTION_TERMS,
  GEOMETRY_TERMS,
  LOSS_TERMS,
  MAP_TERMS,
  NEIGHBOUR_TERMS,
  ROBUSTNESS_TERMS,
  SPACE_TERMS,
  SPECTRUM_TERMS,
  TOKEN_TERMS,
  type TermText,
} from "./measureTerms.ts";
import { SETTING_FORMULAS } from "./settingFormulas.ts";

export type Term = TermText & {
  /** A setting's path; else its kind and key ("angles.meanDegrees"). */
  id: string;
  group: TermGroup;
};

export const TERM_GROUPS = {
  controls: "Controls",
  settings: "Settings",
  losses: "Losses",
  spaces: "Spaces and accuracy",
  angles: "Angles and neighbours",
  detection: "Known and foreign images",
  scores: "OOD scores",
  robustness: "Corruption",
} as const;
export type TermGroup = keyof typeof TERM_GROUPS;

function termsOf(
  kind: string,
  group: TermGroup,
  texts: Readonly<Record<string, TermText>>,
): Term[] {
  return Object.entries(texts).map(([key, text]) => ({
    ...text,
    ...{ id: `${kind}.${key}`, group },
  }));
}

const SETTING_TERMS = CONFIG_FIELDS.map(
  ({ path, label, explanation }): Term => ({
    ...{ id: path, group: "settings" as const, name: label },
    ...{ sentence: explanation, formula: SETTING_FORMULAS[path] },
  }),
);

const SCORE_TERMS = OOD_SCORE_IDS.map((id): Term => {
  const { label, meaning, formula, source } = OOD_SCORE_TEXTS[id];
  return {
    ...{ id: `scores.${id}`, group: "scores" as const, name: label },
    ...{ sentence: meaning, formula: `${formula}. ${source}.` },
  };
});

export const TERMS: readonly Term[] = [
  ...termsOf("controls", "controls", CONTROL_TERMS),
  ...SETTING_TERMS,
  ...termsOf("losses", "losses", LOSS_TERMS),
  ...termsOf("spaces", "spaces", SPACE_TERMS),
  ...termsOf("angles", "angles", ANGLE_TERMS),
  ...termsOf("neighbours", "angles", NEIGHBOUR_TERMS),
  ...termsOf("spectrum", "angles", SPECTRUM_TERMS),
  ...termsOf("geometry", "angles", GEOMETRY_TERMS),
  ...termsOf("map", "angles", MAP_TERMS),
  ...termsOf("tokens", "angles", TOKEN_TERMS),
  ...termsOf("detection", "detection", DETECTION_TERMS),
  ...SCORE_TERMS,
  ...termsOf("robustness", "robustness", ROBUSTNESS_TERMS),
];

/** By the whole path of a measure, the term behind it. */
const MEASURES: readonly [path: RegExp, id: string][] = [
  [/^trainingAngles\.meanErrorDegrees$/, "spaces.trainingAngleError"],
  [/^trainingAngles\.pearson$/, "spaces.trainingPearson"],
  [/^(angles\.meanErrorDegrees|angleError)$/, "angles.meanDegrees"],
  [/^(angles\.)?(pearson|spearman)$/, "spaces.$2"],
  [/^knn(\.accuracy)?$/, "spaces.knn"],
  [/^measures\.probe\.accuracy$/, "spaces.probe"],
  [/^(.*\.auroc|(near|far)Auroc)$/, "detection.auroc"],
  [/^.*\.fpr95$/, "detection.fpr95"],
  [/^measures\.corruption\.meanError$/, "spaces.corruption"],
  [/^againstScratch\.(\w+)$/, "robustness.$1"],
  [/^measures\.geometry\.cka\.\w+$/, "geometry.cka"],
  [/^measures\.geometry\.procrustes$/, "geometry.procrustes"],
  [/^measures\.geometry\.(angles|neighbours|spectrum)\.(\w+)$/, "$1.$2"],
  [/^measures\.tokens\.(\w+)$/, "tokens.$1"],
  [/^(total|global|local|feature|classToken)$/, "losses.$1"],
];

/** The terms behind a measure of an arena or a stop rule, by its id: an OOD score's AUROC has two, the score and AUROC. */
export function termsOfMeasure(id: string): Term[] {
  const score = /^measures\.ood\.([\w-]+)\./.exec(id)?.[1];
  const found = MEASURES.find(([path]) => path.test(id));
  const wanted = [
    score && `scores.${score}`,
    found && id.replace(found[0], found[1]),
  ];
  return TERMS.filter((term) => wanted.includes(term.id));
}
