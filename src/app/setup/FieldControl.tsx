import { assertNever } from "../../protocol/assertNever.ts";
import type { ConfigField, ConfigPath } from "../../protocol/fields.ts";
import { useSettings } from "../LabContext.tsx";
import { ChoiceInput } from "./ChoiceInput.tsx";
import { NumberInput } from "./NumberInput.tsx";
import { PackInput } from "./PackInput.tsx";
import { SlugChecks } from "./SlugChecks.tsx";
import { TeacherInput } from "./TeacherInput.tsx";
import { TemperatureChips } from "./TemperatureChips.tsx";
import { ToggleInput } from "./ToggleInput.tsx";

export type FieldControlProps = { field: ConfigField & { path: ConfigPath } };

/** The control that suits a setting's kind. */
export function FieldControl({ field }: FieldControlProps) {
  const { path } = field;
  switch (field.kind) {
    case "integer":
    case "real":
      return <NumberInput field={{ ...field, path }} />;
    case "reals":
      return <TemperatureChips field={{ ...field, path }} />;
    case "choice":
      if (path === "teacher.id") {
        return <TeacherInput field={{ ...field, path }} />;
      }
      return <ChoiceInput field={{ ...field, path }} />;
    case "toggle":
      return <ToggleInput field={{ ...field, path }} />;
    case "slug":
      return <PackInput field={{ ...field, path }} />;
    case "slugs":
      return <PackChoices field={{ ...field, path }} />;
    case "fixed":
      return null;
    default:
      return assertNever(field);
  }
}

type PackChoicesProps = Parameters<typeof SlugChecks>[0]["field"];

/** Classes of the pack for `data.heldOut`, the other packs for `data.far`. */
function PackChoices({ field }: { field: PackChoicesProps }) {
  const packs = useSettings((settings) => settings.packs);
  const packId = useSettings((settings) => settings.config.data.pack);
  const pack = packs?.find((each) => each.id === packId);
  const options =
    field.path === "data.heldOut"
      ? (pack?.classes.map((value, index) => ({
          value,
          label: pack.classTitles[index] ?? value,
        })) ?? null)
      : (packs
          ?.filter((each) => each.id !== packId)
          .map((each) => ({ value: each.id, label: each.title })) ?? null);
  return <SlugChecks field={field} options={options} />;
}
