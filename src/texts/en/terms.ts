/** Around the words and formulas that "?" leads to. */
import { room } from "../rooms.ts";

export const terms = room("terms", {
  title: "Controls and measures",
  groups: {
    controls: "Controls",
    settings: "Settings",
    losses: "Losses",
    spaces: "Spaces and accuracy",
    angles: "Angles and neighbours",
    detection: "Known and foreign images",
    scores: "OOD scores",
    robustness: "Corruption",
  },
  askedAbout: "Asked about",
  find: "Find",
  findAnother: "Find another",
  nothing: "Nothing has these words.",
  symbols:
    "t, h, s: tokens of teacher, compressed teacher, student. c: cosine of a pair, θ: its angle. τ: temperature. w: weight. n: how many.",
});
