import { useEffect, useState } from "react";
import { compare as t } from "../../texts/en/compare.ts";
import { shell } from "../../texts/en/shell.ts";
import { useLab } from "../LabContext.tsx";
import { ArenaBar } from "./ArenaBar.tsx";
import type { ArenaControl } from "./arenaControl.ts";
import { controlOf } from "./controlOf.ts";
import { Results } from "./Results.tsx";
import { SourceBar } from "./SourceBar.tsx";
import viewStyles from "../views/Views.module.css";
import styles from "./Compare.module.css";

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
    <section className={styles["compare"]} aria-label={t.name}>
      {control ? (
        <>
          <ArenaBar control={control} />
          <SourceBar control={control} />
          <Results control={control} />
        </>
      ) : (
        <p className={viewStyles["loading"]}>{shell.loading}</p>
      )}
    </section>
  );
}
