import { useEffect, useState } from "react";
import {
  createResultShelf,
  createMemoryStorage,
} from "../../store/resultShelf.ts";
import { openIndexedStorage } from "../../store/indexedStorage.ts";
import { readForm } from "../../store/arenaForm.ts";
import type { Lab } from "../lab.ts";
import { useLab } from "../LabContext.tsx";
import { ArenaBar } from "./ArenaBar.tsx";
import { createArenaControl, type ArenaControl } from "./arenaControl.ts";
import { Results } from "./Results.tsx";
import { SourceBar } from "./SourceBar.tsx";
import viewStyles from "../views/Views.module.css";
import styles from "./Compare.module.css";

const FORM_KEY = "cospress-lab.arena";

/** One for each lab, for as long as the page lives: an arena goes on while another view is looked at. */
const controls = new WeakMap<Lab, Promise<ArenaControl>>();

function controlOf(lab: Lab): Promise<ArenaControl> {
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
    control.say(
      "This browser keeps nothing here: finished runs last as long as this page.",
    );
  }
  return control;
}

/** Several methods on the same seeds: run here, or looked up. */
export function CompareView() {
  const lab = useLab();
  const [control, setControl] = useState<ArenaControl | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void controlOf(lab).then((opened) => {
      if (isCurrent) setControl(opened);
    });
    return () => {
      isCurrent = false;
    };
  }, [lab]);
  return (
    <section className={styles["compare"]} aria-label="Compare">
      {control ? (
        <>
          <ArenaBar control={control} />
          <SourceBar control={control} />
          <Results control={control} />
        </>
      ) : (
        <p className={viewStyles["loading"]}>Loading …</p>
      )}
    </section>
  );
}
