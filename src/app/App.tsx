import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Bar } from "./bar/Bar.tsx";
import { currentUrl } from "./currentUrl.ts";
import { isMidRun, type Lab } from "./lab.ts";
import { LabProvider, useLab, useLabState, useLiveRun } from "./LabContext.tsx";
import { PanelBoundary, type PanelBoundaryProps } from "./PanelBoundary.tsx";
import { Part, useIsEmbedded } from "./Part.tsx";
import { Setup } from "./setup/Setup.tsx";
import type { EventOf } from "../protocol/messages.ts";
import type { ViewId } from "../store/address.ts";
import "../texts/en/settings.ts";
import { shell as t } from "../texts/en/shell.ts";
import { ExplainProvider } from "./terms/Explain.tsx";
import { useLanguage } from "./display/useLanguage.ts";
import { useDisplay } from "./display/useDisplay.ts";
import { TimeLine } from "./timeline/TimeLine.tsx";
import { useShortcuts } from "./ui/useShortcuts.ts";
import { useStoredFlag } from "./ui/useStoredFlag.ts";
import { useWakeLock } from "./ui/useWakeLock.ts";
import { useLessonId } from "./views/useLessonId.ts";
import { useView } from "./views/useView.ts";
import { ViewPanels } from "./views/ViewPanels.tsx";
import { ViewTabs } from "./views/ViewTabs.tsx";
import styles from "./App.module.css";

/** These two are fetched at once, though nothing waits for them: when they are needed there may be no net. */
const FailureNotice = lazy(() =>
  import("./FailureNotice.tsx").then((module) => ({
    default: module.FailureNotice,
  })),
);
const ConfirmDialog = lazy(() =>
  import("./ConfirmDialog.tsx").then((module) => ({
    default: module.ConfirmDialog,
  })),
);
const LinkNotices = lazy(() =>
  import("./LinkNotices.tsx").then((module) => ({
    default: module.LinkNotices,
  })),
);
const AboutDialog = lazy(() =>
  import("./about/AboutDialog.tsx").then((module) => ({
    default: module.AboutDialog,
  })),
);
const KeysDialog = lazy(() =>
  import("./KeysDialog.tsx").then((module) => ({
    default: module.KeysDialog,
  })),
);
const ImageBrowser = lazy(() =>
  import("./browse/ImageBrowser.tsx").then((module) => ({
    default: module.ImageBrowser,
  })),
);
const ShareDialog = lazy(() =>
  import("./share/ShareDialog.tsx").then((module) => ({
    default: module.ShareDialog,
  })),
);
const OwnImagesDialog = lazy(() =>
  import("./own/OwnImagesDialog.tsx").then((module) => ({
    default: module.OwnImagesDialog,
  })),
);
const OwnTeacherDialog = lazy(() =>
  import("./own/OwnTeacherDialog.tsx").then((module) => ({
    default: module.OwnTeacherDialog,
  })),
);
const TakeHomeDialog = lazy(() =>
  import("./home/TakeHomeDialog.tsx").then((module) => ({
    default: module.TakeHomeDialog,
  })),
);
const RunKeeper = lazy(() =>
  import("./notebook/RunKeeper.tsx").then((module) => ({
    default: module.RunKeeper,
  })),
);
const KeptRuns = lazy(() =>
  import("./kept/KeptRuns.tsx").then((module) => ({
    default: module.KeptRuns,
  })),
);

const DisplayDialog = lazy(() =>
  import("./display/DisplayDialog.tsx").then((module) => ({
    default: module.DisplayDialog,
  })),
);
const VersionNotice = lazy(() =>
  import("./offline/VersionNotice.tsx").then((module) => ({
    default: module.VersionNotice,
  })),
);
const LessonStrip = lazy(() =>
  import("./learn/LessonStrip.tsx").then((module) => ({
    default: module.LessonStrip,
  })),
);

const Tour = lazy(() =>
  import("./tour/Tour.tsx").then((module) => ({ default: module.Tour })),
);

const NAME = "CosPress Lab";

/** Views that show other things than the run's panels. */
const WITHOUT_TIME_LINE: readonly ViewId[] = [
  "compare",
  "claims",
  "try",
  "learn",
];

export type AppProps = {
  lab: Lab;
  /** Begins with the tour of the page. */
  isFirstVisit?: boolean;
};

export function App({ lab, isFirstVisit = false }: AppProps) {
  return (
    <LabProvider lab={lab}>
      <ExplainProvider>
        <Page isFirstVisit={isFirstVisit} />
      </ExplainProvider>
    </LabProvider>
  );
}

/** A part that the page fetches by itself: without net it is missing, and everything else stays. */
function Fetched({ name, children }: PanelBoundaryProps) {
  return (
    <PanelBoundary name={name}>
      <Suspense fallback={null}>{children}</Suspense>
    </PanelBoundary>
  );
}

type OpenDialog =
  | ("reset" | "reseed" | "keys" | "display" | "about" | "browse")
  | ("share" | "home" | "own" | "teacher")
  | null;

function Page({ isFirstVisit }: { isFirstVisit: boolean }) {
  const lab = useLab();
  const language = useLanguage();
  const [tour, setTour] = useState<"first" | "asked" | null>(
    isFirstVisit ? "first" : null,
  );
  const [open, setOpen] = useState<OpenDialog>(null);
  const [keysAreOn, setKeysAreOn] = useStoredFlag("keys", true);
  /** A dialog tells late that it was closed, when another may be open already. */
  const close = (dialog: OpenDialog) =>
    setOpen((now) => (now === dialog ? null : now));
  /** Those that have been open are there, and their chunks fetched. */
  const [opened, setOpened] = useState<readonly OpenDialog[]>([]);
  if (open && !opened.includes(open)) setOpened([...opened, open]);
  const [view, showView] = useView(lab.settings);
  const [lessonId, setLessonId] = useLessonId();
  const isRunning = useLiveRun((view) => view.status.state === "running");
  const arena = useLabState(
    (state) => state.arena && arenaTitle(state.arena.progress),
  );
  const runTitle = useLiveRun(({ status }) => tabTitle(status));
  const title = arena ?? runTitle;
  const isAtStake = useLiveRun(({ status }) =>
    isMidRun(status.state, status.step),
  );
  const isEmbedded = useIsEmbedded();
  const hasEngine = useLabState((state) => state.report !== null);

  useWakeLock(isRunning || arena !== null);
  useLeaveGuard(isAtStake && !isEmbedded);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const [display, changeDisplay] = useDisplay(isEmbedded);

  const [askReset, askNewSeed] = useMemo(() => {
    const asking = (dialog: "reset" | "reseed", reset: () => void) => () => {
      const { state, step } = lab.run.getState().status;
      if (isMidRun(state, step)) setOpen(dialog);
      else reset();
    };
    return [asking("reset", lab.reset), asking("reseed", lab.resetWithNewSeed)];
  }, [lab]);
  const shortcuts = useMemo(() => {
    const { timeline, run } = lab;
    /** Shows the step before or after the one that is shown. */
    const move = (by: number) => {
      const shown = timeline.getState().step;
      timeline.show((shown ?? run.getState().latest?.step ?? 0) + by);
    };
    return {
      " ": lab.toggle,
      ".": () => lab.step(1),
      r: askReset,
      "[": () => move(-1),
      "]": () => move(1),
      l: () => timeline.show(null),
      "?": () => setOpen("keys"),
    };
  }, [lab, askReset]);
  useShortcuts(shortcuts, keysAreOn);
  const startTour = () => {
    setOpen(null);
    showView("overview");
    setTour("asked");
  };

  const dialogs = (
    <Fetched name={t.parts.asked}>
      {opened.includes("keys") && (
        <KeysDialog
          isOpen={open === "keys"}
          onClose={() => close("keys")}
          isOn={keysAreOn}
          onSwitch={setKeysAreOn}
        />
      )}
      {opened.includes("display") && (
        <DisplayDialog
          isOpen={open === "display"}
          onClose={() => close("display")}
          display={display}
          onChange={changeDisplay}
        />
      )}
      {opened.includes("about") && (
        <AboutDialog
          isOpen={open === "about"}
          onClose={() => close("about")}
          onTour={startTour}
        />
      )}
      {opened.includes("browse") && (
        <ImageBrowser
          isOpen={open === "browse"}
          onClose={() => close("browse")}
        />
      )}
      {opened.includes("share") && (
        <ShareDialog
          view={view}
          isOpen={open === "share"}
          onClose={() => close("share")}
        />
      )}
      {opened.includes("own") && (
        <OwnImagesDialog isOpen={open === "own"} onClose={() => close("own")} />
      )}
      {opened.includes("teacher") && (
        <OwnTeacherDialog
          isOpen={open === "teacher"}
          onClose={() => close("teacher")}
        />
      )}
      {opened.includes("home") && (
        <TakeHomeDialog
          isOpen={open === "home"}
          onClose={() => close("home")}
        />
      )}
      {/* Last, so that it has the focus after a dialog has given it back. */}
      {tour && (
        <Tour takesFocus={tour === "asked"} onEnd={() => setTour(null)} />
      )}
    </Fetched>
  );

  return (
    <div className={styles["page"]} data-embedded={isEmbedded}>
      <Bar
        key={language}
        onReset={askReset}
        onResetWithNewSeed={askNewSeed}
        onShare={() => setOpen("share")}
        onTakeHome={() => setOpen("home")}
        onShowKeys={() => setOpen("keys")}
        onShowDisplay={() => setOpen("display")}
        onShowAbout={() => setOpen("about")}
      />
      <main className={styles["main"]}>
        <Part key={language} id="setup">
          <div className={styles["setup"]}>
            <PanelBoundary name={t.parts.setup}>
              <Setup
                currentHref={() => currentUrl(lab.settings)}
                onOwnImages={() => setOpen("own")}
                onOwnTeacher={() => setOpen("teacher")}
              />
            </PanelBoundary>
          </div>
        </Part>
        <div className={styles["view"]}>
          <Part id="views">
            <ViewTabs view={view} onChoose={showView} />
          </Part>
          <Fetched name={t.parts.failure}>
            <FailureNotice />
          </Fetched>
          <Fetched name={t.parts.link}>
            <LinkNotices />
          </Fetched>
          {hasEngine && (
            <Fetched name={t.parts.kept}>
              <VersionNotice />
              <KeptRuns />
              <RunKeeper onShowRuns={() => showView("runs")} />
            </Fetched>
          )}
          {lessonId !== null && (
            <Fetched name={t.parts.lesson}>
              <LessonStrip
                {...{ lessonId, view }}
                onShow={showView}
                onLeave={() => setLessonId(null)}
              />
            </Fetched>
          )}
          {dialogs}
          <ViewPanels
            key={language}
            {...{ view, lessonId }}
            onBrowse={() => setOpen("browse")}
            onShow={showView}
            onLesson={setLessonId}
            onTour={startTour}
          />
          {!WITHOUT_TIME_LINE.includes(view) && (
            <div key={`timeline ${language}`} className={styles["timeline"]}>
              <PanelBoundary name={t.parts.timeline}>
                <TimeLine />
              </PanelBoundary>
            </div>
          )}
        </div>
      </main>
      <Fetched name={t.reset.title}>
        <ConfirmDialog
          isOpen={open === "reset"}
          {...t.reset}
          onCancel={() => close("reset")}
          onConfirm={() => {
            close("reset");
            lab.reset();
          }}
        />
        <ConfirmDialog
          isOpen={open === "reseed"}
          {...t.reseed}
          onCancel={() => close("reseed")}
          onConfirm={() => {
            close("reseed");
            lab.resetWithNewSeed();
          }}
        />
      </Fetched>
    </div>
  );
}

/** "30 % · CosPress Lab" while there is progress to show. */
function tabTitle(status: {
  state: string;
  step: number;
  steps: number;
}): string {
  const { state, step, steps } = status;
  if (state === "finished") return `${t.finished} · ${NAME}`;
  if (state === "failed") return `${t.stopped} · ${NAME}`;
  if (step === 0 || steps === 0) return NAME;
  const percent = `${Math.floor((100 * step) / steps)} %`;
  return state === "paused"
    ? `${t.pausedAt(percent)} · ${NAME}`
    : `${percent} · ${NAME}`;
}

/** "Arena 3 of 10 · CosPress Lab" */
function arenaTitle(progress: EventOf<"arena-progress"> | null): string {
  if (!progress) return `${t.arena} · ${NAME}`;
  return `${t.arenaRun(progress.done + 1, progress.planned)} · ${NAME}`;
}

/** Lets the browser ask before a run is lost by leaving. */
function useLeaveGuard(isAtStake: boolean): void {
  useEffect(() => {
    if (!isAtStake) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isAtStake]);
}
