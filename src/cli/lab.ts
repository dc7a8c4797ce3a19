/**
 * The engine without a page: the same session, config and result in Node.
 *
 *     lab train [--preset NAME | --config FILE] [--student FILE [--head FILE] [--probe FILE]] [--data FOLDER|FILE ... [--resize cover|fit]] [--teacher ID|FILE|FOLDER [--teacher-side N]] [--set path=value ...] [--steps N] [--seed N] [--backend wasm|cpu|webgpu] [--features half-tiles,subgroups] [--save DIR] --out DIR
 *     lab evaluate --student FILE [--head FILE] [--probe FILE] [--preset NAME] [--data FOLDER|FILE ... [--resize cover|fit]] [--teacher ID|FILE|FOLDER [--teacher-side N]] [--set path=value ...] [--seed N] [--backend wasm|cpu|webgpu] [--out DIR]
 *     lab embed [--pack ID | --data FOLDER|FILE ... [--resize cover|fit]] (--student FILE | --teacher ID|FILE|FOLDER [--teacher-side N]) [--split NAME] [--tokens class|all] [--backend ...] --out FILE.npz|FILE.npy
 *     lab export --student FILE --out FILE.onnx|FILE.npz|FILE.json
 *     lab arena --preset NAME --methods a,b,c [--seeds N] [--factor path=v1,v2] [--reference ID] [--jobs N] [--set path=value ...] --out DIR
 *     lab claims [--only 1,3,9] [--preset NAME] [--seeds N] [--reuse DIR ...] [--jobs N] [--set path=value ...] [--report-only] --out DIR
 *     lab publish-claims DIR [--page docs/claims.md] [--site public/results/claims.json]
 *     lab results DIR ... [--out docs/results.md]
 *     lab presets
 *     lab verify [--backend wasm|cpu|webgpu] [--features half-tiles,subgroups]
 *
 * For scripts/bench.mjs and scripts/benchPeer.mjs alone: `lab bench JOB` and `lab bench-numbers CASE DIR` (bench.ts).
 *
 * JSON goes to stdout, progress to stderr. Exit code 2: the command line is wrong; 1: a run failed.
 */
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { parsePathValue } from "../protocol/configPaths.ts";
import { checkConfig } from "../protocol/configRules.ts";
import { withOwnPack } from "../data/ownPack.ts";
import { withOwnTeacher } from "../data/ownTeacher.ts";
import type { ReadFile } from "../data/readFile.ts";
import type { BenchJob } from "../engine/benchJobs.ts";
import { nextTick } from "../engine/nextTick.ts";
import { openPacks } from "../engine/packs.ts";
import type { BroughtFile } from "../protocol/beginning.ts";
import type { RunConfig } from "../protocol/config.ts";
import { EngineError } from "../protocol/engineError.ts";
import type { ResizePolicy } from "../protocol/importing.ts";
import type { BackendChoice, Event } from "../protocol/messages.ts";
import type { PackIndex, PackManifest } from "../protocol/packs.ts";
import { DEFAULT_PRESET, presetById, PRESETS } from "../protocol/presets.ts";
import { readConfigText } from "../protocol/readConfigText.ts";
import { runArena } from "./arena.ts";
import { planArena } from "./arenaPlan.ts";
import { ARENA_WORKER, serveArena, startArenaWorker } from "./arenaWorker.ts";
import { printBenchJob, writeBenchNumbers } from "./bench.ts";
import { planClaims } from "./claims/claimPlan.ts";
import { runClaims } from "./claims/claims.ts";
import { publishClaims } from "./claims/publishClaims.ts";
import { readEmbedding, writeEmbedding } from "./embedding.ts";
import { readEvaluation } from "./evaluation.ts";
import { exportStudent } from "./exportStudent.ts";
import type { GpuFeature } from "../protocol/gpuFeatures.ts";
import { openBackend, openHeadless, wasmFolderOf } from "./headless.ts";
import { nodeReader } from "./nodeReader.ts";
import { importOwnData, ownDataAssignments, readResize } from "./ownData.ts";
import { chooseTeacher, importNetwork, isNetwork } from "./ownTeacher.ts";
import { progressLine } from "./progressLine.ts";
import { writeResults } from "./results.ts";
import { readStudentOptions, refuseForeign } from "./studentOptions.ts";
import { writeWhole } from "./runFile.ts";
import {
  asUsage,
  assignmentsOf,
  changedConfig,
  describeIssues,
  readAssignments,
  readBackend,
  readGpuFeatures,
  readTeacherSide,
  UsageError,
  type Assignment,
} from "./settings.ts";

const USAGE = `usage: npm run --silent lab -- train [--preset NAME | --config FILE] [--student FILE [--head FILE] [--probe FILE]] [--data FOLDER|FILE ... [--resize cover|fit]] [--teacher ID|FILE|FOLDER [--teacher-side N]]
                                     [--set path=value ...] [--steps N] [--seed N]
                                     [--backend wasm|cpu|webgpu] [--features half-tiles,subgroups] [--save DIR] --out DIR
       npm run --silent lab -- evaluate --student FILE [--head FILE] [--probe FILE] [--preset NAME] [--data FOLDER|FILE ... [--resize cover|fit]]
                                        [--teacher ID|FILE|FOLDER [--teacher-side N]] [--set path=value ...] [--seed N] [--backend wasm|cpu|webgpu] [--out DIR]
       npm run --silent lab -- embed [--pack ID | --data FOLDER|FILE ... [--resize cover|fit]] (--student FILE | --teacher ID|FILE|FOLDER [--teacher-side N])
                                     [--split train|validation|test] [--tokens class|all] [--backend wasm|cpu|webgpu] --out FILE.npz|FILE.npy
       npm run --silent lab -- export --student FILE --out FILE.onnx|FILE.npz|FILE.json
       npm run --silent lab -- arena --preset NAME --methods a,b,c [--seeds N] [--factor path=v1,v2] [--reference ID] [--jobs N]
                                     [--set path=value ...] [--steps N] [--backend wasm|cpu|webgpu] --out DIR
       npm run --silent lab -- claims [--only 1,3,9] [--preset NAME] [--seeds N] [--reuse DIR ...] [--jobs N]
                                      [--set path=value ...] [--backend wasm|cpu|webgpu] [--report-only] --out DIR
       npm run --silent lab -- publish-claims DIR [--page docs/claims.md] [--site public/results/claims.json]
       npm run --silent lab -- results DIR ... [--out docs/results.md] [--site public/results]
       npm run --silent lab -- presets
       npm run --silent lab -- verify [--backend wasm|cpu|webgpu] [--features half-tiles,subgroups]`;

type TrainArguments = {
  /** Null: the settings came from a file. */
  preset: string | null;
  config: RunConfig;
  backend: BackendChoice;
  features: GpuFeature[];
  out: string;
  /** Files of the student that the run begins with; absent: its seed draws one. */
  from: BroughtFile[] | undefined;
  /** The site's files, with the pack of own images where there are some. */
  reader: ReadFile;
  /** Where student, head, probe and model card go; absent: nowhere. */
  save?: string | undefined;
};

const root = projectRoot();
const readFile = nodeReader(path.join(root, "public"));
const wasmFolder = wasmFolderOf(root);

try {
  await main(process.argv.slice(2));
  // Dawn and WASM threads would keep Node waiting.
  process.exit();
} catch (cause) {
  const isUsage = cause instanceof UsageError;
  console.error(cause instanceof Error ? cause.message : String(cause));
  if (cause instanceof EngineError && cause.adjustment) {
    console.error(`Add ${assignmentsOf(cause.adjustment)}`);
  }
  if (isUsage) console.error(USAGE);
  else if (!(cause instanceof EngineError) && cause instanceof Error)
    console.error(cause.stack);
  process.exit(isUsage ? 2 : 1);
}

async function main([command, ...rest]: string[]): Promise<void> {
  switch (command) {
    case "presets":
      return printPresets();
    case "verify":
      return verify(rest);
    case "train":
      return train(await readArguments(rest));
    case "evaluate":
      return evaluate(rest);
    case "embed":
      return embed(rest);
    case "export":
      return exportStudent(rest);
    case "arena":
      return arena(rest);
    case "claims":
      return claims(rest);
    case "publish-claims":
      return console.error(`wrote ${publishClaims(rest).join(" and ")}`);
    case "results":
      return console.error(`wrote ${writeResults(rest)}`);
    case "bench":
      return printBenchJob(JSON.parse(rest[0] ?? "{}") as BenchJob, wasmFolder);
    case "bench-numbers":
      return writeBenchNumbers(rest[0] ?? "", rest[1] ?? ".", wasmFolder);
    case ARENA_WORKER:
      return serveArena(root, readBackend(rest[0]), readFile);
    default:
      throw new UsageError(
        `lab: the command must be train, evaluate, embed, export, arena, claims, publish-claims, results, presets or verify, got ${command ?? "nothing"}`,
      );
  }
}

async function presentPacks(reader = readFile): Promise<PackManifest[]> {
  return (await presentIndex(reader)).packs;
}

async function presentIndex(reader: ReadFile): Promise<PackIndex> {
  const { loadPackIndex } = await import("../data/pack.ts");
  return loadPackIndex(reader);
}

/** @throws {UsageError} What makes no sense, with the packs and teachers that are here. */
async function requireSettings(
  config: RunConfig,
  reader: ReadFile,
): Promise<void> {
  const { packs, teachers } = await presentIndex(reader);
  const issues = checkConfig(config, packs, teachers);
  if (issues.length > 0) throw new UsageError(describeIssues(issues));
}

/** A preset is available when every pack it names is here. */
async function printPresets(): Promise<void> {
  const present = new Set((await presentPacks()).map(({ id }) => id));
  const listed = PRESETS.map(({ id, title, config }) => ({
    id,
    title,
    available: [config.data.pack, ...config.data.far].every((pack) =>
      present.has(pack),
    ),
    config,
  }));
  process.stdout.write(`${JSON.stringify(listed, null, 2)}\n`);
}

/** The golden cases on a backend, as the page's "Verify this device". */
async function verify(args: string[]): Promise<void> {
  const { backend, features } = asUsage(() => {
    const options = {
      backend: { type: "string" },
      features: { type: "string" },
    } as const;
    const { values } = parseArgs({ args, options });
    return {
      backend: readBackend(values.backend),
      features: readGpuFeatures(values.features),
    };
  });
  const report = await openBackend(root, backend, features);
  const { verifyDevice } = await import("../engine/golden/verifyDevice.ts");
  const cases = await verifyDevice(report.backend, nextTick);
  process.stdout.write(`${JSON.stringify({ report, cases }, null, 2)}\n`);
  if (cases.some(({ isWithin }) => !isWithin)) process.exitCode = 1;
}

async function readArguments(args: string[]): Promise<TrainArguments> {
  const { values, positionals } = asUsage(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        preset: { type: "string" },
        config: { type: "string" },
        data: { type: "string", multiple: true, default: [] },
        resize: { type: "string" },
        teacher: { type: "string" },
        "teacher-side": { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        steps: { type: "string" },
        seed: { type: "string" },
        backend: { type: "string" },
        features: { type: "string" },
        out: { type: "string" },
        save: { type: "string" },
        student: { type: "string" },
        head: { type: "string" },
        probe: { type: "string" },
      },
    }),
  );
  const { steps, seed, save } = values;
  const brought = await readStudentOptions(values);
  const { preset, base, assignments, backend, features, out, resize } = asUsage(
    () => {
      if (positionals.length > 0 && values.data.length === 0) {
        throw new RangeError(`train: must be options, got ${positionals[0]}`);
      }
      if (values.out === undefined)
        throw new RangeError("--out: must name a folder, got nothing");
      if (values.preset !== undefined && values.config !== undefined) {
        throw new RangeError("--config: must stand without --preset, got both");
      }
      const isOwn =
        brought?.config && values.preset === undefined && !values.config;
      const preset =
        values.config === undefined && !isOwn
          ? (values.preset ?? DEFAULT_PRESET)
          : null;
      const chosen = isOwn
        ? brought.config!
        : preset === null
          ? readConfigFile(values.config!)
          : presetById(preset).config;
      const assignments = readAssignments("--set", values.set);
      refuseForeign(assignments, brought !== null);
      return {
        preset,
        base: brought ? { ...chosen, student: brought.student } : chosen,
        assignments,
        backend: readBackend(values.backend),
        features: readGpuFeatures(values.features),
        out: values.out,
        resize: readResize(values.resize),
      };
    },
  );
  // A shell makes several words of --data *.gz, of which the option takes one.
  const places = [...values.data, ...positionals];
  const { assignments: all, reader } = await fitToBrought(base, assignments, {
    ...{ places, resize, teacher: values.teacher },
    teacherSide: asUsage(() => readTeacherSide(values["teacher-side"])),
  });
  const config = asUsage(() =>
    changedConfig(base, all, {
      ...(steps !== undefined && { steps: parsePathValue(steps) }),
      ...(seed !== undefined && { seed: parsePathValue(seed) }),
    }),
  );
  const from = brought?.files;
  return { preset, config, backend, features, out, save, reader, from };
}

type BroughtParts = {
  /** Of own images. */
  places: readonly string[];
  resize: ResizePolicy;
  teacher: string | undefined;
  teacherSide: number | null;
};

/**
 * Own images and a teacher of one's own among the site's files, and what `base` needs to change for them, before the assignments of the command line.
 *
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 * @throws {UsageError} If there is no such file.
 */
async function fitToBrought(
  base: RunConfig,
  assignments: readonly Assignment[],
  { places, resize, teacher, teacherSide }: BroughtParts,
): Promise<{ assignments: Assignment[]; reader: ReadFile }> {
  const own = places.length > 0 ? await importOwnData(places, resize) : null;
  const fitting = own
    ? ownDataAssignments(base, own.manifest, assignments)
    : [];
  const withImages = own ? withOwnPack(readFile, own) : readFile;
  const { assignments: asked, reader } =
    teacher === undefined
      ? { assignments: [], reader: withImages }
      : await chooseTeacher(
          teacher,
          asUsage(() => changedConfig(base, fitting)),
          ...([assignments, withImages, teacherSide] as const),
        );
  return { assignments: [...fitting, ...asked, ...assignments], reader };
}

/** @throws {RangeError} What is wrong with it, field by field. */
function readConfigFile(file: string): RunConfig {
  if (!existsSync(file)) {
    throw new RangeError(`--config: must be a file, got ${file}`);
  }
  const read = readConfigText(readFileSync(file, "utf8"), null);
  if (read.ok) return read.config;
  throw new RangeError(`--config ${file}: ${describeIssues(read.issues)}`);
}

async function train({
  preset,
  config,
  backend,
  features,
  out,
  reader,
  save,
  from,
}: TrainArguments): Promise<void> {
  await requireSettings(config, reader);
  const headless = await openHeadless(root, backend, reader, features);
  const progress = progressLine();
  const onEvent = (event: Event) => {
    progress.show(event);
    if (event.type === "notice") console.error(event.message);
  };
  const trained = await headless.train(config, onEvent, from);
  const result = { ...trained, preset };
  progress.end();
  const file = path.join(out, "result.json");
  writeWhole(file, `${JSON.stringify(result, null, 1)}\n`);
  if (save !== undefined) {
    const files = await headless.takeHome();
    for (const [name, content] of Object.entries(files)) {
      writeWhole(path.join(save, name), content);
    }
  }
  const { history: _history, ...summary } = result;
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  console.error(`wrote ${file}`);
  if (save !== undefined) {
    console.error(`wrote the student and what belongs to it to ${save}`);
  }
}

/** A student from a file, measured as the run that trained it was. */
async function evaluate(args: string[]): Promise<void> {
  const { backend, networks, probe, student, out, base, seed, ...asked } =
    await readEvaluation(args);
  const { assignments, reader } = await fitToBrought(
    ...([base, asked.assignments, asked] as const),
  );
  const config = asUsage(() => changedConfig(base, assignments, { seed }));
  await requireSettings(config, reader);
  const headless = await openHeadless(root, backend, reader);
  const progress = progressLine();
  const measured = await headless.evaluate(config, networks, probe, (event) => {
    progress.show(event);
    if (event.type === "notice") console.error(event.message);
  });
  progress.end();
  const {
    history: _history,
    updates: _updates,
    timing: _timing,
    ...rest
  } = measured;
  const evaluation = { ...rest, studentFile: student };
  const json = JSON.stringify(evaluation, null, 2);
  if (out !== undefined) {
    const file = path.join(out, "evaluation.json");
    writeWhole(file, `${json}\n`);
    console.error(`wrote ${file}`);
  }
  process.stdout.write(`${json}\n`);
}

/** Features of images, for other programs or as a teacher of one's own. */
async function embed(args: string[]): Promise<void> {
  const asked = readEmbedding(args);
  const { places, packId, resize, backend } = asked;
  const own = places.length > 0 ? await importOwnData(places, resize) : null;
  const withImages = own ? withOwnPack(readFile, own) : readFile;
  const { network, teacherSide } = asked;
  const teacher =
    "teacher" in network && isNetwork(network.teacher)
      ? await importNetwork(network.teacher, teacherSide)
      : null;
  const reader = teacher ? withOwnTeacher(withImages, teacher) : withImages;
  const packs = openPacks(reader, () => {});
  await openBackend(root, backend);
  const pack = await packs.load(own ? own.manifest.id : packId);
  const summary = await writeEmbedding(
    teacher ? { ...asked, network: { teacher: teacher.manifest.id } } : asked,
    pack,
    reader,
  );
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  console.error(`wrote ${asked.out}`);
}

/** A failed run is the exit code's affair, when all others have run. */
async function arena(args: string[]): Promise<void> {
  const plan = planArena(args, os.availableParallelism());
  const packs = await presentPacks();
  for (const { name, config } of plan.runs) {
    const issues = checkConfig(config, packs);
    if (issues.length > 0) {
      throw new UsageError(`${name}: ${describeIssues(issues)}`);
    }
  }
  const { rows, ...summary } = await runArena(plan, (onProgress) =>
    startArenaWorker(plan.backend, onProgress),
  );
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  console.error(
    `wrote ${rows.length} rows to ${path.join(plan.out, "arena.json")} and a table beside it`,
  );
  for (const { method, seed, message } of summary.failures) {
    console.error(`${method}, seed ${seed}, failed: ${message}`);
    process.exitCode = 1;
  }
}

/** As `arena`: a failed run is the exit code's affair, when all others have run. */
async function claims(args: string[]): Promise<void> {
  const plan = planClaims(args, os.availableParallelism());
  const packs = await presentPacks();
  for (const { name, config } of plan.tasks) {
    const issues = checkConfig(config, packs);
    if (issues.length > 0) {
      throw new UsageError(`${name}: ${describeIssues(issues)}`);
    }
  }
  const command = [
    "npm run --silent lab -- claims",
    ...args.filter((arg) => arg !== "--report-only").map(quoted),
  ];
  const { result, failures } = await runClaims(
    plan,
    command.join(" "),
    (onProgress) => startArenaWorker(plan.backend, onProgress),
  );
  const summary = result.claims.map(({ id, verdict, because }) => ({
    ...{ id, verdict, because },
  }));
  process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  console.error(`wrote ${path.join(plan.out, "claims.json")} and claims.md`);
  for (const { name, message } of failures) {
    console.error(`${name} failed: ${message}`);
    process.exitCode = 1;
  }
}

/** As a shell reads it. */
function quoted(text: string): string {
  const isPlain = /^[\w./,=:-]+$/.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The folder of package.json, wherever this bundle lies below it. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error(
        "projectRoot: package.json must lie above this file, found none",
      );
    folder = parent;
  }
  return folder;
}
