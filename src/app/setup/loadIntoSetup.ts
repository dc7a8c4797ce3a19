import type { RunConfig } from "../../protocol/config.ts";
import { configDifference } from "../../protocol/configPaths.ts";
import { presetById } from "../../protocol/presets.ts";
import type { Lab } from "../lab.ts";

/** Puts a run into the form, as if every setting had been entered by hand; does nothing while a run is under way. */
export function loadIntoSetup(
  lab: Lab,
  presetId: string,
  config: RunConfig,
): void {
  lab.choosePreset(presetId);
  const preset = presetById(presetId).config;
  const missing = (from: RunConfig) =>
    Object.entries(configDifference(from, config));
  for (const [path, value] of missing(preset)) lab.edit(path, value);
  // A method brings a learning rate, which may not be the one that was asked for.
  for (const [path, value] of missing(lab.settings.getState().config)) {
    lab.edit(path, value);
  }
}
