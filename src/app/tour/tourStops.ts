/** What the tour points at. Read at an easy pace, all of it takes three quarters of a minute. */
export type TourStop = {
  title: string;
  text: string;
  /** CSS selector; a part that is not there is told of all the same. */
  target: string;
};

const figure = (place: number) =>
  `section[aria-label="Overview"] > :nth-child(${place})`;

export const TOUR_STOPS: readonly TourStop[] = [
  {
    title: "What it is about",
    text: "Each cell is a pair of images, lighter where they are more alike. Teacher: what a large network sees. Student: a tiny one, which begins with nothing learned.",
    target: figure(1),
  },
  {
    title: "Train",
    text: "Press it whenever you like. The student learns, here in your browser, to see as the teacher does. Nothing can be broken: Reset goes back.",
    target: '[role="group"][aria-label="Run"]',
  },
  {
    title: "Losses",
    text: "What training makes small. They fall fast, then slowly.",
    target: figure(2),
  },
  {
    title: "Is it any good?",
    text: "Accuracy, and agreement with the teacher, on images that the student has never seen. The teacher’s own value is the line to reach.",
    target: figure(3),
  },
  {
    title: "Known and foreign",
    text: "The two hills should pull apart: images of a new kind score lower.",
    target: figure(4),
  },
  {
    title: "Setup",
    text: "Change one thing and train again: the same seed gives the same curve, so what differs is what you changed. Every “?” explains.",
    target: 'section[aria-label="Setup"]',
  },
  {
    title: "And then",
    text: "The time line replays any step. The tabs look closer; Learn has lessons, Try it takes your own image. About leads back to this tour.",
    target: '[role="tablist"][aria-label="Views"]',
  },
];
