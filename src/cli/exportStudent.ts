/** `lab export`: a student's file in another format. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { writeNpz } from "../data/formats/npy.ts";
import {
  readTakenStudent,
  type TakenStudent,
} from "../engine/broughtStudent.ts";
import { takenOnnx, takenParameters } from "../engine/takeHome.ts";
import { writeWhole } from "./runFile.ts";
import { asUsage } from "./settings.ts";

/** @throws {UsageError} If an option or the file is wrong. */
export async function exportStudent(args: string[]): Promise<void> {
  const { out, taken } = asUsage(() => {
    const { values } = parseArgs({
      args,
      options: { student: { type: "string" }, out: { type: "string" } },
    });
    const { student, out } = values;
    if (student === undefined) {
      throw new RangeError(
        "--student: must name a student.safetensors, got nothing",
      );
    }
    if (out === undefined || !/\.(onnx|npz)$/.test(out)) {
      throw new RangeError(
        `--out: must end in .onnx or .npz, got ${out ?? "nothing"}`,
      );
    }
    return { out, taken: readTakenStudent(readFileSync(student)) };
  });
  writeWhole(
    out,
    out.endsWith(".onnx") ? takenOnnx(taken) : await npzOf(taken),
  );
  console.error(`wrote ${out}`);
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
