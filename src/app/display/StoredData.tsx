import { useEffect, useState } from "react";
import { display as t } from "../../texts/en/display.ts";
import { shell } from "../../texts/en/shell.ts";
import { useLab } from "../LabContext.tsx";
import { Button } from "../ui/Button.tsx";
import { deleteStoredData } from "./deleteStoredData.ts";
import styles from "../App.module.css";

/** What lies where, how much it is, and the way to be rid of all of it. */
export function StoredData() {
  const lab = useLab();
  const [usedBytes, setUsedBytes] = useState<number | null>(null);
  const [stage, setStage] = useState<"idle" | "asked" | "deleting">("idle");
  useEffect(() => {
    // Missing where storage is forbidden altogether.
    void (navigator.storage as StorageManager | undefined)
      ?.estimate()
      .then(({ usage = 0 }) => setUsedBytes(usage));
  }, []);
  const deleteAll = async () => {
    setStage("deleting");
    // Its worker would go on saving the run.
    lab.restart();
    await deleteStoredData();
    location.reload();
  };
  return (
    <>
      <p>
        {t.whatIsStored}
        {usedBytes !== null && t.size(megabytes(usedBytes))} {t.neverLeft}
      </p>
      {stage === "idle" ? (
        <Button look="danger" onClick={() => setStage("asked")}>
          {t.deleteStored}
        </Button>
      ) : (
        <div role="group" aria-label={t.question}>
          <p>{t.consequence}</p>
          <div className={styles["dialogActions"]}>
            <Button
              disabled={stage === "deleting"}
              onClick={() => setStage("idle")}
            >
              {shell.keep}
            </Button>
            <Button
              look="danger"
              disabled={stage === "deleting"}
              onClick={() => void deleteAll()}
            >
              {t.deleteAll}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
