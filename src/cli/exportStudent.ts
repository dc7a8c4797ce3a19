/** `lab export`: a student's file in another format. */
import path from "node:path";
import { parseArgs } from "node:util";
import { writeNpz } from "../data/formats/npy.ts";
import type { TakenStudent } from "../engine/broughtStudent.ts";
import { takenOnnx, takenParameters, takenTfjs } from "../engine/takeHome.ts";
import { writeWhole } from "./runFile.ts";
import { asUsage } from "./settings.ts";
import { readStudentFiles } from "./studentOptions.ts";

/** @throws {UsageError} If an option or the file is wrong. */
export async function exportStudent(args: string[]): Promise<void> {
  const { student, out } = asUsage(() => {
    const { values } = parseArgs({
      args,
      options: { student: { type: "string" }, out: { type: "string" } },
    });
    const { student, out } = values;
    if (student === undefined) {
      throw new RangeError(
        "--student: must name a student's file, got nothing",
      );
    }
    if (out === undefined || !/\.(onnx|npz|json)$/.test(out)) {
      throw new RangeError(
        `--out: must end in .onnx, .npz or .json, got ${out ?? "nothing"}`,
      );
    }
    return { student, out };
  });
  const { taken } = await readStudentFiles(student);
  if (out.endsWith(".json")) return writeTfjs(out, taken);
  writeWhole(
    out,
    out.endsWith(".onnx") ? takenOnnx(taken) : await npzOf(taken),
  );
  console.error(`wrote ${out}`);
}

/** The weights lie beside the JSON that names them. */
function writeTfjs(out: string, taken: TakenStudent): void {
  const model = path.basename(out);
  const weights = model.replace(/json$/, "bin");
  const files = takenTfjs(taken, { model, weights });
  for (const [name, content] of Object.entries(files)) {
    writeWhole(path.join(path.dirname(out), name), content);
  }
  console.error(`wrote ${out}, and its weights beside it`);
}

/** Every parameter as an array, under DINOv2's name and in PyTorch's layout. */
async function npzOf(taken: TakenStudent): Promise<Uint8Array> {
  const arrays = Object.entries(takenParameters(taken)).map(
    ([name, { shape, values }]) =>
      [name, { type: "<f4", shape, parts: [values] }] as const,
  );
  const parts: Uint8Array[] = [];
  await writeNpz(Object.fromEntries(arrays), (bytes) =>
    parts.push(bytes.slice()),
  );
  return Buffer.concat(parts);
}
