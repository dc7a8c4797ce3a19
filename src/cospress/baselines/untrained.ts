import * as tf from "../../tensor/tf.ts";
import { allLosses, type Method } from "../method.ts";

/** The student as it starts: a step changes nothing, and all its losses are 0. What a network of this shape can do without learning. */
export const untrained: Method = {
  initialHead: () => ({}),
  compress: null,
  gradients: () => ({
    losses: allLosses({ total: tf.scalar(0) }),
    head: {},
    student: {},
  }),
};
