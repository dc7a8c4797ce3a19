/** What is wrong with an address, in words for the visitor. */
import { room } from "../rooms.ts";

export const links = room("links", {
  noPreset: (asked: string, used: string) =>
    `There is no preset “${asked}”; this is “${used}”.`,
  noBackend: (asked: string) =>
    `There is no backend “${asked}”; the best one that works is used.`,
  noView: (asked: string) =>
    `There is no view “${asked}”; this is the overview.`,
  noLanguage: (asked: string) => `There is no language “${asked}” here.`,
  noStep: (asked: string) =>
    `The link's step must be a whole number from 1, got “${asked}”.`,
  tooFar: (step: number, steps: number) =>
    `The link is about step ${step}, but the run has ${steps}; it goes to the last.`,
  presetAsItIs: (reason: string) => `The preset is used as it is: ${reason}.`,
  instead: (title: string) => `This is “${title}” instead.`,
  links: "The link's",
  run: (name: string) => `The link's run “${name}”:`,
  leftOut: (whose: string, setting: string, reason: string) =>
    `${whose} “${setting}” is left out: ${reason}.`,
  nothingToHide: (asked: string) =>
    `There is nothing called “${asked}” to hide.`,
  nothingToLock: (asked: string) => `There is no setting “${asked}” to lock.`,
  /** Within a sentence about settings. */
  locked: "fixed by the link or lesson that is open here",
  someLocked: (reason: string) => `Some settings are ${reason}.`,
});
