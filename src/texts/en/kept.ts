/** Runs that were interrupted, a hidden tab, a new version. */
import { room } from "../rooms.ts";

export const kept = room("kept", {
  stalled: (step: string, time: string) =>
    `While this tab was hidden, the browser stopped the run at step ${step} for ${time}. It goes on now.`,
  hiddenTab: "Hidden tab",
  interrupted: "Interrupted runs",
  elsewhere: (where: string) =>
    `Another tab of this browser has the run of these settings, at ${where}. What is trained here is a second one.`,
  where: (step: string, steps: string) => `step ${step} of ${steps}`,
  offer: (where: string, when: string) =>
    `A run was interrupted; it is kept as of ${where}, ${when}.`,
  goOn: (step: string) => `Go on from step ${step}`,
  forget: "Delete it",
  newVersion: "New version",
  ready: "A new version of the lab is ready.",
  canWait: "It can wait until your run is over: the page starts again with it.",
  startsAgain: "The page starts again with it.",
  use: "Use it now",
});
