import { nextTick } from "./nextTick.ts";

/** Thrown through work that is to end early; never leaves the engine. */
export class Interrupted extends Error {}

/** A pause that ends the work it is handed to once `isOver` says so. */
export const pauseUnless = (isOver: () => boolean) => async () => {
  await nextTick();
  if (isOver()) throw new Interrupted();
};
