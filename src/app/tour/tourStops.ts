import { bar } from "../../texts/en/bar.ts";
import { setup } from "../../texts/en/setup.ts";
import { shell } from "../../texts/en/shell.ts";
import { tour as t } from "../../texts/en/tour.ts";

/** What the tour points at. Read at an easy pace, all of it takes three quarters of a minute. */
export type TourStop = {
  title: string;
  text: string;
  /** CSS selector; a part that is not there is told of all the same. */
  target: string;
};

const figure = (place: number) =>
  `section[aria-label="${shell.views.overview}"] > :nth-child(${place})`;

export const tourStops = (): readonly TourStop[] => [
  { ...t.stops.about, target: figure(1) },
  { ...t.stops.train, target: `[role="group"][aria-label="${bar.run}"]` },
  { ...t.stops.losses, target: figure(2) },
  { ...t.stops.good, target: figure(3) },
  { ...t.stops.known, target: figure(4) },
  { ...t.stops.setup, target: `section[aria-label="${setup.title}"]` },
  { ...t.stops.then, target: `[role="tablist"][aria-label="${shell.tabs}"]` },
];
