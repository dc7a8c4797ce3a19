/**
 * What page and import worker say to each other, and what an import gives to look at. The import has a worker of its own:
 * whatever a file does to it, the run goes on, and giving an import up is ending that worker.
 */
import type { WireError } from "./messages.ts";
import type { PackManifest } from "./packs.ts";
import type { ImageBatch } from "./results.ts";
import type { NormalisationId, OnnxTeacher, OwnTeacher } from "./teachers.ts";

/** What happens to a picture that is not square: `cover` cuts its middle square out, `fit` keeps all of it and leaves black bars. */
export const RESIZE_POLICIES = ["cover", "fit"] as const;
export type ResizePolicy = (typeof RESIZE_POLICIES)[number];

/** Shares of each class's pictures; what is left trains. Test images that a source marks itself come in the place of `test`. */
export const SPLIT_SHARES = { validation: 0.1, test: 0.2 } as const;

/** Images whose pixels equal an earlier image's. */
export type Duplicates = {
  /** So many images are not the first of their kind. */
  copies: number;
  /** So many kinds have different labels. */
  contradictions: number;
};

/** A file that the visitor brought, by its path below what was brought. */
export type ImportFile = { path: string; content: Blob };

/** DINOv2-small (Apache-2.0) as its exporters keep it: the one address outside of the site that is ever asked, and only when a visitor says so. */
export const HUB = {
  host: "huggingface.co",
  folder: "https://huggingface.co/onnx-community/dinov2-small/resolve/main/",
  name: "dinov2-small",
  preprocessor: "preprocessor_config.json",
  /** Bytes, as the hub lists them. */
  files: [
    { path: "onnx/model_fp16.onnx", bytes: 44_400_000 },
    { path: "onnx/model.onnx", bytes: 88_500_000 },
  ],
} as const;
export type HubFile = (typeof HUB.files)[number]["path"];

/** What a visitor may decide about a network; null: what its files say, or what is usual. */
export type ModelChoice = {
  /** Path of the ONNX file, where several were brought. */
  model: string | null;
  /** Pixels each way. */
  side: number | null;
  normalisation: NormalisationId | null;
};

/** A network that has been tried on two pictures. */
export type ModelPreview = {
  manifest: OnnxTeacher;
  /** ONNX files that were brought. */
  models: { path: string; bytes: number }[];
  /** The one that was tried. */
  model: string;
  /** Pixels each way that it may be asked to see, ascending. */
  sides: number[];
  /** On WASM, in this browser. */
  msPerImage: number;
};

export type ImportCommand =
  /** Decodes files, or opens a pack file, and divides the images; nothing is kept yet. */
  | {
      type: "read";
      title: string;
      files: ImportFile[];
      resize: ResizePolicy;
      seed: number;
    }
  /** Divides what was read by another seed, or under another title. */
  | { type: "divide"; title: string; seed: number }
  /** Stores in this browser what was read. */
  | { type: "keep" }
  | { type: "list" }
  | { type: "remove"; packId: string }
  /** A stored pack as one file, which `read` opens anywhere. */
  | { type: "export"; packId: string }
  /** Reads features of a pack's images, holds them to the pack, and keeps them as a teacher. `baseUrl`: of the site, whose packs lie below it. */
  | { type: "bring-teacher"; file: ImportFile; packId: string; baseUrl: string }
  /**
   * Opens a network and tries it on two pictures; nothing is kept yet. It comes from files, or is fetched from the hub, which is asked for nothing
   * before; null: the one that was read last, for another choice.
   */
  | {
      type: "read-model";
      source: ImportFile[] | HubFile | null;
      choice: ModelChoice;
    }
  /** Keeps as a teacher the network that was tried last, and what computes it. */
  | { type: "keep-model"; isGpu: boolean }
  | { type: "remove-teacher"; id: string };

export type ImportPreview = {
  manifest: PackManifest;
  duplicates: Duplicates;
  /** Training images, some of each class. */
  sample: ImageBatch;
  /** From a pack file: title and split are as they were. */
  isPackFile: boolean;
};

export type ImportReplies = {
  read: ImportPreview;
  divide: ImportPreview;
  keep: PackManifest;
  list: PackManifest[];
  remove: null;
  export: Uint8Array<ArrayBuffer>;
  "bring-teacher": OwnTeacher;
  "read-model": ModelPreview;
  "keep-model": OwnTeacher;
  "remove-teacher": null;
};

export type ImportRequest = { id: number; command: ImportCommand };

export type ImportMessage =
  | {
      type: "reply";
      id: number;
      ok: true;
      result: ImportReplies[ImportCommand["type"]];
    }
  | { type: "reply"; id: number; ok: false; error: WireError }
  /** Pictures decoded so far, or bytes fetched, and in all. */
  | { type: "progress"; done: number; total: number };
