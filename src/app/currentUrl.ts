import type { SettingsStore } from "../store/settingsStore.ts";

/** This page's address with the settings in force; what packs them is fetched the first time. */
export async function currentUrl(settings: SettingsStore): Promise<string> {
  const { writeUrl } = await import("../store/urlState.ts");
  return writeUrl(location.href, settings.getState());
}

/** Has the address say the settings in force. */
export async function updateAddress(settings: SettingsStore): Promise<void> {
  try {
    history.replaceState(null, "", await currentUrl(settings));
  } catch {
    // Without net the address stays as it is; the next change tries again.
  }
}
