/** Pictures in folders, a folder for each class. */
import type { ResizePolicy } from "../../protocol/importing.ts";
import {
  checkClassCount,
  checkImageCount,
  type LabelledImages,
} from "./labelledImages.ts";
import { onWhite, type Picture } from "./picture.ts";
import { pictureHeader, type DecodePicture } from "./pictures.ts";
import { unfit, unreadable } from "./refusal.ts";
import { areaResized, RESIZED_SIDE } from "./resize.ts";
import type { SourceFile } from "./sourceFile.ts";

export type PictureOptions = {
  decodePicture: DecodePicture;
  resize: ResizePolicy;
  /** Images so far and in all. */
  onProgress?: (done: number, total: number) => void;
};

const VALUES = RESIZED_SIDE * RESIZED_SIDE * 3;

/**
 * Decodes and shrinks every picture; what is transparent becomes white. Grey throughout, they keep one channel.
 *
 * The class is the folder that a picture lies in; a folder `test` above that one marks its pictures as for testing.
 *
 * @param files Pictures only.
 * @throws {EngineError} As soon as one is damaged, too large, or in no folder.
 */
export async function folderImages(
  name: string,
  files: readonly SourceFile[],
  { decodePicture, resize, onProgress = () => {} }: PictureOptions,
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
  const images = new Uint8Array(n * VALUES);
  let isGrey = true;
  for (const [i, file] of sorted.entries()) {
    const bytes = await file.read();
    const header = pictureHeader(file.path, bytes);
    const picture = await decodePicture(bytes, file.path);
    checkDecoded(file.path, header, picture);
    const rgb = onWhite(picture.rgba);
    const small = areaResized(rgb, { ...header, channels: 3 }, resize);
    isGrey &&= isGreyThroughout(small);
    images.set(small, i * VALUES);
    onProgress(i + 1, n);
  }
  return {
    ...{ height: RESIZED_SIDE, width: RESIZED_SIDE, classTitles },
    channels: isGrey ? 1 : 3,
    names: belowCommonFolder(sorted.map(({ path }) => path)),
    images: isGrey ? images.filter((_, k) => k % 3 === 0) : images,
    labels: Uint8Array.from(titles, (title) => classTitles.indexOf(title)),
    isTest: Uint8Array.from(folders, (parts) =>
      parts.slice(0, -1).some((part) => part.toLowerCase() === "test") ? 1 : 0,
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

function checkDecoded(
  path: string,
  header: { width: number; height: number },
  { width, height, rgba }: Picture,
): void {
  const expected = header.width * header.height * 4;
  if (
    width === header.width &&
    height === header.height &&
    rgba.length === expected
  )
    return;
  throw unreadable(
    path,
    `${header.width} x ${header.height} pixels, as its header says`,
    `${width} x ${height}`,
  );
}

function isGreyThroughout(rgb: Uint8Array): boolean {
  for (let at = 0; at < rgb.length; at += 3) {
    if (rgb[at] !== rgb[at + 1] || rgb[at] !== rgb[at + 2]) return false;
  }
  return true;
}
