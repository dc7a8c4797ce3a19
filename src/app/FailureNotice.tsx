import { DEFAULT_PRESET } from "../protocol/presets.ts";
import { assertNever } from "../protocol/assertNever.ts";
import type { ConfigDifference } from "../protocol/configPaths.ts";
import { fieldAt } from "../protocol/fields.ts";
import { formatCount } from "../charts/format.ts";
import { failureAction, type FailureAction } from "./failureViews.ts";
import type { Lab } from "./lab.ts";
import { useLab, useLabState, useLiveRun } from "./LabContext.tsx";
import { Button } from "./ui/Button.tsx";
import { failures as t } from "../texts/en/failures.ts";
import { language } from "../texts/language.ts";
import styles from "./App.module.css";

/** What went wrong, in one sentence, with the one thing to do about it. Nothing while all is well. */
export function FailureNotice() {
  const lab = useLab();
  const engineFailure = useLabState((state) => state.engineFailure);
  const runFailure = useLiveRun((view) => view.failure);
  const savedStep = useLiveRun((view) => view.saved?.step ?? null);
  const failure = engineFailure ?? runFailure;
  if (!failure) return null;
  const adjustment = unlocked(failure.adjustment, lab);
  const action = failureAction(failure.code, {
    isSaved: savedStep !== null,
    isAdjustable: adjustment !== null,
  });
  return (
    <div className={styles["failure"]} role="alert">
      <div>
        <p>{t.sentences[failure.code]}</p>
        {/* The engine's words are English; beside a sentence in another language they wait until they are wanted. */}
        <details className={styles["detail"]} open={language() === "en"}>
          <summary>{t.details}</summary>
          <div lang="en">
            {!failure.issues && <p>{failure.message}</p>}
            {failure.issues?.map(({ path, message }) => (
              <p key={path + message}>
                {path}: {message}
              </p>
            ))}
          </div>
        </details>
        {failure.code === "bug" && failure.stack && (
          <details className={styles["detail"]}>
            <summary>{t.where}</summary>
            <pre>{failure.stack}</pre>
          </details>
        )}
      </div>
      <Button look="danger" onClick={() => act(lab, action, adjustment)}>
        {actionName(action, savedStep, adjustment)}
      </Button>
    </div>
  );
}

/** Null where there is none, or where a lesson locks a part of it. */
function unlocked(
  adjustment: ConfigDifference | undefined,
  lab: Lab,
): ConfigDifference | null {
  const { locked } = lab.settings.getState().lesson;
  const isLocked = Object.keys(adjustment ?? {}).some((path) =>
    locked.includes(path),
  );
  return adjustment && !isLocked ? adjustment : null;
}

function actionName(
  action: FailureAction,
  savedStep: number | null,
  adjustment: ConfigDifference | null,
): string {
  if (action === "adjust" && adjustment) {
    return t.set(
      Object.entries(adjustment).map(([path, value]) => [
        fieldAt(path)?.label ?? path,
        String(value),
      ]),
    );
  }
  if (savedStep === null) return t.actions[action];
  const step = formatCount(savedStep);
  switch (action) {
    case "recover":
      return t.goOn(step);
    case "roll-back":
      return t.rollBack(step);
    default:
      return t.actions[action];
  }
}

function act(
  lab: Lab,
  action: FailureAction,
  adjustment: ConfigDifference | null,
): void {
  switch (action) {
    case "adjust":
      for (const [path, value] of Object.entries(adjustment ?? {})) {
        lab.edit(path, value);
      }
      return;
    case "try-again":
      lab.reset();
      return;
    case "restart-engine":
      lab.restart();
      return;
    case "reload-page":
      location.reload();
      return;
    case "default-preset":
      lab.choosePreset(DEFAULT_PRESET);
      return;
    case "any-backend":
      lab.fallBackToAnyBackend();
      return;
    case "recover":
      lab.recover();
      return;
    case "roll-back":
      lab.rollBack();
      return;
    default:
      assertNever(action);
  }
}
