/** A run of the notebook as the panels show it. Knows no React. */
import type { RunConfig } from "../protocol/config.ts";
import type { RunBody, RunSummary } from "./notebook/runRecord.ts";
import { momentAt, type RunHistory } from "./runHistory.ts";
import { drawnLosses, emptyView, panelsOf, type RunView } from "./runStore.ts";

export type KeptRun = {
  id: string;
  name: string;
  /** Null where an older version of the lab wrote it in a way that can no longer be read. */
  config: RunConfig | null;
  history: RunHistory;
  /** As the run was at its end. */
  view: RunView;
};

/**
 * A run of the notebook as it was after a step: scores and evaluations up to then. As it was kept where the step is null or the run's last;
 * a run that ended before it is shown at its end.
 */
export function bodyAt(body: RunBody, step: number | null): RunBody {
  const last = body.losses.step.at(-1) ?? 0;
  if (step === null || step >= last) return body;
  return {
    ...body,
    scores: body.history && momentAt(body.history, step).scores,
    evaluations: body.evaluations.filter((each) => each.step <= step),
    // Its measures are those of the end.
    result: null,
  };
}

/**
 * Null where there is no history to replay.
 * @param images Of its samples, where they are at hand; they are not kept.
 */
export function keptRunOf(
  { id, name, config, step, end }: RunSummary,
  body: RunBody,
  images: RunView["images"] | null,
): KeptRun | null {
  const { history } = body;
  if (!history || history.columns.step.length === 0) return null;
  const { steps, columns, frames, updates, stops } = history;
  const empty = emptyView(id, steps, frames);
  const view: RunView = {
    ...empty,
    status: {
      ...empty.status,
      state: end === "unfinished" ? "paused" : end,
      step,
    },
    losses: drawnLosses(columns),
    ...panelsOf(frames),
    latest: momentAt(history, step).latest,
    ...{ updates, stops },
    images: images ?? empty.images,
  };
  return { id, name, config, history, view };
}
