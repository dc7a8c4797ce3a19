import { gramLoss } from "./gramLoss.ts";
import { relationMethod } from "./relationMethod.ts";

/** Gram matching: the student's cosines are brought to the teacher's directly, pair by pair, without a head. Source: see `gramLoss`. */
export const gram = relationMethod(gramLoss, 1);
