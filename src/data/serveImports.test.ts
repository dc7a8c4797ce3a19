import { unzipSync, zipSync } from "fflate";
import { expect, test } from "vitest";
import { nodePictures } from "../cli/nodePictures.ts";
import type { ImportMessage } from "../protocol/importing.ts";
import type { PackManifest } from "../protocol/packs.ts";
import { pngOf } from "./decoders/files.fixture.ts";
import { loadPack, loadPackIndex, PACK_INDEX_PATH } from "./pack.ts";
import { withStoredPacks, type PackStore } from "./packStore.ts";
import { MissingFileError, type ReadFile } from "./readFile.ts";
import type { OwnTeacher } from "../protocol/teachers.ts";
import { createImports } from "./serveImports.ts";

function memoryStore(): PackStore {
  const packs = new Map<string, PackManifest>();
  const teachers = new Map<string, OwnTeacher>();
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    manifests: async () => [...packs.values()],
    file: async (path) => kept.get(path),
    async write({ manifest, files }) {
      packs.set(manifest.id, manifest);
      for (const [path, bytes] of files) kept.set(path, bytes);
    },
    async remove(id) {
      packs.delete(id);
    },
    teachers: async () => [...teachers.values()],
    async writeTeacher({ manifest, files }) {
      teachers.set(manifest.id, manifest);
      for (const [path, bytes] of files) kept.set(path, bytes);
    },
    async removeTeacher(id) {
      teachers.delete(id);
    },
  };
}

const site: ReadFile = async (path) => {
  if (path !== PACK_INDEX_PATH) throw new MissingFileError(path);
  return new TextEncoder().encode(JSON.stringify({ packs: [] }));
};

function imports(store = memoryStore()) {
  const messages: ImportMessage[] = [];
  const post = (each: ImportMessage) => messages.push(each);
  const ask = createImports(store, nodePictures, post, () => site);
  return { store, messages, ask };
}

/** Ten pictures of two classes each; every one has its own grey. */
const files = ["Cats", "Dogs"].flatMap((title, k) =>
  Array.from({ length: 10 }, (_, i) => ({
    path: `pets/${title}/${i}.png`,
    content: new Blob([
      pngOf(40, 40, () => [100 * k + i, 9, 9]) as Uint8Array<ArrayBuffer>,
    ]),
  })),
);
const read = { type: "read", title: "My pets", files } as const;
const options = { resize: "cover", seed: 0 } as const;

async function kept() {
  const made = imports();
  await made.ask({ ...read, ...options });
  const manifest = (await made.ask({ type: "keep" })) as PackManifest;
  return { ...made, manifest };
}

test("shows what it read, keeps it when told to, and the engine reads it like any pack", async () => {
  const { ask, store, messages } = imports();
  const preview = await ask({ ...read, ...options });
  expect(preview).toMatchObject({
    isPackFile: false,
    duplicates: { copies: 0 },
    manifest: { title: "My pets", counts: { train: 14, test: 4 } },
    sample: { n: 14 },
  });
  expect(messages.at(-1)).toEqual({ type: "progress", done: 20, total: 20 });
  expect(await store.manifests()).toEqual([]);

  const manifest = (await ask({ type: "keep" })) as PackManifest;
  expect(manifest.id).toMatch(/^own-my-pets-[0-9a-f]{8}$/);
  const reader = withStoredPacks(site, store);
  const [listed] = (await loadPackIndex(reader)).packs;
  const pack = await loadPack(reader, listed!);
  expect(pack.images).toHaveLength(20 * 32 * 32 * 3);
  expect(await ask({ type: "list" })).toEqual([manifest]);
  await ask({ type: "remove", packId: manifest.id });
  expect(await ask({ type: "list" })).toEqual([]);
});

test("divides by the seed, and is the same pack for the same seed in any browser", async () => {
  const { ask, manifest } = await kept();
  const again = await kept();
  expect(again.manifest).toEqual(manifest);
  const other = await ask({ type: "divide", title: "My pets", seed: 1 });
  expect(other).toMatchObject({ manifest: { counts: manifest.counts } });
  expect(other).not.toMatchObject({ manifest: { id: manifest.id } });
});

test("a refused file leaves kept packs alone, and nothing to keep", async () => {
  const { ask, manifest } = await kept();
  const text = { path: "a/b.png", content: new Blob(["hello"]) };
  await expect(
    ask({ ...read, ...options, files: [...files, text] }),
  ).rejects.toMatchObject({
    code: "import-unreadable",
    message: expect.stringContaining("a/b.png") as string,
  });
  await expect(ask({ type: "keep" })).rejects.toThrow("got none");
  expect(await ask({ type: "list" })).toEqual([manifest]);
});

async function openedElsewhere(bytes: Uint8Array) {
  const content = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const elsewhere = imports();
  const preview = await elsewhere.ask({
    ...{ ...read, ...options },
    files: [{ path: "my-pets.pack.zip", content }],
  });
  return { ...elsewhere, preview };
}

test("a pack goes to another browser as one file, and is the same there", async () => {
  const { ask, manifest } = await kept();
  const command = { type: "export", packId: manifest.id } as const;
  const bytes = (await ask(command)) as Uint8Array;
  const { ask: there, preview } = await openedElsewhere(bytes);
  expect(preview).toMatchObject({ isPackFile: true, manifest });
  expect(await there({ type: "keep" })).toEqual(manifest);
});

test("a pack file that was tampered with is refused, each time with its own reason", async () => {
  const { ask, manifest } = await kept();
  const command = { type: "export", packId: manifest.id } as const;
  const parts = unzipSync((await ask(command)) as Uint8Array);
  const withManifest = (change: Partial<PackManifest>) =>
    zipSync({
      ...parts,
      "manifest.json": new TextEncoder().encode(
        JSON.stringify({ ...manifest, ...change }),
      ),
    });
  const { "labels.bin": _labels, ...unlabelled } = parts;
  const files = manifest.files;
  const cases: [Uint8Array, string][] = [
    [withManifest({ id: "emoji8" }), "whose id begins with 'own-'"],
    [withManifest({ classes: ["cats", "cats"] }), "slugs, each once"],
    [withManifest({ title: "x".repeat(301) }), "at most 300 characters"],
    [withManifest({ format: 2 as 1 }), "a manifest of format 1"],
    [
      withManifest({
        files: { ...files, images: { ...files.images, path: "other.bin" } },
      }),
      "of the files images.bin and labels.bin",
    ],
    [
      zipSync({ ...parts, "labels.bin": new Uint8Array(20).fill(1) }),
      "with SHA-256",
    ],
    [zipSync(unlabelled), "labels.bin (20 bytes) must be there"],
    [
      zipSync({ ...parts, "manifest.json": new TextEncoder().encode("{") }),
      "must be JSON",
    ],
  ];
  for (const [bytes, says] of cases) {
    await expect(openedElsewhere(bytes)).rejects.toThrow(says);
  }
});

test("keeps features of a kept pack as a teacher, by the names of the pictures, and drops them", async () => {
  const { ask, store, manifest } = await kept();
  const csv = files.map(
    ({ path }, i) => `${path.replace("pets/", "")},${i},0.5`,
  );
  const bring = (lines: readonly string[]) =>
    ask({
      type: "bring-teacher",
      file: { path: "mine.csv", content: new Blob([lines.join("\n")]) },
      packId: manifest.id,
      baseUrl: "http://site/",
    });
  await expect(bring(["path,a,b", ...csv.slice(1)])).rejects.toMatchObject({
    code: "import-unfit",
    message: expect.stringContaining('such as "Cats/0.png"') as string,
  });
  const teacher = (await bring(["path,a,b", ...csv])) as OwnTeacher;
  expect(teacher).toMatchObject({ matchedBy: "ids", rows: 20, width: 2 });
  const reader = withStoredPacks(site, store);
  const index = await loadPackIndex(reader);
  expect(index.teachers).toEqual([teacher]);
  const bytes = await reader(`teachers/${teacher.id}/features.bin`);
  const pack = await loadPack(reader, manifest);
  // Each row holds the number of its picture, by which its class is told.
  new Float32Array(bytes.buffer)
    .filter((_, k) => k % 2 === 0)
    .forEach((row, i) => expect(pack.labels[i]).toBe(row < 10 ? 0 : 1));
  await ask({ type: "remove-teacher", id: teacher.id });
  expect((await loadPackIndex(reader)).teachers).toEqual([]);
});
