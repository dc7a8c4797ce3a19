/** Files that somebody brought become a teacher: one ONNX file, or a folder as Hugging Face has it. */
import type { ModelChoice, ModelPreview } from "../../protocol/importing.ts";
import { IMPORT_LIMITS } from "../decoders/importLimits.ts";
import { tooLarge, unfit, unreadable } from "../decoders/refusal.ts";
import { baseName, type SourceFile } from "../decoders/sourceFile.ts";
import type { OwnTeacherFiles } from "../ownTeacher.ts";
import { readPreprocessorConfig } from "./preprocessorConfig.ts";
import { tryNetwork } from "./tryNetwork.ts";

const CONFIG_NAME = "preprocessor_config.json";

/** Whether `bringNetwork` has a use for a file of this name. */
export const isNetworkFile = (path: string): boolean =>
  /\.onnx$/i.test(path) ||
  /\.onnx[._]data$/i.test(path) ||
  baseName(path) === CONFIG_NAME;

/** Full precision first, then half; the others are quantised. */
const ORDER = [/(^|\/)model\.onnx$/i, /fp16\.onnx$/i];

/**
 * @param choice `model` null: full precision, where there are several.
 * @param url Where the network was fetched from; absent: somebody had the files.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`.
 */
export async function bringNetwork(
  files: readonly SourceFile[],
  choice: ModelChoice,
  url?: string,
): Promise<{ preview: ModelPreview; teacher: OwnTeacherFiles }> {
  const rank = ({ path }: SourceFile) => {
    const at = ORDER.findIndex((pattern) => pattern.test(path));
    return at < 0 ? ORDER.length : at;
  };
  const models = files
    .filter(({ path }) => /\.onnx$/i.test(path))
    .toSorted(
      (a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path, "en"),
    );
  const model = models.find(({ path }) => path === choice.model) ?? models[0];
  if (!model) {
    throw unfit(
      files[0]?.path ?? "files",
      "or hold a network as an ONNX file (.onnx)",
      files.length === 1 ? "a file of another name" : `${files.length} others`,
    );
  }
  checkWeightsInside(model, files);
  if (model.size > IMPORT_LIMITS.modelBytes) {
    throw tooLarge(
      model.path,
      `a network of at most ${IMPORT_LIMITS.modelBytes} bytes`,
      `${model.size}`,
    );
  }
  const settings = files
    .filter(({ path }) => baseName(path) === CONFIG_NAME)
    .toSorted((a, b) => a.path.length - b.path.length)[0];
  const config =
    settings &&
    readPreprocessorConfig(
      settings.path,
      new TextDecoder().decode(await settings.read()),
    );
  const { sides, msPerImage, ...teacher } = await tryNetwork(
    {
      ...{ name: model.path, title: titleOf(model.path), url },
      bytes: new Uint8Array(await model.read()),
    },
    config ?? null,
    choice,
  );
  const preview = {
    manifest: teacher.manifest,
    models: models.map(({ path, size }) => ({ path, bytes: size })),
    model: model.path,
    ...{ sides, msPerImage },
  };
  return { preview, teacher };
}

function checkWeightsInside(
  { path }: SourceFile,
  files: readonly SourceFile[],
): void {
  const beside = files.find(
    (file) => file.path === `${path}_data` || file.path === `${path}.data`,
  );
  if (!beside) return;
  throw unreadable(
    path,
    "an ONNX file with its weights inside (onnx.save with save_as_external_data=False)",
    `weights in ${baseName(beside.path)}`,
  );
}

/** `dinov2-small/onnx/model_fp16.onnx` is "dinov2-small fp16". */
function titleOf(path: string): string {
  const base = baseName(path).replace(/\.onnx$/i, "");
  const folder = path
    .split("/")
    .slice(0, -1)
    .findLast((part) => part !== "onnx");
  const kind = /^model(?:_(.+))?$/i.exec(base);
  if (!kind || folder === undefined) return base;
  return kind[1] === undefined ? folder : `${folder} ${kind[1]}`;
}
