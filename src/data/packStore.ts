/**
 * Own packs, kept in this browser: manifests and files apart, so that a list of packs reads no image. Both workers open it: one writes, the other trains.
 */
import { EngineError } from "../protocol/engineError.ts";
import { packManifestSchema, type PackManifest } from "../protocol/packs.ts";
import type { OwnPack } from "./ownPack.ts";
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
};

const DATABASE = "cospress-lab-packs";
/** Rises when a table is added. */
const VERSION = 1;
const MANIFESTS = "manifests";
const FILES = "files";

/** Opened when it is first asked for something. */
export function openPackStore(factory: IDBFactory): PackStore {
  let opened: Promise<IDBDatabase> | null = null;

  function database(): Promise<IDBDatabase> {
    opened ??= (async () => {
      const opening = factory.open(DATABASE, VERSION);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore(MANIFESTS, { keyPath: "id" });
        opening.result.createObjectStore(FILES);
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
    work: (manifests: IDBObjectStore, files: IDBObjectStore) => void,
  ): Promise<void> {
    const transaction = (await database()).transaction(
      [MANIFESTS, FILES],
      "readwrite",
    );
    work(transaction.objectStore(MANIFESTS), transaction.objectStore(FILES));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failureOf(transaction.error));
    });
  }

  return {
    async manifests() {
      const stored = await settled<unknown[]>(
        (await table(MANIFESTS)).getAll(),
      );
      return stored.flatMap((value) => {
        const parsed = packManifestSchema.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      });
    },
    async file(path) {
      const files = await table(FILES);
      const blob = await settled(
        files.get(path) as IDBRequest<Blob | undefined>,
      );
      return blob && new Uint8Array(await blob.arrayBuffer());
    },
    write: ({ manifest, files }) =>
      change((manifests, contents) => {
        manifests.put(manifest);
        // As blobs: large arrays do not fit through a browser's own messages.
        for (const [path, bytes] of files) {
          contents.put(new Blob([bytes]), path);
        }
      }),
    remove: (packId) =>
      change((manifests, contents) => {
        manifests.delete(packId);
        contents.delete(
          IDBKeyRange.bound(`packs/${packId}/`, `packs/${packId}/\uffff`),
        );
      }),
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

/** The site's files, and the packs that this browser keeps among them. Where it keeps none, the site's alone. */
export function withStoredPacks(
  readFile: ReadFile,
  store: PackStore,
): ReadFile {
  return async (path, onProgress) => {
    if (path === PACK_INDEX_PATH) {
      const [index, own] = await Promise.all([
        loadPackIndex(readFile),
        store.manifests().catch(() => []),
      ]);
      const packs = [...index.packs, ...own];
      return new TextEncoder().encode(JSON.stringify({ ...index, packs }));
    }
    const stored = path.startsWith(OWN_FOLDER)
      ? await store.file(path)
      : undefined;
    if (!stored) return readFile(path, onProgress);
    onProgress?.(stored.length, stored.length);
    return stored;
  };
}

/** No pack of the site is called so. */
const OWN_FOLDER = "packs/own-";
