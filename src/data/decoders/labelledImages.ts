/** What every decoder of a data set gives. */
import { IMPORT_LIMITS } from "./importLimits.ts";
import { tooLarge, unfit, unreadable } from "./refusal.ts";

export type LabelledImages = {
  height: number;
  width: number;
  /** 1 or 3. */
  channels: number;
  /** [n, height, width, channels], 0 to 255. */
  images: Uint8Array;
  /** [n], index into `classTitles`. */
  labels: Uint8Array;
  classTitles: string[];
  /** [n], index into `SPLITS`: what the source itself says that the image is for, or training. */
  splits: Uint8Array;
  /** [n], paths of the pictures below the folder that they share; absent where they came in an array. */
  names?: readonly string[];
};

/** Fewer would not fill train, validation and test. */
const FEWEST_CLASSES = 2;

/** @throws {EngineError} `import-too-large` over the limit, `import-unfit` for none. */
export function checkImageCount(name: string, n: number): void {
  if (n > IMPORT_LIMITS.images) {
    throw tooLarge(name, `at most ${IMPORT_LIMITS.images} images`, `${n}`);
  }
  if (n === 0) throw unfit(name, "at least one image", "none");
}

/** @throws {EngineError} `import-too-large` or `import-unfit`. */
export function checkClassCount(name: string, classes: number): void {
  if (classes > IMPORT_LIMITS.classes) {
    throw tooLarge(
      name,
      `at most ${IMPORT_LIMITS.classes} classes`,
      `${classes}`,
    );
  }
  if (classes < FEWEST_CLASSES) {
    throw unfit(name, `at least ${FEWEST_CLASSES} classes`, `${classes}`);
  }
}

/**
 * Labels as bytes, from numbers of any kind.
 *
 * @throws {EngineError} `import-unreadable` for a label that is not an integer from 0 to 255.
 */
export function labelBytes(
  name: string,
  values: ArrayLike<number>,
): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (
      !Number.isInteger(value) ||
      value < 0 ||
      value >= IMPORT_LIMITS.classes
    ) {
      throw unreadable(
        name,
        `labels that are integers from 0 to ${IMPORT_LIMITS.classes - 1}`,
        `${value} at position ${i}`,
      );
    }
    out[i] = value;
  }
  return out;
}

/** Titles of classes that only have a number. */
export function numberedClasses(labels: Uint8Array): string[] {
  const most = labels.reduce((max, label) => Math.max(max, label), 0);
  return Array.from({ length: most + 1 }, (_, i) => `Class ${i}`);
}
