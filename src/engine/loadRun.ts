/** Fetches what a run is made of, images and teacher side by side. What a GPU will run is compiled as soon as the teacher is there, while images still come. */
import type { Parts } from "../cospress/method.ts";
import type { ReadFile } from "../data/readFile.ts";
import { trainingLabels } from "../data/splits.ts";
import { compileAhead } from "../kernels/gpuKernel.ts";
import { loadTeacher } from "../models/loadTeacher.ts";
import { tokenGrid } from "../models/studentSizes.ts";
import type { Teacher } from "../models/teacher.ts";
import type { RunConfig } from "../protocol/config.ts";
import type { Packs } from "./packs.ts";
import { loadRunData, type RunData } from "./runData.ts";
import type { RunMemory } from "./runMemory.ts";
import { rehearseTeacher } from "./teacherTokens.ts";
import { createTrainer, studentSizes } from "./trainer.ts";

export type LoadOptions = {
  config: RunConfig;
  /** The networks that steps change. */
  parts: Parts;
  packs: Pick<Packs, "index" | "load">;
  readFile: ReadFile;
  memory: RunMemory;
  /** Whether the present backend is a GPU that compiles beside the page. */
  compiles: boolean;
  /** Called as soon as the images are there. */
  onImages: (data: RunData) => void;
  /** Bytes of the teacher, so far and in all. */
  onTeacherBytes: (done: number, total: number) => void;
  /** Awaited when the images are there; a rejection gives the run up. */
  pause: () => Promise<void>;
};

/**
 * @returns Data and teacher; the teacher is the caller's to dispose. Nothing compiles any more, whether it succeeds or fails.
 * @throws {EngineError} As `loadRunData` and `loadTeacher`.
 */
export async function loadRun(
  options: LoadOptions,
): Promise<{ data: RunData; teacher: Teacher }> {
  const loading = readyTeacher(options);
  // Its failure is told when the images are there.
  loading.catch(() => {});
  try {
    const { config, packs, memory, onImages, pause } = options;
    const data = await loadRunData(config, packs, memory);
    onImages(data);
    await pause();
    return { data, teacher: await loading };
  } catch (cause) {
    await loading.then(
      (teacher) => teacher.dispose(),
      () => {},
    );
    throw cause;
  }
}

async function readyTeacher(options: LoadOptions): Promise<Teacher> {
  const { config, readFile, onTeacherBytes, compiles } = options;
  const teacher = await loadTeacher(
    config.teacher.id,
    readFile,
    onTeacherBytes,
  );
  if (compiles) await compileRun(teacher, options);
  return teacher;
}

/** Has all pipelines compiled at once, so that neither the first images nor the first step wait for one after the other. */
async function compileRun(
  teacher: Teacher,
  { config, packs, parts }: LoadOptions,
): Promise<void> {
  const { pack, heldOut } = config.data;
  const manifest = (await packs.index()).packs.find(({ id }) => id === pack);
  // Then loading the images says so.
  if (!manifest) return;
  const classes = trainingLabels(manifest.classes, heldOut).length;
  const hasPatchTokens = teacher.grid > 0;
  const grid = hasPatchTokens ? tokenGrid(studentSizes(config)) : 0;
  const { width } = teacher;
  const rehearsing = createTrainer(config, width, classes, hasPatchTokens);
  try {
    await compileAhead(() => {
      rehearseTeacher(teacher, grid);
      const { optimiser, method } = config;
      rehearsing.rehearse(optimiser.batchSize, method, parts);
    });
  } catch {
    // Then they are compiled when they are used; an error that matters comes up there.
  } finally {
    rehearsing.dispose();
  }
}
