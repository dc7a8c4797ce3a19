/** Pictures in folders, a folder for each class. */
import {
  checkClassCount,
  checkImageCount,
  type LabelledImages,
} from "./labelledImages.ts";
import { unfit } from "./refusal.ts";
import { splitOfFolders } from "./saidSplit.ts";
import { shrinkPictures, type PictureOptions } from "./shrinkPictures.ts";
import type { SourceFile } from "./sourceFile.ts";

/**
 * Decodes and shrinks every picture; what is transparent becomes white. Grey throughout, they keep one channel.
 *
 * The class is the folder that a picture lies in; a folder `test`, `val` or `validation` above that one says what its pictures are for.
 *
 * @param files Pictures only.
 * @throws {EngineError} As soon as one is damaged, too large, or in no folder.
 */
export async function folderImages(
  name: string,
  files: readonly SourceFile[],
  options: PictureOptions,
): Promise<LabelledImages> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const folders = sorted.map(({ path }) => path.split("/").slice(0, -1));
  const titles = folders.map((parts, i) => {
    const title = parts.at(-1);
    if (title !== undefined) return title;
    throw unfit(
      sorted[i]!.path,
      "in a folder named after its class",
      "a picture outside any folder",
    );
  });
  const classTitles = [...new Set(titles)].sort();
  const n = sorted.length;
  checkImageCount(name, n);
  checkClassCount(name, classTitles.length);
  const shrunk = shrinkPictures(n, options);
  for (const file of sorted) await shrunk.add(file.path, await file.read());
  return {
    ...shrunk.images(),
    classTitles,
    names: belowCommonFolder(sorted.map(({ path }) => path)),
    labels: Uint8Array.from(titles, (title) => classTitles.indexOf(title)),
    splits: Uint8Array.from(folders, (parts) =>
      splitOfFolders(parts.slice(0, -1)),
    ),
  };
}

/** Paths from the folder on that all pictures lie in, whether it was brought itself or what is in it: `cats/1.png`. */
function belowCommonFolder(paths: readonly string[]): readonly string[] {
  const tops = new Set(paths.map((path) => path.split("/")[0]));
  const isInside = paths.every((path) => path.split("/").length > 2);
  if (tops.size !== 1 || !isInside) return paths;
  return belowCommonFolder(paths.map((path) => path.replace(/^[^/]*\//, "")));
}
