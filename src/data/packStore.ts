/**
 * Own packs and teachers, kept in this browser: manifests and files apart, so that a list reads no image. Both workers open it: one writes, the other trains.
 */
import { EngineError } from "../protocol/engineError.ts";
import {
  packManifestSchema,
  type PackIndex,
  type PackManifest,
} from "../protocol/packs.ts";
import { ownTeacherSchema, type OwnTeacher } from "../protocol/teachers.ts";
import type { OwnPack } from "./ownPack.ts";
import type { OwnTeacherFiles } from "./ownTeacher.ts";
import { loadPackIndex, PACK_INDEX_PATH } from "./pack.ts";
import type { ReadFile } from "./readFile.ts";

/** What it cannot do it rejects with. */
export type PackStore = {
  /** Those that can be read. */
  manifests(): Promise<PackManifest[]>;
  /** @param path As the site's files have it, `packs/<id>/images.bin`; undefined: there is none. */
  file(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** All of it or nothing. */
  write(pack: Pick<OwnPack, "manifest" | "files">): Promise<void>;
  remove(packId: string): Promise<void>;
  /** Those that can be read. */
  teachers(): Promise<OwnTeacher[]>;
  /** As `write`. */
  writeTeacher(teacher: OwnTeacherFiles): Promise<void>;
  removeTeacher(id: string): Promise<void>;
};

const DATABASE = "cospress-lab-packs";
/** Rises when a table is added. */
const VERSION = 2;
const MANIFESTS = "manifests";
const TEACHERS = "teachers";
const FILES = "files";

/** Opened when it is first asked for something. */
export function openPackStore(factory: IDBFactory): PackStore {
  let opened: Promise<IDBDatabase> | null = null;

  function database(): Promise<IDBDatabase> {
    opened ??= (async () => {
      const opening = factory.open(DATABASE, VERSION);
      opening.onupgradeneeded = () => {
        const has = opening.result.objectStoreNames;
        for (const name of [MANIFESTS, TEACHERS]) {
          if (has.contains(name)) continue;
          opening.result.createObjectStore(name, { keyPath: "id" });
        }
        if (!has.contains(FILES)) opening.result.createObjectStore(FILES);
      };
      const found = await settled(opening);
      // Another tab with a newer version may then go ahead.
      found.onversionchange = () => found.close();
      found.onclose = () => (opened = null);
      return found;
    })();
    opened.catch(() => (opened = null));
    return opened;
  }

  const table = async (name: string) =>
    (await database()).transaction(name).objectStore(name);

  async function change(
    kind: typeof MANIFESTS | typeof TEACHERS,
    work: (manifests: IDBObjectStore, files: IDBObjectStore) => void,
  ): Promise<void> {
    const transaction = (await database()).transaction(
      [kind, FILES],
      "readwrite",
    );
    work(transaction.objectStore(kind), transaction.objectStore(FILES));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failureOf(transaction.error));
    });
  }

  /** Those of a table that the schema knows. */
  async function listed<T>(
    name: string,
    schema: { safeParse(value: unknown): { success: boolean; data?: T } },
  ): Promise<T[]> {
    const stored = await settled<unknown[]>((await table(name)).getAll());
    return stored.flatMap((value) => {
      const { data } = schema.safeParse(value);
      return data === undefined ? [] : [data];
    });
  }

  const keep = (
    kind: typeof MANIFESTS | typeof TEACHERS,
    { manifest, files }: Pick<OwnPack, "files"> & { manifest: { id: string } },
  ) =>
    change(kind, (manifests, contents) => {
      manifests.put(manifest);
      // As blobs: large arrays do not fit through a browser's own messages.
      for (const [path, bytes] of files) {
        contents.put(new Blob([bytes]), path);
      }
    });

  const drop = (
    kind: typeof MANIFESTS | typeof TEACHERS,
    id: string,
    folder: string,
  ) =>
    change(kind, (manifests, contents) => {
      manifests.delete(id);
      contents.delete(IDBKeyRange.bound(`${folder}/`, `${folder}/\uffff`));
    });

  return {
    manifests: () => listed(MANIFESTS, packManifestSchema),
    async file(path) {
      const files = await table(FILES);
      const blob = await settled(
        files.get(path) as IDBRequest<Blob | undefined>,
      );
      return blob && new Uint8Array(await blob.arrayBuffer());
    },
    write: (pack) => keep(MANIFESTS, pack),
    remove: (packId) => drop(MANIFESTS, packId, `packs/${packId}`),
    teachers: () => listed(TEACHERS, ownTeacherSchema),
    writeTeacher: (teacher) => keep(TEACHERS, teacher),
    removeTeacher: (id) => drop(TEACHERS, id, `teachers/${id}`),
  };
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failureOf(request.error));
  });
}

function failureOf(cause: DOMException | null): EngineError {
  const isFull = cause?.name === "QuotaExceededError";
  return new EngineError(
    "import-too-large",
    isFull
      ? "packStore: the pack must fit into what the browser gives this site, got no more room; delete packs or runs"
      : `packStore: the browser must keep packs, got ${cause?.message || (cause?.name ?? "no reason")}`,
  );
}

/** The site's files, and the packs and teachers that this browser keeps among them. Where it keeps none, the site's alone. */
export function withStoredPacks(
  readFile: ReadFile,
  store: PackStore,
): ReadFile {
  return async (path, onProgress) => {
    if (path === PACK_INDEX_PATH) {
      const [index, own, teachers] = await Promise.all([
        loadPackIndex(readFile),
        store.manifests().catch(() => []),
        store.teachers().catch(() => []),
      ]);
      const present: PackIndex = { packs: [...index.packs, ...own], teachers };
      return new TextEncoder().encode(JSON.stringify(present));
    }
    const stored = OWN_FOLDERS.some((folder) => path.startsWith(folder))
      ? await store.file(path)
      : undefined;
    if (!stored) return readFile(path, onProgress);
    onProgress?.(stored.length, stored.length);
    return stored;
  };
}

/** No pack and no teacher of the site is called so. */
const OWN_FOLDERS = ["packs/own-", "teachers/own-", "teachers/onnx-"];
