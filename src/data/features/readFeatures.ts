/** A file of precomputed features, whatever its format: .npy, .npz, .safetensors or .csv, gzipped or not, or .parquet. */
import { gunzipBounded, isGzip } from "../decoders/inflate.ts";
import { isNpyTexts, npyArray, npyTexts } from "../decoders/npy.ts";
import { firstBytes, unfit, unreadable } from "../decoders/refusal.ts";
import { PARQUET_NAME, type SourceFile } from "../decoders/sourceFile.ts";
import { isZip, zipFiles } from "../decoders/zip.ts";
import { readSafetensorsArrays } from "../formats/safetensors.ts";
import { csvFeatures } from "./csvFeatures.ts";
import {
  checkLength,
  FEATURE_NAMES,
  featureValues,
  ID_NAMES,
  LABEL_NAMES,
  type FeatureArray,
  type Features,
} from "./features.ts";

/** As `lab embed` writes it: the 32 bytes of the pack's images' SHA-256. */
const HASH_NAME = "images_sha256";

/** Named columns of numbers and of texts, as an archive holds them. */
type Arrays = {
  numbers: ReadonlyMap<string, FeatureArray>;
  texts: ReadonlyMap<string, string[]>;
};

/**
 * Reads features, [n, d] or [n, tokens, d], with labels and names of images where the file has them.
 *
 * @param file Told by its ending: .npy, .npz, .safetensors, .csv, each also with .gz behind it; or .parquet, which is read in parts.
 * @throws {EngineError} `import-unreadable`, `import-too-large` or `import-unfit`, naming the file and what must hold.
 */
export async function readFeatures(file: SourceFile): Promise<Features> {
  if (PARQUET_NAME.test(file.path)) {
    const { parquetFeatures } = await import("./parquetFeatures.ts");
    return parquetFeatures(file);
  }
  let bytes = await file.read();
  let name = file.path;
  if (isGzip(bytes)) {
    bytes = gunzipBounded(name, bytes);
    name = name.replace(/\.gz$/i, "");
  }
  if (/\.csv$/i.test(name)) return csvFeatures(name, bytes);
  if (/\.safetensors$/i.test(name)) return safetensorsFeatures(name, bytes);
  if (/\.npy$/i.test(name)) {
    const numbers = new Map([["features", npyArray(name, bytes)]]);
    return namedFeatures(name, { numbers, texts: new Map() });
  }
  if (/\.npz$/i.test(name) && isZip(bytes)) return npzFeatures(name, bytes);
  throw unreadable(
    name,
    "features as .npy, .npz, .safetensors, .csv or .parquet",
    `a file that begins ${firstBytes(bytes)}`,
  );
}

/** Whether `readFeatures` reads a file of this name. */
export const isFeatureFile = (name: string): boolean =>
  PARQUET_NAME.test(name) || /\.(npy|npz|safetensors|csv)(\.gz)?$/i.test(name);

async function npzFeatures(name: string, bytes: Uint8Array): Promise<Features> {
  const numbers = new Map<string, FeatureArray>();
  const texts = new Map<string, string[]>();
  for (const file of zipFiles(name, bytes)) {
    const key = file.path.replace(/\.npy$/i, "").toLowerCase();
    const label = `${name}: ${key}`;
    const content = await file.read();
    if (isNpyTexts(label, content)) texts.set(key, npyTexts(label, content));
    else numbers.set(key, npyArray(label, content));
  }
  return namedFeatures(name, { numbers, texts });
}

function safetensorsFeatures(name: string, bytes: Uint8Array): Features {
  const { arrays, metadata } = readSafetensorsArrays(bytes);
  const numbers = new Map(
    Object.entries(arrays).map(([key, array]) => [key.toLowerCase(), array]),
  );
  const { ids, labels, [HASH_NAME]: hash } = metadata;
  const texts = new Map<string, string[]>();
  if (ids !== undefined) texts.set("ids", textList(`${name}: ids`, ids));
  if (labels !== undefined) {
    texts.set("labels", textList(`${name}: labels`, labels));
  }
  const features = namedFeatures(name, { numbers, texts });
  return hash === undefined ? features : { ...features, imagesSha256: hash };
}

/** Texts in safetensors' metadata: a JSON list. */
function textList(name: string, json: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = null;
  }
  if (Array.isArray(value)) return value.map(String);
  throw unreadable(name, "a JSON list", JSON.stringify(json.slice(0, 40)));
}

function namedFeatures(name: string, { numbers, texts }: Arrays): Features {
  const key =
    FEATURE_NAMES.find((each) => numbers.has(each)) ?? onlyMatrix(numbers);
  if (key === null) {
    const got = [...numbers].map(
      ([each, { shape }]) => `${each} [${shape.join(", ")}]`,
    );
    throw unfit(
      name,
      `a file with an array called ${FEATURE_NAMES.slice(0, 3).join(", ")}, or with one array of rank 2 or 3 alone`,
      got.slice(0, 8).join(", ") || "no array of numbers",
    );
  }
  const label = numbers.size === 1 ? name : `${name}: ${key}`;
  const features = featureValues(label, numbers.get(key)!);
  const column = (names: readonly string[]) => {
    const found = names.find((each) => texts.has(each) || numbers.has(each));
    if (found === undefined) return null;
    const values =
      texts.get(found) ?? Array.from(numbers.get(found)!.values, String);
    checkLength(`${name}: ${found}`, values, features.n);
    return values;
  };
  const hash = numbers.get(HASH_NAME);
  return {
    ...features,
    ...{ labels: column(LABEL_NAMES), ids: column(ID_NAMES) },
    imagesSha256: hash ? hexOf(hash.values) : null,
  };
}

function onlyMatrix(numbers: Arrays["numbers"]): string | null {
  const found = [...numbers].filter(
    ([key, { shape }]) =>
      (shape.length === 2 || shape.length === 3) && !LABEL_NAMES.includes(key),
  );
  return found.length === 1 ? found[0]![0] : null;
}

const hexOf = (bytes: ArrayLike<number>) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
