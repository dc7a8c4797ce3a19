import { room } from "../rooms.ts";

export const timeline = room("timeline", {
  title: "Time line",
  play: "Replay the run",
  pause: "Pause the replay",
  before: "Back to the mark before",
  beforeKey: "Back to the mark before (Page Down)",
  after: "On to the next mark",
  afterKey: "On to the next mark (Page Up)",
  stepShown: "Step shown",
  ofRun: (name: string) => `, of ${name}`,
  isLive: ", live",
  nothingYet: "Nothing to replay yet",
  live: (where: string) => `Live: ${where}`,
  showing: (where: string) => `Showing ${where}`,
  goesOn: (step: string) => ` · training goes on at ${step}`,
  replayIn: "Replay in",
  length: "Length of the replay",
  back: "Back to live",
  mark: (step: string, what: string) => `Step ${step}: ${what}`,
  evaluated: "evaluated",
  /** Within a sentence. */
  where: (step: string, steps: string) => `step ${step} of ${steps}`,
});
