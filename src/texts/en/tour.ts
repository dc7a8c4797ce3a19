import { room } from "../rooms.ts";

export const tour = room("tour", {
  title: "Tour",
  place: (stop: number, stops: number) => `${stop} of ${stops}`,
  close: "Close",
  skip: "Skip the tour",
  back: "Back",
  next: "Next",
  stops: {
    about: {
      title: "What it is about",
      text: "Each cell is a pair of images, lighter where they are more alike. Teacher: what a large network sees. Student: a tiny one, which begins with nothing learned.",
    },
    train: {
      title: "Train",
      text: "Press it whenever you like. The student learns, here in your browser, to see as the teacher does. Nothing can be broken: Reset goes back.",
    },
    losses: {
      title: "Losses",
      text: "What training makes small. They fall fast, then slowly.",
    },
    good: {
      title: "Is it any good?",
      text: "Accuracy, and agreement with the teacher, on images that the student has never seen. The teacher’s own value is the line to reach.",
    },
    known: {
      title: "Known and foreign",
      text: "The two hills should pull apart: images of a new kind score lower.",
    },
    setup: {
      title: "Setup",
      text: "Change one thing and train again: the same seed gives the same curve, so what differs is what you changed. Every “?” explains.",
    },
    then: {
      title: "And then",
      text: "The time line replays any step. The tabs look closer; Learn has lessons, Try it takes your own image. About leads back to this tour.",
    },
  },
});
