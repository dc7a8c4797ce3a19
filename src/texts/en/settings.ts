/** Tables of `protocol/` that the whole page shows. They keep their English, which other threads and the command line read. */
import { CONFIG_FIELDS } from "../../protocol/fields.ts";
import { METHODS } from "../../protocol/methods.ts";
import { PRESETS } from "../../protocol/presets.ts";
import { RULE_TEXTS } from "../../protocol/ruleTexts.ts";
import { STOP_SERIES } from "../../protocol/stopRules.ts";
import { byId, room } from "../rooms.ts";

room(
  "fields",
  Object.fromEntries(CONFIG_FIELDS.map((field) => [field.path, field])),
);
/** Those of `method.id` are the methods' own titles. */
room(
  "choices",
  Object.fromEntries(
    CONFIG_FIELDS.flatMap((field) =>
      "choices" in field && field.path !== "method.id"
        ? [
            [
              field.path,
              Object.fromEntries(
                field.choices.map((choice) => [choice.value, choice]),
              ),
            ],
          ]
        : [],
    ),
  ),
);
room("methods", byId(METHODS));
room("presets", byId(PRESETS));
room("rules", RULE_TEXTS);
room("stopSeries", byId(STOP_SERIES));
