/** The command line of `lab evaluate`, and the files that it names. */
import { parseArgs } from "node:util";
import type { SavedNetworks } from "../engine/trainer.ts";
import type { RunConfig } from "../protocol/config.ts";
import { parsePathValue } from "../protocol/configPaths.ts";
import type { BackendChoice } from "../protocol/messages.ts";
import { presetById } from "../protocol/presets.ts";
import {
  asUsage,
  changedConfig,
  readAssignments,
  readBackend,
  readTeacherSide,
} from "./settings.ts";
import { readStudentOptions, refuseForeign } from "./studentOptions.ts";

type EvaluationArguments = {
  /** What is measured, and on what: the run that trained the student, a preset, or one of them changed. */
  config: RunConfig;
  backend: BackendChoice;
  networks: SavedNetworks;
  /** The file's path. */
  student: string;
  /** In place of the config's: a bundled one's id, a file or a folder. */
  teacher: string | undefined;
  /** Pixels each way that an ONNX network sees; null: what suits it. */
  teacherSide: number | null;
  out: string | undefined;
};

/**
 * Without a preset, data and measures are those of the run that trained the student; sizes are the student's own in any case.
 *
 * @throws {UsageError} If an option, a setting or a file is wrong.
 */
export async function readEvaluation(
  args: string[],
): Promise<EvaluationArguments> {
  const { values } = asUsage(() =>
    parseArgs({
      args,
      options: {
        student: { type: "string" },
        head: { type: "string" },
        preset: { type: "string" },
        teacher: { type: "string" },
        "teacher-side": { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        seed: { type: "string" },
        backend: { type: "string" },
        out: { type: "string" },
      },
    }),
  );
  const { student = "", preset, seed, out } = values;
  const brought = await readStudentOptions(values);
  return asUsage(() => {
    if (!brought) {
      throw new RangeError(
        "--student: must name a student.safetensors, got nothing",
      );
    }
    const base =
      preset === undefined ? brought.config : presetById(preset).config;
    if (!base) {
      throw new RangeError(
        `--preset: must be given, for ${student} does not say by which config it was trained`,
      );
    }
    const assignments = readAssignments("--set", values.set);
    refuseForeign(assignments, true);
    return {
      config: changedConfig(
        { ...base, student: brought.student },
        assignments,
        { ...(seed !== undefined && { seed: parsePathValue(seed) }) },
      ),
      backend: readBackend(values.backend),
      networks: brought.networks,
      ...{ student, out, teacher: values.teacher },
      teacherSide: readTeacherSide(values["teacher-side"]),
    };
  });
}
