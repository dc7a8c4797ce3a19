/** Any image before both networks. */
import { room } from "../rooms.ts";

export const tryIt = room("tryIt", {
  from: "Where the image comes from",
  sources: {
    dataset: "Data set",
    draw: "Draw",
    file: "File",
    camera: "Camera",
  },
  spoil: "Spoil it",
  kind: "Kind",
  severity: "Severity",
  none: "none",
  severityOf: (severity: number) => `${severity} of 5`,
  failed: (reason: string) => `Not answered: ${reason}`,
  arena: "An arena is under way; answers go on when it is over.",
  seen: "The image as both networks see it",
  seenNote: (step: string, bank: string, isAll: boolean, isRunning: boolean) =>
    `As both networks see it: 32 × 32 pixels, the middle square of the picture. Compared at step ${step} with ${isAll ? "all" : "the first"} ${bank} training images${isRunning ? ", again and again while it trains" : ""}.`,
  onItsWay: "The run is on its way.",
  looking: "Both networks are looking.",
  choose: "Choose, draw, drop or photograph an image. It stays in this page.",

  sees: (network: string) => `What the ${network} sees`,
  noNetwork:
    "This run's teacher is features of the pack's images alone: there is no network here that could look at another picture. A bundled teacher can.",
  votes: "Class, by the votes of the nearest",
  known: "Known or foreign",
  nearest: "Nearest training images",
  at: (name: string, angle: string) => `${name}, at ${angle}`,
  classOf: (label: number) => `class ${label}`,

  noPicture: "There was no picture in it.",
  drop: "Drop a picture here, paste one, or choose a file. It is read in this page and sent nowhere.",
  pictureFile: "Picture file",

  noCamera: (reason: string) => `No camera: ${reason}.`,
  cameraSees: "What the camera sees",
  cameraOff: "Switch the camera off",
  cameraOn: "Switch the camera on",
  cameraNote: "What the camera sees stays in this page; nothing is kept.",

  colours: {
    black: "Black",
    white: "White",
    red: "Red",
    orange: "Orange",
    yellow: "Yellow",
    green: "Green",
    blue: "Blue",
    brown: "Brown",
  },
  pad: "Drawing pad. Arrow keys move the pen, Space puts it down or lifts it.",
  penDown: "Pen down",
  penLifted: "Pen lifted",
  colour: "Colour",
  pen: "Pen",
  clear: "Clear",
});
