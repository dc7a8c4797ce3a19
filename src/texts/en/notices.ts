/** What a run is told of that is not as one may expect. The engine and the command line read the table in English. */
import { NOTICE_TEXTS } from "../../protocol/notices.ts";
import { room } from "../rooms.ts";

room("notices", NOTICE_TEXTS);
