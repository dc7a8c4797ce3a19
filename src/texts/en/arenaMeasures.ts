import { ARENA_MEASURES } from "../../protocol/arenaMeasures.ts";
import { byId, room } from "../rooms.ts";

/** Their labels; what else a measure is stays. */
room("arenaMeasures", byId(ARENA_MEASURES));
