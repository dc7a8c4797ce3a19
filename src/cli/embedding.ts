/** The command line of `lab embed`, and the file that it writes. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  byteCount,
  checkWritten,
  npyHeader,
  valueBytes,
  writeNpz,
} from "../data/formats/npy.ts";
import type { Pack } from "../data/pack.ts";
import type { ReadFile } from "../data/readFile.ts";
import {
  embedded,
  studentEmbedder,
  teacherEmbedder,
  type Embedder,
} from "../engine/embedPack.ts";
import { BUNDLED_TEACHERS } from "../protocol/config.ts";
import type { ResizePolicy } from "../protocol/importing.ts";
import type { BackendChoice } from "../protocol/messages.ts";
import { SPLITS, type Split } from "../protocol/packs.ts";
import { readResize } from "./ownData.ts";
import { isNetwork } from "./ownTeacher.ts";
import { asUsage, readBackend, readTeacherSide } from "./settings.ts";
import { readStudentFiles } from "./studentOptions.ts";

export type EmbeddingArguments = {
  /** Own images; empty: those of `packId`. */
  places: readonly string[];
  packId: string;
  resize: ResizePolicy;
  network: { student: string } | { teacher: string };
  /** Pixels each way that an ONNX network sees; null: what suits it. */
  teacherSide: number | null;
  /** Null: all, one after the other. */
  split: Split | null;
  /** Of each image: the class token, or patches behind it. */
  tokens: "class" | "all";
  backend: BackendChoice;
  out: string;
};

/** @throws {UsageError} */
export function readEmbedding(args: string[]): EmbeddingArguments {
  return asUsage(() => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: "string", multiple: true, default: [] },
        pack: { type: "string" },
        resize: { type: "string" },
        student: { type: "string" },
        teacher: { type: "string" },
        "teacher-side": { type: "string" },
        split: { type: "string" },
        tokens: { type: "string", default: "class" },
        backend: { type: "string" },
        out: { type: "string" },
      },
    });
    const places = [...values.data, ...positionals];
    const { pack, student, teacher, out } = values;
    if (places.length > 0 === (pack !== undefined)) {
      throw new RangeError(
        `--data, --pack: one of them must say which images, got ${pack === undefined ? "neither" : "both"}`,
      );
    }
    if ((student === undefined) === (teacher === undefined)) {
      throw new RangeError(
        `--student, --teacher: one of them must say which network, got ${student === undefined ? "neither" : "both"}`,
      );
    }
    if (out === undefined || !/\.np[yz]$/.test(out)) {
      throw new RangeError(
        `--out: must end in .npz or .npy, got ${out ?? "nothing"}`,
      );
    }
    return {
      ...{ places, packId: pack ?? "", resize: readResize(values.resize), out },
      network:
        student === undefined
          ? { teacher: readTeacher(teacher!) }
          : { student },
      teacherSide: readTeacherSide(values["teacher-side"]),
      split: values.split ? oneOf("--split", SPLITS, values.split) : null,
      tokens: oneOf("--tokens", ["class", "all"] as const, values.tokens),
      backend: readBackend(values.backend),
    };
  });
}

const readTeacher = (text: string): string =>
  isNetwork(text) ? text : oneOf("--teacher", BUNDLED_TEACHERS, text);

function oneOf<T extends string>(
  option: string,
  allowed: readonly T[],
  text: string,
): T {
  const found = allowed.find((each) => each === text);
  if (found !== undefined) return found;
  throw new RangeError(
    `${option}: must be ${allowed.join(" or ")}, got ${text}`,
  );
}

async function openEmbedder(
  network: EmbeddingArguments["network"],
  readFile: ReadFile,
): Promise<Embedder> {
  if ("teacher" in network) return teacherEmbedder(network.teacher, readFile);
  const { taken } = await readStudentFiles(network.student);
  const { student, sizes } = taken;
  return studentEmbedder(student, sizes);
}

/**
 * Embeds a pack's images, a batch at a time, straight to the file.
 *
 * npz: `tokens` [n, d] or [n, tokens, d], `labels` [n], `split` [n] (0 train, 1 validation, 2 test), and `images_sha256` [32], which says of what images they are.
 * npy: the tokens alone.
 *
 * @param pack Its images keep their order.
 * @returns What stands in the file.
 */
export async function writeEmbedding(
  { network, split, tokens, out }: EmbeddingArguments,
  pack: Pack,
  readFile: ReadFile,
) {
  const { manifest } = pack;
  const chosen = SPLITS.filter((name) => split === null || name === split);
  const indices = Uint32Array.from(
    chosen.flatMap((name) => {
      const { start, end } = pack.splitRange(name);
      return Array.from({ length: end - start }, (_, i) => start + i);
    }),
  );
  const splitOf = chosen.flatMap((name) =>
    Array<number>(manifest.counts[name]).fill(SPLITS.indexOf(name)),
  );
  const embedder = await openEmbedder(network, readFile);
  const n = indices.length;
  const kept = tokens === "class" ? 1 : embedder.tokens;
  const shape = kept === 1 ? [n, embedder.width] : [n, kept, embedder.width];
  mkdirSync(path.dirname(out), { recursive: true });
  const file = openSync(out, "w");
  const write = (bytes: Uint8Array) => void writeSync(file, bytes);
  const parts = embedded(pack, indices, embedder, kept);
  try {
    if (out.endsWith(".npy")) {
      write(npyHeader("<f4", shape));
      let written = 0;
      for await (const part of parts) {
        written += part.byteLength;
        write(valueBytes(part));
      }
      checkWritten("tokens", byteCount("<f4", shape), written);
    } else {
      const labels = Uint8Array.from(indices, (i) => pack.labels[i]!);
      const sha256 = Uint8Array.from(
        Buffer.from(manifest.files.images.sha256, "hex"),
      );
      await writeNpz(
        {
          tokens: { type: "<f4", shape, parts },
          labels: { type: "|u1", shape: [n], parts: [labels] },
          split: { type: "|u1", shape: [n], parts: [Uint8Array.from(splitOf)] },
          images_sha256: { type: "|u1", shape: [32], parts: [sha256] },
        },
        write,
      );
    }
  } finally {
    closeSync(file);
    embedder.dispose();
  }
  const { id, classes, counts, files } = manifest;
  return {
    ...{ file: out, shape, network, pack: id, classes },
    images: Object.fromEntries(chosen.map((name) => [name, counts[name]])),
    imagesSha256: files.images.sha256,
  };
}
