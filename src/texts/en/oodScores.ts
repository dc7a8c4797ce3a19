import { OOD_SCORE_TEXTS } from "../../protocol/oodScores.ts";
import { room } from "../rooms.ts";

export const oodScores = room("oodScores", OOD_SCORE_TEXTS);
