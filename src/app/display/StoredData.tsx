import { useEffect, useState } from "react";
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
        Runs with their curves, interrupted runs, results of arenas, progress in
        lessons, choices such as the theme, and the site itself for use offline.
        {usedBytes !== null && ` About ${megabytes(usedBytes)} MB in all.`}{" "}
        Nothing of it has ever left this machine.
      </p>
      {stage === "idle" ? (
        <Button look="danger" onClick={() => setStage("asked")}>
          Delete everything stored here
        </Button>
      ) : (
        <div role="group" aria-label="Delete everything?">
          <p>
            All kept runs and notes will be gone for good, the present run too.
          </p>
          <div className={styles["dialogActions"]}>
            <Button
              disabled={stage === "deleting"}
              onClick={() => setStage("idle")}
            >
              Keep it
            </Button>
            <Button
              look="danger"
              disabled={stage === "deleting"}
              onClick={() => void deleteAll()}
            >
              Delete all of it
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
