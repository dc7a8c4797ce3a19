import {
  createNotebook,
  type Notebook,
} from "../../store/notebook/notebook.ts";
import {
  createMemoryNotebook,
  openNotebookStorage,
} from "../../store/notebook/notebookStorage.ts";
import { startRecorder } from "../../store/notebook/runRecorder.ts";
import type { Lab } from "../lab.ts";

const CHOSEN_KEY = "cospress-lab.drawn-runs";

const notebooks = new WeakMap<Lab, Promise<Notebook>>();

/** One for each lab, for as long as the page lives; from the first call on, runs are kept in it. */
export function notebookOf(lab: Lab): Promise<Notebook> {
  const known = notebooks.get(lab);
  if (known) return known;
  const made = openNotebook(lab);
  notebooks.set(lab, made);
  return made;
}

async function openNotebook(lab: Lab): Promise<Notebook> {
  // Where `indexedDB` itself is missing, naming it throws.
  const storage = await (async () => openNotebookStorage(indexedDB))().catch(
    () => null,
  );
  const notebook = createNotebook(storage ?? createMemoryNotebook(), {
    isFleeting: storage === null,
    chosen: readChosen(),
    rememberChosen(ids) {
      try {
        localStorage.setItem(CHOSEN_KEY, JSON.stringify(ids));
      } catch {
        // Forbidden storage only means that the choice is not remembered.
      }
    },
  });
  await notebook.refresh();
  startRecorder({
    ...{ run: lab.run, settings: lab.settings, notebook },
    beganWith: lab.beganWith,
    backend: () => lab.getState().report?.backend ?? "",
  });
  return notebook;
}

function readChosen(): string[] | null {
  try {
    const stored: unknown = JSON.parse(
      localStorage.getItem(CHOSEN_KEY) ?? "null",
    );
    return Array.isArray(stored) ? stored.map(String) : null;
  } catch {
    return null;
  }
}
