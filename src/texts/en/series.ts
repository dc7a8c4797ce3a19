/** What is drawn, as written on the curve or beside its key. */
import { room } from "../rooms.ts";

export const series = room("series", {
  teacher: "teacher",
  compressed: "compressed teacher",
  student: "student",
  untrained: "untrained student",
  id: "ID",
  near: "near OOD",
  far: "far OOD",
  total: "total",
  global: "global",
  local: "local",
  feature: "feature",
  classToken: "class token",
  run1: "run 1",
  run2: "run 2",
  run3: "run 3",
  run4: "run 4",
  run5: "run 5",
  run6: "run 6",
});
