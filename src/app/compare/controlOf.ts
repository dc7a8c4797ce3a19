import { readForm } from "../../store/arenaForm.ts";
import { openIndexedStorage } from "../../store/indexedStorage.ts";
import {
  createMemoryStorage,
  createResultShelf,
} from "../../store/resultShelf.ts";
import { compare as t } from "../../texts/en/compare.ts";
import type { Lab } from "../lab.ts";
import { createArenaControl, type ArenaControl } from "./arenaControl.ts";

const FORM_KEY = "cospress-lab.arena";

const controls = new WeakMap<Lab, Promise<ArenaControl>>();

/** One for each lab, for as long as the page lives: an arena goes on while another view is looked at. */
export function controlOf(lab: Lab): Promise<ArenaControl> {
  const known = controls.get(lab);
  if (known) return known;
  const made = openControl(lab);
  controls.set(lab, made);
  return made;
}

async function openControl(lab: Lab): Promise<ArenaControl> {
  const storage = await openIndexedStorage(indexedDB).catch(() => null);
  let form: string | null = null;
  try {
    form = localStorage.getItem(FORM_KEY);
  } catch {
    // Forbidden storage only means that nothing was remembered.
  }
  const control = createArenaControl({
    lab,
    shelf: createResultShelf(storage ?? createMemoryStorage()),
    form: readForm(form),
    rememberForm(next) {
      try {
        localStorage.setItem(FORM_KEY, JSON.stringify(next));
      } catch {
        // As above.
      }
    },
  });
  if (!storage) {
    control.say(t.arena.keepsNothing);
  }
  return control;
}
