import type { ReactNode } from "react";
import { room } from "../rooms.ts";

export const about = room("about", {
  title: "About CosPress Lab",
  what: () => (
    <>
      A frozen, pretrained <strong>teacher</strong> describes each image by many
      numbers. A tiny <strong>student</strong> learns, in front of you, to
      describe it by few, so that the angles between images stay what they were.
      Angles are what nearest-neighbour accuracy and the detection of foreign
      images live on.
    </>
  ),
  tour: "Tour of the page, under a minute",
  method: "The method",
  source: (title: ReactNode, link: ReactNode) => (
    <>
      Mannix, Hodgkinson and Bondell, {title}, Transactions on Machine Learning
      Research, 11/2025, {link}. This lab was written from the published method;
      it is not the authors’ software.
    </>
  ),
  smaller: "What is smaller here",
  smallerList: [
    "Images of 32 x 32 pixels and a few thousand of them, instead of ImageNet at 224 pixels.",
    "A MobileNetV2 backbone from a COCO detector as the teacher, instead of DINOv2.",
    "A vision transformer of tens of thousands to a few million weights, and hundreds of steps instead of 300 epochs.",
    "Crops and flips as the only augmentation. Each preset lists where else it leaves the paper.",
  ],
  notThePapers:
    "So the numbers here show how the method behaves; they are not the paper’s results. The teacher’s own values and those of an untrained student stand beside the student’s for that reason.",
  privacy: "Privacy",
  privacyText:
    "Everything is computed in this page. No image, number or setting leaves it; there is no account, no tracking and no server behind it.",
  licences: "Licences",
  licencesText:
    "The lab is Apache-2.0. Images and teacher keep the licences named in their manifests.",
  packages: "Packages in this page, and their licences",
  noList: "The list cannot be read here.",
  noText: "The package brings no text.",

  machine: "This machine",
  machineText:
    "Browsers and drivers have computed wrong numbers without a word. Here the values of small computations, recorded from the authors’ own code, stand beside those of this machine.",
  verify: "Verify this device",
  notVerified: (reason: string) => `It could not be verified: ${reason}`,
  noBackend: "no backend",
  agree: (values: string, backend: string) =>
    `All ${values} numbers agree, on ${backend}.`,
  wrong: (wrong: number, all: number, backend: string) =>
    `${wrong} of ${all} computations are wrong on ${backend}: do not trust what is trained here, and choose another backend (?backend=wasm).`,
  cases: "Verified computations",
  computation: "Computation",
  agrees: "Agrees",
  offBy: "Off by",
  allowed: "Allowed",
  numbers: "Numbers",
  yes: "yes",
  no: "no",
});
