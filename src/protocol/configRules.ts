/** What two settings must have in common, and what the packs present allow. Each rule names the field it is about. */
import type { ConfigIssue, RunConfig } from "./config.ts";
import type { PackManifest, Split } from "./packs.ts";
import { isOwnTeacher, type OwnTeacher } from "./teachers.ts";

/** Side in pixels of what student and teacher see. Its divisors are powers of two, which is what a convolutional stem needs. */
const IMAGE_SIDE = 32;

/** Its triples fill 8 MB for each intermediate result. */
const MAX_TRIPLE_BATCH = 128;

/** kNN and near-OOD are about telling classes apart. */
const MIN_CLASSES = 2;

/**
 * Everything about a config that its schema cannot say; empty when the run makes sense.
 *
 * @param packs Manifests of the packs present; null while they are not known yet, which leaves out the rules about packs and own teachers.
 * @param teachers Teachers present beside the bundled ones.
 */
export function checkConfig(
  config: RunConfig,
  packs: readonly PackManifest[] | null,
  teachers: readonly OwnTeacher[] = [],
): ConfigIssue[] {
  return [
    ...dataIssues(config, packs),
    ...(packs && isOwnTeacher(config.teacher.id)
      ? ownTeacherIssues(config, teachers)
      : []),
    ...studentIssues(config),
    ...methodIssues(config),
    ...optimiserIssues(config),
    ...evaluationIssues(config, packs),
  ];
}

/** What is allowed but probably not meant, by path; shown beside the field. */
export function configCautions(config: RunConfig): ConfigIssue[] {
  const cautions: ConfigIssue[] = [];
  const { warmupSteps, steps } = config.optimiser;
  if (warmupSteps >= steps) {
    cautions.push({
      path: "optimiser.warmupSteps",
      message: `the run of ${steps} steps ends inside its warm-up of ${warmupSteps}, so the learning rate never reaches its full size`,
    });
  }
  const { measures, corruptedImages = 0, tokenImages = 0 } = config.evaluation;
  if (corruptedImages > 0 && measures !== "full") {
    cautions.push({
      path: "evaluation.corruptedImages",
      message: "only the full bench corrupts images; final measures are basic",
    });
  }
  if (tokenImages > 0 && measures !== "full") {
    cautions.push({
      path: "evaluation.tokenImages",
      message: "only the full bench compares tokens; final measures are basic",
    });
  }
  return cautions;
}

function dataIssues(
  { data, optimiser, evaluation }: RunConfig,
  packs: readonly PackManifest[] | null,
): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const add = (field: string, message: string) =>
    issues.push({ path: `data.${field}`, message });

  for (const field of ["heldOut", "far"] as const) {
    const twice = firstDuplicate(data[field]);
    if (twice !== null) add(field, `names '${twice}' twice`);
  }
  if (data.far.includes(data.pack)) {
    add("far", `must differ from the training pack, got '${data.pack}' twice`);
  }
  if (data.images < optimiser.batchSize) {
    add(
      "images",
      `must be at least the batch size (${optimiser.batchSize}), got ${data.images}`,
    );
  }
  if (data.images < evaluation.knnK) {
    add(
      "images",
      `must be at least the number of neighbours that vote (${evaluation.knnK}), got ${data.images}`,
    );
  }
  if (!packs) return issues;

  const present = packs.map((pack) => pack.id).join(", ") || "none";
  for (const far of data.far) {
    if (!packs.some((pack) => pack.id === far)) {
      add("far", `there is no pack '${far}' here; present: ${present}`);
    }
  }
  const pack = packs.find((candidate) => candidate.id === data.pack);
  if (!pack) {
    add("pack", `there is no pack '${data.pack}' here; present: ${present}`);
    return issues;
  }
  const unknown = data.heldOut.filter((name) => !pack.classes.includes(name));
  if (unknown.length > 0) {
    add(
      "heldOut",
      `${pack.id} has no class ${unknown.map((name) => `'${name}'`).join(", ")}; it has ${pack.classes.join(", ")}`,
    );
  } else {
    const left = pack.classes.length - new Set(data.heldOut).size;
    if (left < MIN_CLASSES) {
      add(
        "heldOut",
        `must leave at least ${MIN_CLASSES} of ${pack.classes.length} classes to train on, leaves ${left}`,
      );
    }
  }
  const most = idCount(pack, "train", data.heldOut);
  // Too many classes held out have been told already.
  if (
    data.images > most &&
    issues.every(({ path }) => path !== "data.heldOut")
  ) {
    add(
      "images",
      `${pack.id} has ${most} training images in the classes not held out, got ${data.images}`,
    );
  }
  return issues;
}

function ownTeacherIssues(
  config: RunConfig,
  teachers: readonly OwnTeacher[],
): ConfigIssue[] {
  const { data, evaluation, method } = config;
  const teacher = teachers.find(({ id }) => id === config.teacher.id);
  if (!teacher) {
    const message = `there is no teacher '${config.teacher.id}' here; bring the file again that it was made of`;
    return [{ path: "teacher.id", message }];
  }
  const issues: ConfigIssue[] = [];
  const require = (holds: boolean, path: string, message: string) => {
    if (!holds) issues.push({ path, message });
  };
  const { corruptedImages = 0, tokenImages = 0 } = evaluation;
  if (teacher.kind === "features") {
    const { pack, title } = teacher;
    require(data.pack ===
      pack.id, "data.pack", `must be ${pack.id}, whose images the features of '${title}' are of, got ${data.pack}`);
    const others = "for the features are of the pack's images as they are";
    require(data.views ===
      1, "data.views", `must be 1, ${others}, got ${data.views}`);
    require(data.far.length ===
      0, "data.far", `must be empty, ${others}, got ${data.far.join(", ")}`);
    require(corruptedImages ===
      0, "evaluation.corruptedImages", `must be 0, ${others}, got ${corruptedImages}`);
  }
  if (teacher.grid > 0) return issues;
  const none = "for the teacher has no patch tokens";
  for (const name of PATCH_WEIGHTS) {
    require(method.weights[name] ===
      0, `method.weights.${name}`, `must be 0, ${none}, got ${method.weights[name]}`);
  }
  require(method.id !==
    "proteus", "method.id", `must be another one than Proteus, which predicts patch tokens, ${none}`);
  require(tokenImages ===
    0, "evaluation.tokenImages", `must be 0, ${none}, got ${tokenImages}`);
  return issues;
}

/** Terms that compare patch tokens. */
export const PATCH_WEIGHTS = ["local", "feature"] as const;

function studentIssues({ student }: RunConfig): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  if (student.width % student.heads !== 0) {
    issues.push({
      path: "student.heads",
      message: `must divide the width (${student.width}) without remainder, got ${student.heads}`,
    });
  }
  if (IMAGE_SIDE % student.patch !== 0) {
    issues.push({
      path: "student.patch",
      message: `must divide the image side (${IMAGE_SIDE} pixels) without remainder, got ${student.patch}`,
    });
  }
  return issues;
}

/** Terms that teach the student, by method; one of them must weigh something. */
function studentTerms({ id }: RunConfig["method"]): readonly WeightName[] {
  switch (id) {
    case "cospress":
    case "svd":
    case "pca":
    case "gaussian":
    case "orthonormal":
      return ["feature", "classToken", "centred"];
    case "proteus":
      return ["feature", "classToken", "patch"];
    case "mse":
    case "vkd":
      return ["feature", "classToken"];
    case "kd":
      return ["classToken", "label"];
    case "scratch":
    case "untrained":
      return [];
    default:
      return ["global"];
  }
}

type WeightName = keyof RunConfig["method"]["weights"];

const WEIGHT_WORDS: Record<WeightName, string> = {
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

function methodIssues({ method, optimiser }: RunConfig): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const add = (field: string, message: string) =>
    issues.push({ path: `method.${field}`, message });
  const { id, weights } = method;
  const isZero = (names: readonly WeightName[]) =>
    names.length > 0 && names.every((name) => weights[name] === 0);

  const twice = firstDuplicate(method.temperatures);
  if (twice !== null) add("temperatures", `names ${twice} twice`);
  const terms = studentTerms(method);
  if (isZero(terms)) {
    add(
      `weights.${terms[0]}`,
      `${zeroWeights(terms)}: the student would learn nothing`,
    );
  }
  if (
    id === "cospress" &&
    method.stopHeadGradient &&
    isZero(["global", "local", "anchor"])
  ) {
    add(
      "weights.global",
      "global and local weight are both 0: the teacher head would stay random",
    );
  }
  if (id === "cospress" && method.headSteps > 0 && !method.stopHeadGradient) {
    add(
      "headSteps",
      `a head that is fitted first cannot listen to the student; must be 0, got ${method.headSteps}`,
    );
  }
  if ((id === "svd" || id === "pca") && isZero(["global", "local"])) {
    add(
      "weights.global",
      "global and local weight are both 0: the head would be fitted to no token",
    );
  }
  if (id === "rkd-angle" && optimiser.batchSize > MAX_TRIPLE_BATCH) {
    issues.push({
      path: "optimiser.batchSize",
      message: `must be at most ${MAX_TRIPLE_BATCH} for RKD angles, which compare all triples of a batch, got ${optimiser.batchSize}`,
    });
  }
  return issues;
}

/** "feature, class-token and centred weight are all 0". */
function zeroWeights(names: readonly WeightName[]): string {
  const words = names.map((name) => WEIGHT_WORDS[name]);
  if (words.length === 1) return `${words[0]} weight is 0`;
  const all = words.length === 2 ? "both" : "all";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)} weight are ${all} 0`;
}

function optimiserIssues({ optimiser }: RunConfig): ConfigIssue[] {
  if (optimiser.minLearningRate <= optimiser.learningRate) return [];
  return [
    {
      path: "optimiser.minLearningRate",
      message: `must not be above the learning rate (${optimiser.learningRate}), got ${optimiser.minLearningRate}`,
    },
  ];
}

function evaluationIssues(
  { data, evaluation }: RunConfig,
  packs: readonly PackManifest[] | null,
): ConfigIssue[] {
  const pack = packs?.find((candidate) => candidate.id === data.pack);
  if (!pack) return [];
  const most = idCount(pack, evaluation.split, data.heldOut);
  if (evaluation.heatmapImages <= most) return [];
  return [
    {
      path: "evaluation.heatmapImages",
      message: `${pack.id} has ${most} ${evaluation.split} images in the classes not held out, got ${evaluation.heatmapImages}`,
    },
  ];
}

/** Images of a split in the classes that are not held out. */
function idCount(
  { classes, classCounts }: PackManifest,
  split: Split,
  heldOut: readonly string[],
): number {
  return classCounts[split].reduce(
    (sum, count, i) => sum + (heldOut.includes(classes[i]!) ? 0 : count),
    0,
  );
}

function firstDuplicate<T>(values: readonly T[]): T | null {
  const index = values.findIndex((value, i) => values.indexOf(value) !== i);
  return index < 0 ? null : (values[index] as T);
}
