/** The frame of every figure, and what numbers and images say by themselves. */
import { room } from "../rooms.ts";

export const figure = room("figure", {
  saveAs: "Save as PNG, SVG or CSV",
  save: (title: string) => `Save ${title}`,
  table: "Table",
  tableOf: (title: string) => `Table of ${title}`,
  tableArea: (title: string) => `Table: ${title}`,
  fullScreen: "Full screen",
  fullScreenOf: (title: string) => `Full screen: ${title}`,
  leaveFullScreen: "Leave full screen (Escape)",
  noValues: "No values yet.",
  notANumber: "not a number",
  unknownClass: "unknown class",
  classNumber: (index: number) => `class ${index}`,
});
