import { room } from "../rooms.ts";

export const keys = room("keys", {
  title: "Keys",
  list: [
    { key: "Space", does: "Train, pause or resume" },
    { key: ".", does: "One step" },
    { key: "R", does: "Reset" },
    { key: "[ ]", does: "Show the step before, the step after" },
    { key: "L", does: "Back to live" },
    { key: "?", does: "This list" },
  ],
  areOn: "These keys work outside text fields",
});
