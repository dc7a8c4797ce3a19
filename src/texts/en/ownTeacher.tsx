import type { ReactNode } from "react";
import { room } from "../rooms.ts";

/** Precomputed features as a teacher. */
export const ownTeacher = room("ownTeacher", {
  title: "Own features",
  matches: {
    ids: "matched by the names of the images",
    hash: "of these very images, as the hash in the file says",
    labels: "in the order of the images, as the labels agree",
    order:
      "taken to be in the order of the images: nothing in the file confirms it",
  },
  reading: (name: string) => `Reading ${name}`,
  deleting: "Deleting",
  bring: "Bring features",
  thePack: "the pack in the form",
  what: (pack: ReactNode, images: string, command: ReactNode) => (
    <>
      What a network of yours has computed of the images of {pack} takes the
      place of the bundled teacher: a row for each of its {images} images, [n,
      d] or [n, tokens, d], as .npy, .npz, .safetensors or .csv. Rows find their
      images by ids, or lie in their order; labels and the hash of {command} are
      checked where the file has them.
    </>
  ),
  limits:
    "Such a teacher knows these images and no others: no further views, no far-OOD packs, no corrupted images, no picture of your own. Without patch tokens there is no local loss. Nothing leaves this browser.",
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
  deleteTitle: "Delete these features?",
  deleteAction: "Delete the features",
});
