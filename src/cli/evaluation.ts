/** The command line of `lab evaluate`, and the files that it names. */
import { parseArgs } from "node:util";
import { OWN_PACK_ID } from "../data/ownPack.ts";
import type { SavedProbe } from "../engine/probeFile.ts";
import type { SavedNetworks } from "../engine/trainer.ts";
import type { RunConfig } from "../protocol/config.ts";
import { parsePathValue } from "../protocol/configPaths.ts";
import type { ResizePolicy } from "../protocol/importing.ts";
import type { BackendChoice } from "../protocol/messages.ts";
import { presetById } from "../protocol/presets.ts";
import { readResize } from "./ownData.ts";
import {
  asUsage,
  readAssignments,
  readBackend,
  readTeacherSide,
  type Assignment,
} from "./settings.ts";
import { readStudentOptions, refuseForeign } from "./studentOptions.ts";

type EvaluationArguments = {
  /** What is measured, and on what: the run that trained the student, or a preset. */
  base: RunConfig;
  /** What of it is changed. */
  assignments: Assignment[];
  /** Absent: its own. */
  seed: unknown;
  /** Of own images; none: those of the site. */
  places: string[];
  resize: ResizePolicy;
  backend: BackendChoice;
  networks: SavedNetworks;
  probe: SavedProbe | null;
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
  const { values, positionals } = asUsage(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        student: { type: "string" },
        head: { type: "string" },
        probe: { type: "string" },
        preset: { type: "string" },
        data: { type: "string", multiple: true, default: [] },
        resize: { type: "string" },
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
    if (positionals.length > 0 && values.data.length === 0) {
      throw new RangeError(`evaluate: must be options, got ${positionals[0]}`);
    }
    if (!brought) {
      throw new RangeError(
        "--student: must name a student's file (.safetensors, .onnx, .json) or the page's archive, got nothing",
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
    const places = [...values.data, ...positionals];
    const isElsewhere = assignments.some(([field]) => field === "data.pack");
    if (base.data.pack === OWN_PACK_ID && places.length === 0 && !isElsewhere) {
      throw new RangeError(
        "--data: must name the images of one's own that the student was trained on, or --preset other ones, got nothing",
      );
    }
    return {
      base: { ...base, student: brought.student },
      ...{ assignments, places },
      resize: readResize(values.resize),
      seed: seed === undefined ? undefined : parsePathValue(seed),
      backend: readBackend(values.backend),
      networks: brought.networks,
      probe: brought.probe,
      ...{ student, out, teacher: values.teacher },
      teacherSide: readTeacherSide(values["teacher-side"]),
    };
  });
}
