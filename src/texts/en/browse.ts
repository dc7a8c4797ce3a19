/** Looking at the images of packs, page by page. */
import { room } from "../rooms.ts";

export const browse = room("browse", {
  title: "Images",
  source: (description: string, licence: string) =>
    `${description} Licence: ${licence}.`,
  classOf: (label: number) => `class ${label}`,
  pack: "Pack",
  split: "Split",
  splits: {
    train: "Training",
    validation: "Validation",
    test: "Test (held out)",
  },
  class: "Class",
  allClasses: "All classes",
  earlier: "Earlier",
  later: "Later",
  none: "No images here",
  range: (first: string, last: string, all: string) =>
    `${first} to ${last} of ${all}`,
  loading: "Loading",
});
