/** Which split a source's own names speak of, as an index into `SPLITS`. What they say nothing about is for training. */
import { SPLITS, type Split } from "../../protocol/packs.ts";
import { baseName } from "./sourceFile.ts";

const indexOf = (split: Split) => SPLITS.indexOf(split);

/** At the beginning of a word, as in test-00000.parquet, x_test, Xtest and MNIST's t10k-images: "latest" is no test. */
const TEST = /(^|[^a-z])[xy]?(test|t10k)/i;
/** A word of its own: MedMNIST's val_images, x_valid, validation-00000.parquet. */
const VALIDATION = /(^|[^a-z])[xy]?val(id(ation)?)?(?![a-z])/i;

const TRAIN = /(^|[^a-z])[xy]?train/i;

/** @param name Of an array or a file, without folders. */
export function splitOfName(name: string): number {
  if (TEST.test(name)) return indexOf("test");
  return indexOf(VALIDATION.test(name) ? "validation" : "train");
}

/** @param folders Names of folders above a picture's class, or above a file; one says it exactly: test, val, valid or validation. */
export function splitOfFolders(folders: readonly string[]): number {
  const has = (pattern: RegExp) => folders.some((name) => pattern.test(name));
  if (has(/^test$/i)) return indexOf("test");
  return indexOf(has(/^val(id(ation)?)?$/i) ? "validation" : "train");
}

/** By a file's name or, where that says nothing, by its folders. */
export function splitOfPath(path: string): number {
  const name = baseName(path);
  const split = splitOfName(name);
  if (split !== indexOf("train") || TRAIN.test(name)) return split;
  return splitOfFolders(path.split("/").slice(0, -1));
}
