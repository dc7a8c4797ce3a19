/** What is wrong with a setting, in words that follow its name. The page's copy is a room of texts (`src/texts/en/settings.ts`). */
/** Weights of losses, as `method.weights` names them. */
const WEIGHT_WORDS = {
  global: "global",
  local: "local",
  feature: "feature",
  classToken: "class-token",
  centred: "centred",
  anchor: "anchor",
  gram: "Gram",
  patch: "hidden-patch",
  label: "label",
};

type WeightName = keyof typeof WEIGHT_WORDS;

export const RULE_TEXTS = {
  /** One value by itself. */
  noSetting: "is not a setting",
  whole: (min: number, max: number) =>
    `must be a whole number from ${min} to ${max}`,
  number: (min: number, max: number) =>
    `must be a number from ${min} to ${max}`,
  numbers: (least: number, most: number, min: number, max: number) =>
    `must be a list of ${least} to ${most} numbers from ${min} to ${max}`,
  choice: (values: string) => `must be one of ${values}`,
  toggle: "must be true or false",
  slug: "must be a lower-case slug",
  slugs: "must be a list of lower-case slugs",
  fixed: (value: number) => `must be ${value}`,
  got: (rule: string, value: string) => `${rule}, got ${value}`,

  twice: (value: string) => `names ${value} twice`,
  farIsPack: (pack: string) =>
    `must differ from the training pack, got '${pack}' twice`,
  fewerThanBatch: (batchSize: number, images: number) =>
    `must be at least the batch size (${batchSize}), got ${images}`,
  fewerThanVote: (knnK: number, images: number) =>
    `must be at least the number of neighbours that vote (${knnK}), got ${images}`,
  noPack: (pack: string, present: string) =>
    `there is no pack '${pack}' here; present: ${present}`,
  noPacks: (pack: string) => `there is no pack '${pack}' here, nor any other`,
  noClass: (pack: string, unknown: string, classes: string) =>
    `${pack} has no class ${unknown}; it has ${classes}`,
  fewClasses: (least: number, classes: number, left: number) =>
    `must leave at least ${least} of ${classes} classes to train on, leaves ${left}`,
  moreThanPack: (pack: string, most: number, images: number) =>
    `${pack} has ${most} training images in the classes not held out, got ${images}`,
  moreThanSplit: {
    test: (pack: string, most: number, images: number) =>
      `${pack} has ${most} test images in the classes not held out, got ${images}`,
    validation: (pack: string, most: number, images: number) =>
      `${pack} has ${most} validation images in the classes not held out, got ${images}`,
  },

  /** With features that were brought as teacher. */
  noTeacher: (teacher: string) =>
    `there is no teacher '${teacher}' here; bring the file again that it was made of`,
  otherPack: (pack: string, title: string, got: string) =>
    `must be ${pack}, whose images the features of '${title}' are of, got ${got}`,
  asTheyAre: (must: number, got: number) =>
    `must be ${must}, for the features are of the pack's images as they are, got ${got}`,
  noFar: (got: string) =>
    `must be empty, for the features are of the pack's images as they are, got ${got}`,
  noPatches: (got: number) =>
    `must be 0, for the teacher has no patch tokens, got ${got}`,
  noProteus:
    "must be another one than Proteus, which predicts patch tokens, for the teacher has no patch tokens",

  widthByHeads: (width: number, heads: number) =>
    `must divide the width (${width}) without remainder, got ${heads}`,
  sideByPatch: (side: number, patch: number) =>
    `must divide the image side (${side} pixels) without remainder, got ${patch}`,
  nothingLearned: (names: readonly WeightName[]) =>
    `${zeroWeights(names)}: the student would learn nothing`,
  headUntrained:
    "global and local weight are both 0: the teacher head would stay random",
  headFirst: (steps: number) =>
    `a head that is fitted first cannot listen to the student; must be 0, got ${steps}`,
  headUnfitted:
    "global and local weight are both 0: the head would be fitted to no token",
  manyTriples: (most: number, batchSize: number) =>
    `must be at most ${most} for RKD angles, which compare all triples of a batch, got ${batchSize}`,
  aboveRate: (rate: number, least: number) =>
    `must not be above the learning rate (${rate}), got ${least}`,

  /** Allowed, but probably not meant. */
  warmupOnly: (steps: number, warmupSteps: number) =>
    `the run of ${steps} steps ends inside its warm-up of ${warmupSteps}, so the learning rate never reaches its full size`,
  basicCorrupts:
    "only the full bench corrupts images; final measures are basic",
  basicTokens: "only the full bench compares tokens; final measures are basic",
};

/** "feature, class-token and centred weight are all 0". */
function zeroWeights(names: readonly WeightName[]): string {
  const words = names.map((name) => WEIGHT_WORDS[name]);
  if (words.length === 1) return `${words[0]} weight is 0`;
  const all = words.length === 2 ? "both" : "all";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)} weight are ${all} 0`;
}
