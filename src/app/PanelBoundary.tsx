import type { ReactNode } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { shell as t } from "../texts/en/shell.ts";
import { Button } from "./ui/Button.tsx";
import styles from "./App.module.css";

export type PanelBoundaryProps = { name: string; children: ReactNode };

/** Keeps a broken panel from taking the others with it. */
export function PanelBoundary({ name, children }: PanelBoundaryProps) {
  return (
    <ErrorBoundary
      fallbackRender={({ error, resetErrorBoundary }) => (
        <div className={styles["failure"]} role="alert">
          <div>
            <p>{t.notDrawn(name)}</p>
            <p className={styles["detail"]}>
              {error instanceof Error ? error.message : String(error)}
            </p>
          </div>
          <Button look="danger" onClick={resetErrorBoundary}>
            {t.drawAgain}
          </Button>
        </div>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
