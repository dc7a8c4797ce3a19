/** The import worker's end: files become a pack, which is kept in this browser. Every command is answered once. */
import { EngineError, toWireError } from "../protocol/engineError.ts";
import {
  HUB,
  type ImportCommand,
  type ImportFile,
  type ImportMessage,
  type ImportPreview,
  type ImportReplies,
  type ImportRequest,
} from "../protocol/importing.ts";
import type { LabelledImages } from "./decoders/labelledImages.ts";
import type { DecodePicture } from "./decoders/pictures.ts";
import { isZip, zipFiles } from "./decoders/zip.ts";
import type { SourceFile } from "./decoders/sourceFile.ts";
import { imageBatch } from "./image32.ts";
import { importImages } from "./importImages.ts";
import type { OwnTeacherFiles } from "./ownTeacher.ts";
import {
  makeOwnPack,
  storedFiles,
  withContentId,
  type OwnPack,
} from "./ownPack.ts";
import { loadPack } from "./pack.ts";
import { isPackFile, packFileBytes, readPackFile } from "./packFile.ts";
import { withStoredPacks, type PackStore } from "./packStore.ts";
import { fetchReader, type ReadFile } from "./readFile.ts";

/** Images of a preview, and of one class. */
const MOST_SHOWN = 96;
const MOST_OF_CLASS = 8;
/** Between two messages about how far it is. */
const PROGRESS_MS = 50;

type Post = (message: ImportMessage, transfer?: ArrayBuffer[]) => void;

export function createImports(
  store: PackStore,
  decodePicture: DecodePicture,
  post: Post,
  readerOf: (baseUrl: string) => ReadFile = fetchReader,
) {
  /** What was read last; null where it came as a pack. */
  let source: LabelledImages | null = null;
  let pack: OwnPack | null = null;
  /** Files that the network was read from, where they were fetched from, and the network as it was tried last. */
  let networkFiles: SourceFile[] = [];
  let networkUrl: string | undefined;
  let network: OwnTeacherFiles | null = null;

  let told = 0;
  function postProgress(done: number, total: number): void {
    if (performance.now() - told < PROGRESS_MS && done < total) return;
    told = performance.now();
    post({ type: "progress", done, total });
  }

  async function divide(title: string, seed: number): Promise<ImportPreview> {
    if (!source) {
      throw new EngineError(
        "bad-command",
        "divide: images must have been read before, got none",
      );
    }
    pack = await withContentId(await makeOwnPack({ title, seed }, source));
    return preview(pack, false);
  }

  async function read({
    title,
    files,
    resize,
    seed,
  }: Extract<ImportCommand, { type: "read" }>): Promise<ImportPreview> {
    source = null;
    pack = null;
    const found = files.map(sourceFile);
    const packed = await packFileIn(found);
    if (packed) {
      pack = await readPackFile(title, packed);
      return preview(pack, true);
    }
    source = await importImages(title, found, {
      ...{ decodePicture, resize, onProgress: postProgress },
    });
    return divide(title, seed);
  }

  const handlers: {
    [K in ImportCommand["type"]]: (
      command: Extract<ImportCommand, { type: K }>,
    ) => Promise<ImportReplies[K]>;
  } = {
    read,
    divide: ({ title, seed }) => divide(title, seed),
    async keep() {
      if (!pack) {
        throw new EngineError(
          "bad-command",
          "keep: images must have been read before, got none",
        );
      }
      await store.write(pack);
      return pack.manifest;
    },
    list: () => store.manifests(),
    async remove({ packId }) {
      await store.remove(packId);
      return null;
    },
    async export({ packId }) {
      const manifests = await store.manifests();
      const manifest = manifests.find(({ id }) => id === packId);
      const contents: Record<string, Uint8Array> = {};
      for (const { path } of manifest ? storedFiles(manifest) : []) {
        const bytes = await store.file(`packs/${packId}/${path}`);
        if (bytes) contents[path] = bytes;
      }
      if (!manifest || !contents["images.bin"] || !contents["labels.bin"]) {
        throw new EngineError(
          "pack-missing",
          `export: '${packId}' must be a pack of this browser, got none of that id`,
        );
      }
      return packFileBytes(manifest, contents);
    },
    async "bring-teacher"({ file, packId, baseUrl }) {
      const { bringTeacher } = await import("./features/bringTeacher.ts");
      const reader = withStoredPacks(readerOf(baseUrl), store);
      const teacher = await bringTeacher(file, packId, reader);
      await store.writeTeacher(teacher);
      return teacher.manifest;
    },
    async "read-model"({ source, choice }) {
      const { bringNetwork } = await import("./onnx/bringNetwork.ts");
      network = null;
      if (typeof source === "string") {
        const { fetchFromHub } = await import("./onnx/hub.ts");
        networkFiles = await fetchFromHub(
          source,
          postProgress,
          readerOf(HUB.folder),
        );
        networkUrl = `${HUB.folder}${source}`;
      } else if (source) {
        networkFiles = source.map(sourceFile);
        networkUrl = undefined;
      }
      const made = await bringNetwork(networkFiles, choice, networkUrl);
      network = made.teacher;
      return made.preview;
    },
    async "keep-model"({ isGpu }) {
      if (!network) {
        throw new EngineError(
          "bad-command",
          "keep-model: a network must have been tried before, got none",
        );
      }
      await store.writeTeacher(network);
      const { fetchRuntime } = await import("./onnx/onnxRuntime.ts");
      await fetchRuntime(isGpu);
      return network.manifest;
    },
    async "remove-teacher"({ id }) {
      await store.removeTeacher(id);
      return null;
    },
  };

  return (command: ImportCommand) => {
    const handler = handlers[command.type] as (
      command: ImportCommand,
    ) => Promise<ImportReplies[ImportCommand["type"]]>;
    return handler(command);
  };
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

/** The part of a worker's global scope, or of a MessagePort, that is needed. */
type Endpoint = {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent) => void,
  ): void;
};

export function serveImports(
  endpoint: Endpoint,
  store: PackStore,
  decodePicture: DecodePicture,
): void {
  const post: Post = (message, transfer = []) =>
    endpoint.postMessage(message, transfer);
  const answer = createImports(store, decodePicture, post);
  endpoint.addEventListener("message", ({ data }) => {
    const { id, command } = data as ImportRequest;
    answer(command).then(
      (result) => post({ type: "reply", id, ok: true, result }),
      (cause: unknown) =>
        post({ type: "reply", id, ok: false, error: toWireError(cause) }),
    );
  });
}

const sourceFile = ({ path, content }: ImportFile): SourceFile => ({
  path,
  size: content.size,
  read: () => bytesOf(content),
  slice: (start, end) => bytesOf(content.slice(start, end)),
});

/** The files of a pack file, if that is what was brought. */
async function packFileIn(
  files: readonly SourceFile[],
): Promise<SourceFile[] | null> {
  const [only] = files;
  if (files.length !== 1 || !only || !/\.zip$/i.test(only.path)) return null;
  const bytes = await only.read();
  if (!isZip(bytes)) return null;
  const inside = zipFiles(only.path, bytes);
  return isPackFile(inside) ? inside : null;
}

async function preview(
  { manifest, files, duplicates }: OwnPack,
  isPackFile: boolean,
): Promise<ImportPreview> {
  const pack = await loadPack(async (path) => files.get(path)!, manifest);
  const { start, end } = pack.splitRange("train");
  const each = Math.min(
    MOST_OF_CLASS,
    Math.max(1, Math.floor(MOST_SHOWN / manifest.classes.length)),
  );
  const shown: number[] = [];
  for (let label = 0; label < manifest.classes.length; label++) {
    if (shown.length + each > MOST_SHOWN) break;
    let count = 0;
    for (let i = start; i < end && count < each; i++) {
      if (pack.labels[i] !== label) continue;
      shown.push(i);
      count++;
    }
  }
  const sample = imageBatch(pack, shown, { grey: false });
  return { manifest, duplicates, sample, isPackFile };
}
