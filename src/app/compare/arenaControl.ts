/** What the Compare view shows and does: plans, keeps, compares. Lives as long as the lab; knows no React. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type {
  ArenaMethod,
  ArenaResult,
  ArenaRow,
  ArenaRun,
  Comparison,
  MethodSummary,
} from "../../protocol/arena.ts";
import { measuredRow } from "../../protocol/arenaMeasures.ts";
import type { PlannedRun } from "../../protocol/arenaRuns.ts";
import { isSameValue } from "../../protocol/configPaths.ts";
import { toWireError } from "../../protocol/engineError.ts";
import type { RunResult } from "../../protocol/results.ts";
import {
  planForm,
  type ArenaForm,
  type FormPlan,
} from "../../store/arenaForm.ts";
import type { ResultShelf, ShelfUsage } from "../../store/resultShelf.ts";
import { compare as t } from "../../texts/en/compare.ts";
import type { Lab } from "../lab.ts";
import { rowsAt, type ShownStep } from "./shownRows.ts";

/** Where the numbers in sight come from. */
export type ComparisonSource =
  | { kind: "own" }
  | { kind: "published"; id: string; title: string; command: string }
  | { kind: "opened"; name: string };

export type Shown = { source: ComparisonSource; comparison: Comparison };

export type CompareState = {
  form: ArenaForm;
  /** Runs of the form, or in words why there are none. */
  plan: ReturnType<typeof planForm>;
  /** Names of planned runs that need not be trained. */
  kept: ReadonlySet<string>;
  /** Null until it is known what there is. */
  shown: Shown | null;
  /** What was asked for beside the own runs. */
  choice: Shown | null;
  /** Shown while there is nothing of this browser's own. */
  fallback: Shown | null;
  step: ShownStep;
  reference: ArenaMethod;
  /** Of what is shown; empty until the engine has made it. */
  summary: readonly MethodSummary[];
  usage: ShelfUsage | null;
  /** What went wrong last, in words for the visitor. */
  problem: string | null;
};

export type ArenaControl = StoreApi<CompareState> & {
  edit(form: ArenaForm): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Shows something else than the runs of this browser. */
  show(choice: Shown): void;
  showOwn(): void;
  showStep(step: ShownStep): void;
  compareWith(reference: ArenaMethod): void;
  say(problem: string | null): void;
  /** Shown until there are own runs. */
  offer(fallback: Shown): void;
  /** The arena of this browser as `lab arena` writes it; null without runs. */
  exported(): Promise<ArenaResult | null>;
  forgetRuns(): Promise<void>;
};

export type ArenaControlOptions = {
  lab: Lab;
  shelf: ResultShelf;
  form: ArenaForm;
  /** Told every form, to remember it. */
  rememberForm: (form: ArenaForm) => void;
};

export function createArenaControl({
  lab,
  shelf,
  form,
  rememberForm,
}: ArenaControlOptions): ArenaControl {
  const planOf = (of: ArenaForm) => {
    const { config, packs, teachers } = lab.settings.getState();
    return planForm(of, config, packs, teachers);
  };
  const store = createStore<CompareState>(() => ({
    form,
    plan: planOf(form),
    kept: new Set<string>(),
    shown: null,
    choice: null,
    fallback: null,
    step: "last",
    reference: form.reference,
    summary: [],
    usage: null,
    problem: null,
  }));
  const { getState, setState } = store;

  /** Results of planned runs, by name. */
  let found = new Map<string, RunResult>();
  let failures: ArenaResult["failures"] = [];
  let rows: readonly ArenaRow[] = [];
  /** Rise with each refresh and each summary: an answer to an older question is left alone. */
  let refreshes = 0;
  let summaries = 0;
  /** Settles when every finished run so far is kept. */
  let keeping = Promise.resolve();

  const isTraining = () => lab.getState().arena !== null;
  const ownPlan = (): FormPlan | null => {
    const { plan } = getState();
    return plan.ok ? plan.plan : null;
  };

  /** Looks for what the plan's runs came to, and shows it. */
  async function refresh(): Promise<void> {
    const mine = ++refreshes;
    const plan = ownPlan();
    const runs = plan?.runs ?? [];
    const results = await shelf.find(runs.map(({ config }) => config));
    const usage = await shelf.usage();
    if (mine !== refreshes) return;
    found = new Map(
      runs.flatMap(({ name }, i) => {
        const result = results[i];
        return result ? [[name, result]] : [];
      }),
    );
    setState({ kept: new Set(found.keys()), usage });
    await compare();
  }

  /** Makes rows of what was found. */
  async function compare(): Promise<void> {
    const mine = refreshes;
    const plan = ownPlan();
    const finished: ArenaRun[] = (plan?.runs ?? []).flatMap((run) => {
      const result = found.get(run.name);
      return result ? [{ factor: run.factor, result }] : [];
    });
    const made =
      finished.length > 0 && lab.getState().report
        ? await lab.ask({ type: "compare", runs: finished })
        : [];
    if (mine !== refreshes) return;
    rows = made;
    choose();
  }

  /** What was asked for, else the own runs, else what is offered. */
  function choose(): void {
    const { choice, fallback, form: now } = getState();
    const arena = ownArena();
    const own: Shown | null = arena && {
      source: { kind: "own" },
      comparison: { ...arena, rows: arena.rows.map(measuredRow), summary: [] },
    };
    const shown = choice ?? own ?? (isTraining() ? null : fallback);
    const reference =
      shown && shown.source.kind !== "own"
        ? shown.comparison.reference
        : now.reference;
    setState({ shown, reference });
    guard(summarise());
  }

  function ownArena(): Omit<ArenaResult, "summary"> | null {
    const plan = ownPlan();
    if (!plan || rows.length === 0) return null;
    const { config, methods, seeds, factor, reference, runs } = plan;
    return {
      ...{ format: 1, preset: lab.settings.getState().presetId, config },
      ...{ methods, seeds, factor, reference, planned: runs.length },
      ...{ failures, rows: [...rows] },
    };
  }

  /** Asks the engine what the rows in sight allow to be said. */
  async function summarise(): Promise<void> {
    const mine = ++summaries;
    const { shown, step, reference } = getState();
    if (!shown) {
      setState({ summary: [] });
      return;
    }
    const { comparison } = shown;
    const isStored =
      step === "last" &&
      reference === comparison.reference &&
      shown.source.kind === "published";
    if (isStored) {
      setState({ summary: comparison.summary });
      return;
    }
    if (!lab.getState().report) return;
    const summary = await lab.ask({
      ...{ type: "summarise", reference },
      rows: rowsAt(comparison.rows, step),
    });
    if (mine === summaries) setState({ summary });
  }

  function replan(): void {
    if (isTraining()) return;
    setState({ plan: planOf(getState().form) });
    guard(refresh());
  }

  /** Says what went wrong; an engine that has died says so itself. */
  function guard(work: Promise<void>): void {
    work.catch((cause: unknown) => {
      const { code, message } = toWireError(cause);
      if (code !== "worker-died") setState({ problem: message });
    });
  }

  async function keep(run: PlannedRun, result: RunResult): Promise<void> {
    found.set(run.name, result);
    setState({ kept: new Set(found.keys()) });
    try {
      await shelf.put(result);
    } catch (cause) {
      const { message } = toWireError(cause);
      setState({
        problem: t.arena.notKept(run.name, message),
      });
    }
    setState({ usage: await shelf.usage() });
    await compare();
  }

  lab.listenToArena((event) => {
    if (event.type === "arena-over") {
      void keeping.then(replan);
      return;
    }
    const run = ownPlan()?.runs.find(({ name }) => name === event.name);
    if (!run) return;
    if (event.type === "arena-run") {
      keeping = keeping.then(() => keep(run, event.result));
      guard(keeping);
      keeping = keeping.catch(() => {});
      return;
    }
    const { method, seed, factor } = run;
    const { message } = event.error;
    failures = [...failures, { method, seed, factor, message }];
    setState({ problem: t.arena.failed(run.name, message) });
  });
  lab.settings.subscribe((now, before) => {
    const isSame =
      isSameValue(now.config, before.config) && now.packs === before.packs;
    if (isSame) return;
    failures = [];
    replan();
  });
  lab.subscribe((now, before) => {
    if (now.report && now.report !== before.report) replan();
  });
  guard(refresh());

  return {
    ...store,
    edit(next) {
      if (isTraining()) return;
      setState({ form: next, problem: null });
      rememberForm(next);
      failures = [];
      replan();
    },
    async start() {
      const plan = ownPlan();
      if (!plan || isTraining()) return;
      const missing = plan.runs.filter(({ name }) => !found.has(name));
      failures = [];
      setState({ problem: null, choice: null });
      if (missing.length > 0) {
        try {
          await lab.startArena(missing);
        } catch (cause) {
          setState({ problem: toWireError(cause).message });
        }
      }
      choose();
    },
    stop: () => lab.stopArena(),
    show(choice) {
      setState({ choice, step: "last", problem: null });
      choose();
    },
    showOwn() {
      setState({ choice: null, fallback: null, step: "last", problem: null });
      choose();
    },
    showStep(step) {
      setState({ step });
      guard(summarise());
    },
    compareWith(reference) {
      const { shown, form: before } = getState();
      setState({ reference });
      if (shown?.source.kind === "own" && !isTraining()) {
        const changed = { ...before, reference };
        setState({ form: changed, plan: planOf(changed) });
        rememberForm(changed);
      }
      guard(summarise());
    },
    offer(fallback) {
      setState({ fallback });
      if (!getState().shown) choose();
    },
    say: (problem) => setState({ problem }),
    async exported() {
      const arena = ownArena();
      if (!arena) return null;
      const summary = await lab.ask({
        ...{ type: "summarise", reference: arena.reference },
        rows: arena.rows.map(measuredRow),
      });
      return { ...arena, summary };
    },
    async forgetRuns() {
      await shelf.clear();
      await refresh();
    },
  };
}
