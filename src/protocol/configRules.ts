/** What two settings must have in common, and what the packs present allow. Each rule names the field it is about. */
import type { ConfigIssue, RunConfig } from "./config.ts";
import type { PackManifest, Split } from "./packs.ts";
import { RULE_TEXTS as t } from "./ruleTexts.ts";
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
      message: t.warmupOnly(steps, warmupSteps),
    });
  }
  const { measures, corruptedImages = 0, tokenImages = 0 } = config.evaluation;
  if (corruptedImages > 0 && measures !== "full") {
    cautions.push({
      path: "evaluation.corruptedImages",
      message: t.basicCorrupts,
    });
  }
  if (tokenImages > 0 && measures !== "full") {
    cautions.push({
      path: "evaluation.tokenImages",
      message: t.basicTokens,
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
    if (twice !== null) add(field, t.twice(quoted(twice)));
  }
  if (data.far.includes(data.pack)) {
    add("far", t.farIsPack(data.pack));
  }
  if (data.images < optimiser.batchSize) {
    add("images", t.fewerThanBatch(optimiser.batchSize, data.images));
  }
  if (data.images < evaluation.knnK) {
    add("images", t.fewerThanVote(evaluation.knnK, data.images));
  }
  if (!packs) return issues;

  const present = packs.map((pack) => pack.id).join(", ");
  const absent = (id: string) =>
    present === "" ? t.noPacks(id) : t.noPack(id, present);
  for (const far of data.far) {
    if (!packs.some((pack) => pack.id === far)) {
      add("far", absent(far));
    }
  }
  const pack = packs.find((candidate) => candidate.id === data.pack);
  if (!pack) {
    add("pack", absent(data.pack));
    return issues;
  }
  const unknown = data.heldOut.filter((name) => !pack.classes.includes(name));
  if (unknown.length > 0) {
    add(
      "heldOut",
      t.noClass(
        pack.id,
        unknown.map(quoted).join(", "),
        pack.classes.join(", "),
      ),
    );
  } else {
    const left = pack.classes.length - new Set(data.heldOut).size;
    if (left < MIN_CLASSES) {
      add("heldOut", t.fewClasses(MIN_CLASSES, pack.classes.length, left));
    }
  }
  const most = idCount(pack, "train", data.heldOut);
  // Too many classes held out have been told already.
  if (
    data.images > most &&
    issues.every(({ path }) => path !== "data.heldOut")
  ) {
    add("images", t.moreThanPack(pack.id, most, data.images));
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
    const message = t.noTeacher(config.teacher.id);
    return [{ path: "teacher.id", message }];
  }
  const issues: ConfigIssue[] = [];
  const mustHold = (holds: boolean, path: string, message: string) => {
    if (!holds) issues.push({ path, message });
  };
  const { corruptedImages = 0, tokenImages = 0 } = evaluation;
  if (teacher.kind === "features") {
    const { pack, title } = teacher;
    const { views, far } = data;
    mustHold(
      data.pack === pack.id,
      "data.pack",
      t.otherPack(pack.id, title, data.pack),
    );
    mustHold(views === 1, "data.views", t.asTheyAre(1, views));
    mustHold(far.length === 0, "data.far", t.noFar(far.join(", ")));
    mustHold(
      corruptedImages === 0,
      "evaluation.corruptedImages",
      t.asTheyAre(0, corruptedImages),
    );
  }
  if (teacher.grid > 0) return issues;
  for (const name of PATCH_WEIGHTS) {
    const weight = method.weights[name];
    mustHold(weight === 0, `method.weights.${name}`, t.noPatches(weight));
  }
  mustHold(method.id !== "proteus", "method.id", t.noProteus);
  mustHold(
    tokenImages === 0,
    "evaluation.tokenImages",
    t.noPatches(tokenImages),
  );
  return issues;
}

/** Terms that compare patch tokens. */
export const PATCH_WEIGHTS = ["local", "feature"] as const;

function studentIssues({ student }: RunConfig): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  if (student.width % student.heads !== 0) {
    issues.push({
      path: "student.heads",
      message: t.widthByHeads(student.width, student.heads),
    });
  }
  if (IMAGE_SIDE % student.patch !== 0) {
    issues.push({
      path: "student.patch",
      message: t.sideByPatch(IMAGE_SIDE, student.patch),
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

function methodIssues({ method, optimiser }: RunConfig): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const add = (field: string, message: string) =>
    issues.push({ path: `method.${field}`, message });
  const { id, weights } = method;
  const isZero = (names: readonly WeightName[]) =>
    names.length > 0 && names.every((name) => weights[name] === 0);

  const twice = firstDuplicate(method.temperatures);
  if (twice !== null) add("temperatures", t.twice(String(twice)));
  const terms = studentTerms(method);
  if (isZero(terms)) {
    add(`weights.${terms[0]}`, t.nothingLearned(terms));
  }
  if (
    id === "cospress" &&
    method.stopHeadGradient &&
    isZero(["global", "local", "anchor"])
  ) {
    add("weights.global", t.headUntrained);
  }
  if (id === "cospress" && method.headSteps > 0 && !method.stopHeadGradient) {
    add("headSteps", t.headFirst(method.headSteps));
  }
  if ((id === "svd" || id === "pca") && isZero(["global", "local"])) {
    add("weights.global", t.headUnfitted);
  }
  if (id === "rkd-angle" && optimiser.batchSize > MAX_TRIPLE_BATCH) {
    issues.push({
      path: "optimiser.batchSize",
      message: t.manyTriples(MAX_TRIPLE_BATCH, optimiser.batchSize),
    });
  }
  return issues;
}

function optimiserIssues({ optimiser }: RunConfig): ConfigIssue[] {
  if (optimiser.minLearningRate <= optimiser.learningRate) return [];
  return [
    {
      path: "optimiser.minLearningRate",
      message: t.aboveRate(optimiser.learningRate, optimiser.minLearningRate),
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
      message: t.moreThanSplit[evaluation.split](
        pack.id,
        most,
        evaluation.heatmapImages,
      ),
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

const quoted = (name: string) => `'${name}'`;

function firstDuplicate<T>(values: readonly T[]): T | null {
  const index = values.findIndex((value, i) => values.indexOf(value) !== i);
  return index < 0 ? null : (values[index] as T);
}
