import styles from "../views/Views.module.css";

/** Where runs are set beside each other. */
export function CompareView() {
  return (
    <section aria-label="Compare">
      <p className={styles["loading"]}>
        The page keeps one run at a time: Reset forgets it. Several methods and
        seeds side by side come from the command line so far:{" "}
        <code>npm run --silent lab -- arena</code>, as the README says.
      </p>
    </section>
  );
}
