import { encode as encodeJpeg } from "jpeg-js";
import { expect, test } from "vitest";
import { nodePictures } from "../../cli/nodePictures.ts";
import { EngineError } from "../../protocol/engineError.ts";
import { seededRng } from "../../tensor/rng.ts";
import { importImages } from "../importImages.ts";
import { malformedFiles } from "./malformed.fixture.ts";
import type { SourceFile } from "./sourceFile.ts";

/** So many are promised. */
const FEWEST_MALFORMED = 40;

const rng = seededRng(7, "malformed files");
const noise = (length: number) =>
  Uint8Array.from({ length }, () => rng.intBelow(256));
const jpegOf = (side: number) =>
  encodeJpeg({ width: side, height: side, data: noise(side * side * 4) }, 60)
    .data;

const corpus = malformedFiles(rng, jpegOf(40));

const imported = (files: readonly SourceFile[]) =>
  importImages("mine", files, { decodePicture: nodePictures, resize: "cover" });

async function refusal(files: readonly SourceFile[]): Promise<unknown> {
  try {
    await imported(files);
    return null;
  } catch (cause) {
    return cause;
  }
}

test.each(corpus)("refuses $title", async ({ files, code, says }) => {
  const cause = await refusal(files);
  expect(cause).toBeInstanceOf(EngineError);
  expect((cause as EngineError).message).toContain(says);
  expect((cause as EngineError).code).toBe(code);
});

/** What a message says without the names of files and of what lies in them. */
function withoutNames(message: string, files: readonly SourceFile[]): string {
  const names = files.map(({ path }) => path);
  const parts = names.flatMap((name) => [name, name.split("/").at(-1)!]);
  return parts
    .reduce((text, name) => text.replaceAll(name, "<file>"), message)
    .replaceAll(/the name "[^"]*"/g, "the name <name>");
}

test("has a message of its own for each of at least 40, whatever the file is called", async () => {
  expect(corpus.length).toBeGreaterThanOrEqual(FEWEST_MALFORMED);
  const titles = new Map<string, string>();
  for (const { title, files } of corpus) {
    const { message } = (await refusal(files)) as Error;
    const said = withoutNames(message, files);
    expect(`${title}: ${titles.get(said) ?? "alone"} says ${said}`).toBe(
      `${title}: alone says ${said}`,
    );
    titles.set(said, title);
  }
});
