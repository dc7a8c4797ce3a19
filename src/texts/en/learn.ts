/** Around the lessons: their list, page, strip and sheet. */
import { room } from "../rooms.ts";

export const learn = room("learn", {
  lessons: "Lessons",
  none: (id: string) => `There is no lesson “${id}”. These are all.`,
  lead: "Short lessons with the lab itself: you predict, you run it, and the lab’s own numbers say what came true. A lesson sets up what it needs, locks the rest, and follows what you do in every view. Progress stays in this browser.",
  tour: "Tour of the page",
  terms: "Every control and measure",
  lesson: (n: number) => `Lesson ${n}`,
  done: "done",
  someDone: (done: number, tasks: number) => `${done} of ${tasks} done`,
  minutes: (n: number) => `about ${n} minutes`,

  copied: "Copied.",
  notCopied: "This browser does not let the page copy.",
  all: "All lessons",
  copyLink: "Copy link",
  print: "Print the sheet",
  goal: "Goal.",
  aboutMinutes: (n: number) => `About ${n} minutes.`,
  shows: "What it shows",
  again: "Start again",
  next: (title: string) => `Next: ${title}`,
  forTeachers: "For whoever teaches it",
  printNotes: "Print the sheet with these notes",

  predict: "Predict first",
  do: "Do",
  check: "Check",
  choose:
    "Choose a prediction first. It costs nothing to be wrong, and one remembers better.",
  setUp: "Set it up for me",
  resetAndSetUp: "Reset and set it up",
  goTo: {
    overview: "and go to the overview; what is to be done stays above it.",
    compare: "and go to the comparison; what is to be done stays above it.",
  },
  isDone: "Done: ",
  toDo: "To do: ",
  now: (progress: string) => `Now: ${progress}.`,
  asPredicted: (option: string) => `As you predicted: ${option}`,
  predicted: (option: string) => `You predicted: ${option}`,
  labSays: (option: string) => `The lab says: ${option}`,
  notYet:
    "The lab’s numbers will say which prediction came true, as soon as the runs above have been made.",
  stepOf: (step: number, steps: number) => `step ${step} of ${steps}`,
  open: (view: string) => `Open ${view}`,
  inUnit: (unit: string) => ` in ${unit}`,
  wrong: "Not what the lab holds just now. Pause, and read again.",

  strip: (n: number, title: string) => `Lesson ${n}: ${title}`,
  count: (done: number, tasks: number) => `${done} of ${tasks}`,
  predictFirst: "Predict first, on the lesson’s page.",
  allDone: "All done. See on the lesson’s page what came of your prediction.",
  leave: "Leave the lesson",
  tasksDone: (done: number, tasks: number) => `${done} of ${tasks} tasks done`,

  nameAndDate: "Name: ____________________ Date: ____________",
  because: "Because:",
  numbers: "Numbers",
  questions: "Questions",
});
