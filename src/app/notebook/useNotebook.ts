import { useEffect, useState } from "react";
import type { Notebook } from "../../store/notebook/notebook.ts";
import { useLab } from "../LabContext.tsx";
import { notebookOf } from "./notebookOf.ts";

/** Null until it is open. */
export function useNotebook(): Notebook | null {
  const lab = useLab();
  const [notebook, setNotebook] = useState<Notebook | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void notebookOf(lab).then((opened) => {
      if (isCurrent) setNotebook(opened);
    });
    return () => {
      isCurrent = false;
    };
  }, [lab]);
  return notebook;
}
