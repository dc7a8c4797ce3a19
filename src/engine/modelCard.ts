/** A model card: what a student is, what it comes from, how good it was measured to be, and what it is not good for. In Markdown. */
import { PREPROCESSING } from "../models/studentFile.ts";
import type { TeacherManifest } from "../models/teacherManifest.ts";
import { beginningOf } from "../protocol/beginning.ts";
import { methodById } from "../protocol/methods.ts";
import type { PackManifest } from "../protocol/packs.ts";
import type {
  DetectionResult,
  EmbeddingEvaluation,
  FinalEvaluation,
  RunResult,
} from "../protocol/results.ts";
import type {
  FeatureTeacher,
  OnnxTeacher,
  OwnTeacher,
} from "../protocol/teachers.ts";
import { wilsonInterval } from "../protocol/wilson.ts";
import type { StudentProbe } from "./fitProbe.ts";
import type { RunSnapshot } from "./run.ts";

export type FinishedRun = {
  result: RunResult;
  snapshot: Pick<RunSnapshot, "trainer" | "means" | "step">;
  probe: StudentProbe;
  /** Of the packs that the run names. */
  packs: readonly PackManifest[];
  teacher: TeacherManifest | OwnTeacher;
};

export function modelCard(run: FinishedRun): string {
  const { config } = run.result;
  const { student, data, method, optimiser, seed } = config;
  const { title } = methodById(method.id);
  const pack = run.packs.find(({ id }) => id === data.pack)!;
  return (
    [
      `# A student of ${run.teacher.title}, on ${pack.title}`,
      `A vision transformer of width ${student.width}, depth ${student.depth} and ${student.heads} heads on 32 x 32 pixels (patches of ${student.patch}, ${student.stem} stem), laid out as DINOv2's. Distilled in CosPress Lab by the method ${title}, seed ${seed}, ${run.snapshot.step} updates of ${optimiser.batchSize} images, on ${run.result.backend}.${beginning(run)} One run: how much another seed would differ is not known from it.`,
      ...["## Files", filesSection(run)],
      ...[
        "## Preprocessing",
        `${PREPROCESSING}. The graphs for ONNX Runtime and TensorFlow.js do the second part themselves.`,
      ],
      ...["## Data", dataSection(run)],
      ...["## Teacher", teacherSection(run)],
      ...["## How good it is", numbersSection(run.result)],
      ...["## What it is not good for", limitsSection(run)],
      ...[
        "## Settings",
        `\`\`\`json\n${JSON.stringify(config, null, 2)}\n\`\`\``,
      ],
    ].join("\n\n") + "\n"
  );
}

function beginning({ result }: FinishedRun): string {
  const begin = beginningOf(result.updates);
  return begin ? ` It began as the student of ${begin}.` : "";
}

function filesSection(run: FinishedRun): string {
  const { result, probe } = run;
  const { stem } = result.config.student;
  const keys =
    stem === "linear"
      ? "DINOv2's parameter names"
      : "DINOv2's parameter names, and for the conv stem `patch_embed.stem.<i>.conv` (3 x 3, stride 2, padding 1), `patch_embed.stem.<i>.norm` (LayerNorm over channels, epsilon 1e-6, then GELU) and `patch_embed.proj` (1 x 1)";
  return list([
    `\`student.safetensors\`: ${keys}, PyTorch's layouts. \`scripts/peer/student.py\` of the lab loads it with \`strict=True\`. ${maskToken(run)} GELU is exact; every LayerNorm has epsilon 1e-6.`,
    "`student.onnx`: opset 17. In: `images` [batch, 3, 32, 32]. Out: `class_token` [batch, width] and `tokens` [batch, 1 + patches, width], class token first, patches row by row.",
    "`student.tfjs.json` and `student.tfjs.bin`: the same graph for TensorFlow.js, opened with `tf.loadGraphModel` where both lie beside each other.",
    `\`head.safetensors\`: the method's own tensors, which the student does not need${headKeys(result)}. Matrices are [out, in]. \`teacher_mean.class_token\` and, where the teacher has patch tokens, \`teacher_mean.patch_token\` are its mean training tokens, of which the share \`meanFraction\` is subtracted before the head.`,
    `\`probe.safetensors\`: \`weight\` [${probe.classes}, ${probe.d}] and \`bias\`: a linear classifier on the class token; the classes stand in its metadata.`,
  ]);
}

const maskToken = ({ snapshot }: FinishedRun) =>
  snapshot.trainer.head["mask_token"]
    ? "`mask_token` took the place of hidden patches in training."
    : "`mask_token` is zero: no patches were hidden in training.";

function headKeys({ config }: RunResult): string {
  const { map, title } = methodById(config.method.id);
  return map === "teacher"
    ? ": `norm.weight`, `norm.bias` (LayerNorm, epsilon 1e-5; absent where the head has none), `linear.weight`, `linear.bias`, from the teacher's space to the student's"
    : ` (${title} has no map from the teacher's space to the student's)`;
}

function dataSection({ result, packs }: FinishedRun): string {
  const { data } = result.config;
  const named = [data.pack, ...data.far].flatMap((id) =>
    packs.filter((pack) => pack.id === id),
  );
  const held =
    data.heldOut.length > 0
      ? ` Never trained on: ${data.heldOut.join(", ")}.`
      : "";
  const far =
    data.far.length > 0 ? ` Only measured on: ${data.far.join(", ")}.` : "";
  return [
    `Trained on ${data.images} images of ${data.pack}, ${data.views} views each.${held}${far}`,
    ...named.map(({ title, licence, sources }) =>
      [
        `${title}, licence ${licence}:`,
        list(
          sources.map(
            (source) =>
              `${source.name} ${source.version}, ${source.licence}, <${source.url}>`,
          ),
        ),
      ].join("\n\n"),
    ),
  ].join("\n\n");
}

function teacherSection({ result, teacher }: FinishedRun): string {
  if ("kind" in teacher) {
    return teacher.kind === "features"
      ? featureSection(teacher)
      : networkSection(teacher);
  }
  const { name, version, licence, url, modification } = teacher.source;
  return `${teacher.title} (setting ${result.config.teacher.id}), frozen. From ${name} ${version}, ${licence}, <${url}>; ${modification}.`;
}

/** How rows of features were told to belong to images. */
const MATCHES: Record<FeatureTeacher["matchedBy"], string> = {
  ids: "the names of the images in the file",
  hash: "the hash of the images in the file, and order",
  labels: "order, and the labels in the file",
  order: "order alone, which nothing in the file confirms",
};

function featureSection(teacher: FeatureTeacher): string {
  const { id, title, source, rows, width, grid, pack, matchedBy } = teacher;
  const tokens =
    grid === 0
      ? "class tokens alone"
      : `a class token${teacher.classToken === "mean" ? " (the mean of the patch tokens)" : ""} and ${grid} x ${grid} patch tokens`;
  return `${title} (${id}): precomputed features of the ${rows} images of ${pack.title}, ${tokens} of ${width} numbers, from the file ${source.name} (${source.bytes} bytes, SHA-256 ${source.sha256}). Matched to the images by ${MATCHES[matchedBy]}. Of which network they are, and under which licence, the file does not say.`;
}

function networkSection(teacher: OnnxTeacher): string {
  const { id, title, source, url, width, grid, input, output } = teacher;
  const { resampling, mean, deviation, origin } = teacher.preprocessing;
  const leading =
    output.leading === 0
      ? "a class token (the mean of the patch tokens)"
      : "a class token";
  const tokens =
    grid === 0
      ? "class tokens alone"
      : `${leading} and ${grid} x ${grid} patch tokens`;
  const from = url === undefined ? "" : `, fetched from <${url}>`;
  return `${title} (${id}): an ONNX network, frozen, output \`${output.name}\`, ${tokens} of ${width} numbers, from the file ${source.name} (${source.bytes} bytes, SHA-256 ${source.sha256})${from}. Pictures are resized from 32 x 32 to ${input.side} x ${input.side} pixels (${resampling}), minus ${mean.map(short).join(", ")}, by ${deviation.map(short).join(", ")}: ${PREPROCESSING_ORIGINS[origin]}. Its licence is not known here.`;
}

const PREPROCESSING_ORIGINS: Record<
  OnnxTeacher["preprocessing"]["origin"],
  string
> = {
  file: "as its preprocessor_config.json says",
  chosen: "as was chosen by hand",
  assumed: "assumed, as DINOv2 has it",
};

const short = (value: number) => String(Number(value.toPrecision(6)));

function numbersSection({ config, final }: RunResult): string {
  const { split, knnK } = config.evaluation;
  const rows: [string, FinalEvaluation | null][] = [
    ["teacher", final.teacher],
    ["compressed teacher", final.compressed],
    ["**student**", final.student],
    ["untrained student", final.untrained],
  ];
  const { knn, angles, ood } = final.student;
  const count = (part: DetectionResult | null, name: string) =>
    part ? `, ${part.nOod} ${name}-OOD` : "";
  return [
    `Measured on ${split} images: ${knn.n} in-distribution (kNN: k = ${Math.min(knnK, knn.bank)} of ${knn.bank} training images; angles: ${angles.n} pairs)${count(ood.near, "near")}${count(ood.far, "far")}. FPR95 with in-distribution as positive. The interval is 95 % over images (Wilson), not over seeds.`,
    [
      "| network | kNN accuracy | angle error | Pearson of cosines | near AUROC, FPR95 | far AUROC, FPR95 |",
      "| --- | --- | --- | --- | --- | --- |",
      ...rows.flatMap(([name, row]) => (row ? [tableRow(name, row)] : [])),
    ].join("\n"),
    ...(config.method.biasCorrection
      ? [
          "The student's numbers were measured with a share of its mean training class token subtracted (bias correction), which none of the files does by itself.",
        ]
      : []),
    ...(final.student.measures
      ? [
          `Linear probe: accuracy ${share(final.student.measures.probe.accuracy)} on ${final.student.measures.probe.n} images.`,
        ]
      : []),
  ].join("\n\n");
}

function tableRow(name: string, { knn, angles, ood }: EmbeddingEvaluation) {
  const { low, high } = wilsonInterval(knn.accuracy, knn.n);
  const detection = (part: DetectionResult | null) =>
    part ? `${share(part.auroc)}, ${share(part.fpr95)}` : "not measured";
  const cells = [
    name,
    `${share(knn.accuracy)} (${share(low)} to ${share(high)})`,
    `${angles.meanErrorDegrees.toFixed(1)}°`,
    share(angles.pearson),
    detection(ood.near),
    detection(ood.far),
  ];
  return `| ${cells.join(" | ")} |`;
}

function limitsSection({ result, packs }: FinishedRun): string {
  const { data } = result.config;
  const pack = packs.find(({ id }) => id === data.pack)!;
  return list([
    `It has seen ${data.images} small images of ${pack.title}: it is no general feature extractor, and other images, sizes or crops are outside what was measured.`,
    "It is not for decisions about people, nor for anything where a wrong answer harms: it is an object of study.",
    "A score that tells unknown images apart here says nothing about unknown images of another kind.",
    "It carries the teacher's blind spots and those of its data; see the licences of both before you pass it on.",
  ]);
}

const list = (items: readonly string[]) =>
  items.map((item) => `- ${item}`).join("\n");

const share = (value: number) => value.toFixed(3);
