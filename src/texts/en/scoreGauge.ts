import { room } from "../rooms.ts";

export const scoreGauge = room("scoreGauge", {
  verdicts: { known: "known", foreign: "foreign" },
  countsAs: (verdict: string) => `counts as ${verdict}`,
  words: (score: string, threshold: string, below: string) =>
    `score ${score}, threshold ${threshold}; ${below} of known images score lower`,
  soItCountsAs: (words: string, verdict: string) =>
    `${words}, so it counts as ${verdict}`,
  threshold: "threshold",
});
