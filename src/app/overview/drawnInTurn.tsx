import { useEffect, useState, type ComponentType } from "react";
import { flushSync } from "react-dom";
import styles from "./Overview.module.css";

/** Settles when everything that asked before has been drawn. */
let last: Promise<unknown> = Promise.resolve();

/** Waits for a task of one's own. */
export function ownTask(): Promise<unknown> {
  last = last.then(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return last;
}

/**
 * A chart whose code is loaded when it is first drawn; its place is kept meanwhile.
 *
 * React's `lazy` shows all parts that have arrived at once, four charts in one long task; here each is drawn in a task of its own.
 *
 * @throws While drawing, what `load` was rejected with; it is asked again when the chart is mounted anew.
 */
export function drawnInTurn<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | null = null;
  let loaded: ComponentType<Props> | null = null;

  return function InTurn(props: Props) {
    const [Chart, setChart] = useState(() => loaded);
    useEffect(() => {
      if (Chart) return;
      let isWanted = true;
      const show = (chart: () => ComponentType<Props>) => {
        if (isWanted) flushSync(() => setChart(chart));
      };
      loading ??= load();
      loading
        .then(async (chart) => {
          loaded = chart;
          await ownTask();
          show(() => chart);
        })
        .catch((cause: unknown) => {
          loading = null;
          show(() => {
            throw cause;
          });
        });
      return () => {
        isWanted = false;
      };
    }, [Chart]);
    return Chart ? (
      <Chart {...props} />
    ) : (
      <div className={styles["placeholder"]} aria-hidden />
    );
  };
}
