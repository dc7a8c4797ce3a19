/** Everything that the page has words for: what it is in one sentence, and its formula. A chunk of its own, fetched when somebody asks. */
import { CONFIG_FIELDS } from "../../protocol/fields.ts";
import { OOD_SCORE_IDS } from "../../protocol/oodScores.ts";
import { controlTerms } from "../../texts/en/controlTerms.ts";
import { measureTerms, type TermText } from "../../texts/en/measureTerms.ts";
import { oodScores } from "../../texts/en/oodScores.ts";
import { settingFormulas } from "../../texts/en/settingFormulas.ts";
import type { terms as t } from "../../texts/en/terms.ts";

export type Term = TermText & {
  /** A setting's path; else its kind and key ("angles.meanDegrees"). */
  id: string;
  group: TermGroup;
};

export type TermGroup = keyof typeof t.groups;

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

const settingTerms = () =>
  CONFIG_FIELDS.map(({ path, label, explanation }): Term => ({
    ...{ id: path, group: "settings" as const, name: label },
    ...{ sentence: explanation, formula: settingFormulas[path] },
  }));

const scoreTerms = () =>
  OOD_SCORE_IDS.map((id): Term => {
    const { label, meaning, formula, source } = oodScores[id];
    return {
      ...{ id: `scores.${id}`, group: "scores" as const, name: label },
      ...{ sentence: meaning, formula: `${formula}. ${source}.` },
    };
  });

/** All terms, in the language in force. */
export const terms = (): readonly Term[] => [
  ...termsOf("controls", "controls", controlTerms),
  ...settingTerms(),
  ...termsOf("losses", "losses", measureTerms.losses),
  ...termsOf("spaces", "spaces", measureTerms.spaces),
  ...termsOf("angles", "angles", measureTerms.angles),
  ...termsOf("neighbours", "angles", measureTerms.neighbours),
  ...termsOf("spectrum", "angles", measureTerms.spectrum),
  ...termsOf("geometry", "angles", measureTerms.geometry),
  ...termsOf("map", "angles", measureTerms.map),
  ...termsOf("tokens", "angles", measureTerms.tokens),
  ...termsOf("detection", "detection", measureTerms.detection),
  ...scoreTerms(),
  ...termsOf("robustness", "robustness", measureTerms.robustness),
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
  return terms().filter((term) => wanted.includes(term.id));
}
