/** The command line of `lab evaluate`, and the files that it names. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readHeadFile, readTakenStudent } from "../engine/takeHome.ts";
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
} from "./settings.ts";

type EvaluationArguments = {
  /** What is measured, and on what: the run that trained the student, a preset, or one of them changed. */
  config: RunConfig;
  backend: BackendChoice;
  networks: SavedNetworks;
  /** The file's path. */
  student: string;
  /** In place of the config's: a bundled one's id, or a file. */
  teacher: string | undefined;
  out: string | undefined;
};

/**
 * Without a preset, data and measures are those of the run that trained the student; sizes are the student's own in any case.
 *
 * @throws {UsageError} If an option, a setting or a file is wrong.
 */
export function readEvaluation(args: string[]): EvaluationArguments {
  return asUsage(() => {
    const { values } = parseArgs({
      args,
      options: {
        student: { type: "string" },
        head: { type: "string" },
        preset: { type: "string" },
        teacher: { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        seed: { type: "string" },
        backend: { type: "string" },
        out: { type: "string" },
      },
    });
    const { student, head, preset, seed, out } = values;
    if (student === undefined) {
      throw new RangeError(
        "--student: must name a student.safetensors, got nothing",
      );
    }
    const taken = readTakenStudent(readFileSync(student));
    const base =
      preset === undefined ? taken.config : presetById(preset).config;
    if (!base) {
      throw new RangeError(
        `--preset: must be given, for ${student} does not say by which config it was trained`,
      );
    }
    const { image: _image, ...sizes } = taken.sizes;
    const assignments = readAssignments("--set", values.set);
    const foreign = assignments.find(([path]) => path.startsWith("student."));
    if (foreign) {
      throw new RangeError(
        `--set: ${foreign[0]} is the file's own, got ${String(foreign[1])}`,
      );
    }
    return {
      config: changedConfig({ ...base, student: sizes }, assignments, {
        ...(seed !== undefined && { seed: parsePathValue(seed) }),
      }),
      backend: readBackend(values.backend),
      networks: {
        student: taken.student,
        ...(head !== undefined && { head: readHeadFile(readFileSync(head)) }),
      },
      ...{ student, out, teacher: values.teacher },
    };
  });
}
