import type { ReactNode } from "react";
import { room } from "../rooms.ts";

/** Networks and precomputed features as teachers. */
export const ownTeacher = room("ownTeacher", {
  title: "Own teacher",
  network: "A network (ONNX)",
  bringNetwork: "Bring a network",
  dropNetwork:
    "Drop a vision transformer here as an ONNX file, or its folder as Hugging Face has it.",
  networkFile: "Files of a network",
  networkFolder: "Folder of a network",
  chooseNetwork: "Choose an ONNX file",
  aboutNetworks:
    "DINOv2, DINOv3, ViT, DeiT, CLIP and the like, up to 1 GB. ONNX Runtime computes it in this browser: 14 MB are fetched from this site for that, and 27 MB for WebGPU, once. Nothing leaves this browser.",
  fetchHub: (host: string) => `Fetch DINOv2-small from ${host}`,
  aboutHub: (host: string) =>
    `Only when you press this does the page ask ${host}, which then learns your address and that you fetch this file (Apache-2.0). It is kept in this browser and works offline afterwards.`,
  precision: "Precision",
  precisions: {
    "onnx/model_fp16.onnx": "half, for WebGPU",
    "onnx/model.onnx": "full, for WASM",
  },
  fetching: "Fetching and trying DINOv2-small",
  trying: (name: string) => `Trying ${name} on two pictures`,
  tryingAgain: "Trying it again",
  keeping: "Keeping the network",
  kept: (title: string) => `${title} is kept: see “In this browser”, below.`,
  bytesOf: (done: string, total: string) => `${done} of ${total}`,
  found: (numbers: string, tokens: string) =>
    `${numbers} numbers a token, ${tokens}`,
  meanForClass: ", whose mean stands in for the class token",
  registers: (count: number) => `; ${count} register tokens are left out`,
  whichModel: "File",
  side: "It sees",
  pixels: (side: number) => `${side} x ${side} pixels`,
  normalisation: "Normalised",
  asDino: "as for DINOv2 (assumed)",
  asFile: "as preprocessor_config.json says",
  normalisations: {
    imagenet: "ImageNet: DINO, ViT of timm, DeiT",
    half: "to -1 and 1: ViT of Google, SigLIP",
    clip: "CLIP",
    none: "not at all: 0 to 1",
  },
  resamplings: { nearest: "nearest", bilinear: "bilinear", bicubic: "bicubic" },
  resized: (side: number, how: string) =>
    `Pictures of 32 x 32 pixels are resized to ${side} x ${side} (${how}); nothing is cut off.`,
  assumed:
    "How it wants pictures, the file does not say: DINOv2's way is assumed.",
  cost: (each: string, all: string, images: string) =>
    `One picture takes about ${each} on WASM, the ${images} of the form about ${all}; smaller sides cost less.`,
  features: "Precomputed features",
  matches: {
    ids: "matched by the names of the images",
    hash: "of these very images, as the hash in the file says",
    labels: "in the order of the images, as the labels agree",
    order:
      "warning: taken to be in the order of the images, which nothing in the file confirms. In another order it teaches wrong features unnoticed; ids or labels in the file would tell",
  },
  reading: (name: string) => `Reading ${name}`,
  deleting: "Deleting",
  bring: "Bring features",
  thePack: "the pack in the form",
  what: (pack: ReactNode, images: string, command: ReactNode) => (
    <>
      What a network of yours has computed of the images of {pack} takes the
      place of the bundled teacher: a row for each of its {images} images, [n,
      d] or [n, tokens, d], as .npy, .npz, .safetensors, .csv or .parquet. Rows
      find their images by ids, or lie in their order; labels and the hash of{" "}
      {command} are checked where the file has them.
    </>
  ),
  limits:
    "Features know these images and no others: no further views, no far-OOD packs, no corrupted images, no picture of your own. Without patch tokens there is no local loss. Nothing leaves this browser.",
  file: "File of features",
  choose: "Choose a file",
  notTaken: (reason: string) => `Not taken: ${reason}`,
  teachers: "Teachers of this browser",
  about: (images: string, pack: string, numbers: string, tokens: string) =>
    `${images} images of ${pack}, ${numbers} numbers, ${tokens}`,
  aboutNetwork: (side: number, numbers: string, tokens: string) =>
    `network that sees ${side} x ${side} pixels, ${numbers} numbers, ${tokens}`,
  patchTokens: (grid: number) => `${grid} x ${grid} patch tokens`,
  classTokens: "class tokens alone",
  fixed: "A link fixes some settings, so that the teacher stays.",
  deleteTitle: "Delete this teacher?",
  deleteAction: "Delete the teacher",
});
