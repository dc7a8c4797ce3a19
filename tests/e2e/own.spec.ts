/** What a visitor brings along and takes home: own images, kept and trained on; the student, results and pictures as files. */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { unzipSync } from "fflate";
import { expect, test, type Page } from "@playwright/test";
import { pngOf, zipOf } from "../../src/data/decoders/files.fixture.ts";
import {
  lists,
  parquetOf,
  texts,
} from "../../src/data/decoders/parquet.fixture.ts";
import { LabPage, labPath } from "./labPage.ts";

const SMALL = {
  "data.images": 64,
  "student.width": 16,
  "student.depth": 1,
  "student.heads": 2,
  "optimiser.batchSize": 16,
  "optimiser.steps": 40,
  "optimiser.warmupSteps": 1,
};

/** Stripes across, down and slanted, 50 of each, in different greens. */
const stripes = zipOf(
  Object.fromEntries(
    ["across", "down", "slanted"].flatMap((title, k) =>
      Array.from({ length: 50 }, (_, i) => {
        const isLit = (x: number, y: number) =>
          [x, y, x + y][k]! % (4 + (i % 5)) < 3;
        const picture = pngOf(40, 36, (x, y) =>
          isLit(x, y) ? [i, 5 * i, k] : [255, 255, 255],
        );
        return [`stripes/${title}/${i}.png`, picture];
      }),
    ),
  ),
);

/** A row for each of the first pictures, named by its path, as parquet. */
function vectors(count: number): Buffer {
  const paths = ["across", "down", "slanted"]
    .flatMap((title) =>
      Array.from({ length: 50 }, (_, i) => `${title}/${i}.png`),
    )
    .slice(0, count);
  const rows = paths.map((_, i) => [Math.sin(i), Math.cos(i), i / 150]);
  return Buffer.from(
    parquetOf({
      path: texts("path", paths),
      embedding: lists("embedding", rows),
    }),
  );
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .include("dialog[open]")
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.html}`),
  );
}

async function saved(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    press(),
  ]);
  const bytes = new Uint8Array(readFileSync(await download.path()));
  return { name: download.suggestedFilename(), bytes };
}
const textOf = (bytes: Uint8Array | undefined) =>
  new TextDecoder().decode(bytes);

test("own images are refused or kept, trained on after a reload, and the student goes home", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(labPath("wasm", SMALL));
  await lab.takeStep();

  // A refusal says why, and the run goes on.
  await lab.button("Own images").click();
  const files = page.getByLabel("Files of images");
  const text = Buffer.from("not a picture");
  await files.setInputFiles([
    { name: "cat.png", mimeType: "image/png", buffer: text },
  ]);
  await expect(page.getByRole("alert")).toContainText(
    "cat.png: must be in a folder named after its class",
  );
  const buffer = Buffer.from(stripes);
  await files.setInputFiles([
    { name: "stripes.zip", mimeType: "application/zip", buffer },
  ]);
  const read = page.getByRole("region", { name: "What was read" });
  await expect(read).toContainText("150 images of 32 x 32 in 3 classes");
  expect(await violations(page)).toEqual([]);
  // A seed of two digits divides once, with both of them.
  const seed = read.getByLabel("Seed of the split");
  await seed.press("ControlOrMeta+a");
  await seed.pressSequentially("12");
  await seed.press("Enter");
  await expect(seed).toHaveValue("12");
  await expect(read).toContainText("150 images of 32 x 32 in 3 classes");
  await lab.button("Keep in this browser").click();
  await page.getByLabel("slanted", { exact: true }).check();
  await expect(page.getByText("A run is under way; Reset")).toBeVisible();
  await page.keyboard.press("Escape");
  await lab.takeStep();

  // Leaving a run asks first.
  page.once("dialog", (dialog) => void dialog.accept());
  // Kept over a reload, and trained on like any pack.
  await page.reload();
  await expect(lab.status).toContainText("idle, step 0 of");
  await lab.button("Own images").click();
  await lab.button("Use stripes").click();
  await page.getByLabel("slanted", { exact: true }).check();
  await lab.button("Put into Setup").click();
  await expect(page.getByRole("combobox", { name: /^Images/ })).toHaveValue(
    /^own-stripes-/,
  );

  // Features of these pictures, in place of the bundled teacher.
  await lab.button("Own teacher").click();
  const features = page.getByLabel("File of features");
  const table = { name: "vectors.parquet", mimeType: "" };
  await features.setInputFiles([{ ...table, buffer: vectors(149) }]);
  await expect(page.getByRole("alert")).toContainText(
    'must be names of all 150 images of stripes, got none for 1 of them, such as "slanted/49.png"',
  );
  await features.setInputFiles([{ ...table, buffer: vectors(150) }]);
  await expect(
    page.getByRole("region", { name: "Teachers of this browser" }),
  ).toContainText("150 images of stripes, 3 numbers, class tokens alone");
  expect(await violations(page)).toEqual([]);
  const address = page.url();
  await lab.button("Use vectors").click();
  const teacher = page.getByRole("combobox", { name: /^Teacher/ });
  await expect(teacher).toHaveValue(/^own-vectors-/);
  // The address follows the form a moment later.
  await expect(page).not.toHaveURL(address);
  await page.reload();
  await expect(lab.status).toContainText("idle, step 0 of");
  await expect(teacher).toHaveValue(/^own-vectors-/);
  await expect(page.getByText("has class tokens alone")).toBeVisible();
  await lab.takeStep();
  await expect(lab.figure("Known and foreign images")).toContainText("near");

  // Everything in one archive.
  await lab.button("Take home").click();
  await page.getByRole("button", { name: /^Make the files of step/ }).click();
  const everything = page.getByRole("button", { name: /as zip$/ });
  await expect(everything).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const { name, bytes } = await saved(page, () => everything.click());
  expect(name).toMatch(/-step1\.zip$/);
  const inside = new Map(
    Object.entries(unzipSync(bytes)).map(([path, content]) => [
      path.slice(path.indexOf("/") + 1),
      content,
    ]),
  );
  for (const file of ["student.safetensors", "student.onnx", "tables.json"]) {
    expect(inside.get(file)?.length).toBeGreaterThan(1000);
  }
  expect(textOf(inside.get("train.py"))).toContain("lightning");
  expect(textOf(inside.get("README.md"))).toContain("licence unknown");
  expect(textOf(inside.get("README.md"))).toContain(
    "precomputed features of the 150 images of stripes",
  );
  expect(textOf(inside.get("tables/losses.csv"))).toMatch(
    /^step,total,.*\r\n1,/,
  );
  const report = textOf(inside.get("report.html"));
  expect(report.match(/<figure /g)).toHaveLength(4);
  expect(report).not.toMatch(/\b(src|href)="(?!data:)/);

  // The student comes back from that archive, is measured, and trains on.
  await page.keyboard.press("Escape");
  await lab.button("Reset").click();
  await lab.button("Reset the run").click();
  await lab.button("Take home").click();
  const students = page.getByLabel("Student files");
  const bring = (content: Uint8Array) =>
    students.setInputFiles({
      ...{ name, mimeType: "application/zip", buffer: Buffer.from(content) },
    });
  await bring(bytes.subarray(0, 999));
  await expect(page.getByText("must be a whole zip file")).toBeVisible();
  await bring(bytes);
  await lab.button("Measure it").click();
  const measures = page.getByRole("region", {
    name: "Measures of the student from the file",
  });
  await expect(measures).toContainText("compressed teacher");
  await expect(page.getByText(/^Measured on all held-out/)).toBeVisible();
  await expect(
    page.getByText(/^Its saved probe is right about \d+\.\d % of \d+ held-out/),
  ).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await lab.button("Train on from it").click();
  await expect(lab.status).toContainText("finished, step 40 of");
  await page.getByRole("tab", { name: "Runs" }).click();
  await expect(
    page.getByText(/^Its student began as that of .*\.zip of step 1, with/),
  ).toBeVisible();
  await page.getByRole("tab", { name: "Overview" }).click();

  // A figure as a picture and as drawing.
  const figure = lab.figure("Angles between images");
  const save = figure.getByRole("button", { name: /^Save/ });
  await save.first().click();
  const png = await saved(page, () =>
    figure.getByRole("button", { name: "PNG" }).click(),
  );
  expect([...png.bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  await save.first().click();
  const svg = await saved(page, () =>
    figure.getByRole("button", { name: "SVG" }).click(),
  );
  expect(textOf(svg.bytes)).toContain("Compressed teacher</text>");
  expect(textOf(svg.bytes).match(/<image /g)!.length).toBeGreaterThan(5);
  expect(lab.problems).toEqual([]);
});
