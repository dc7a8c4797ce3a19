import { Activity, lazy, Suspense, useState, type ReactNode } from "react";
import { VIEWS, type ViewId } from "../../store/address.ts";
import { shell as t } from "../../texts/en/shell.ts";
import { Overview } from "../overview/Overview.tsx";
import { PanelBoundary } from "../PanelBoundary.tsx";
import { panelId, tabId } from "./viewIds.ts";
import styles from "./Views.module.css";

const AnglesView = lazy(() =>
  import("../angles/AnglesView.tsx").then((module) => ({
    default: module.AnglesView,
  })),
);
const OodView = lazy(() =>
  import("../ood/OodView.tsx").then((module) => ({ default: module.OodView })),
);
const AccuracyView = lazy(() =>
  import("../accuracy/AccuracyView.tsx").then((module) => ({
    default: module.AccuracyView,
  })),
);
const RunsView = lazy(() =>
  import("../notebook/RunsView.tsx").then((module) => ({
    default: module.RunsView,
  })),
);
const CompareView = lazy(() =>
  import("../compare/CompareView.tsx").then((module) => ({
    default: module.CompareView,
  })),
);

const ClaimsView = lazy(() =>
  import("../claims/ClaimsView.tsx").then((module) => ({
    default: module.ClaimsView,
  })),
);
const TryView = lazy(() =>
  import("../try/TryView.tsx").then((module) => ({ default: module.TryView })),
);
const LearnView = lazy(() =>
  import("../learn/LearnView.tsx").then((module) => ({
    default: module.LearnView,
  })),
);

export type ViewPanelsProps = {
  view: ViewId;
  lessonId: string | null;
  onBrowse: () => void;
  onShow: (view: ViewId) => void;
  onLesson: (id: string | null) => void;
  onTour: () => void;
};

/**
 * Every view that has been shown so far, the present one in sight. The others keep their state,
 * but listen to nothing, so that the page draws only what is seen.
 */
export function ViewPanels(props: ViewPanelsProps) {
  const { view, lessonId, onBrowse, onShow, onLesson, onTour } = props;
  const [shown, setShown] = useState<readonly ViewId[]>([view]);
  if (!shown.includes(view)) setShown([...shown, view]);

  const contents: Record<ViewId, ReactNode> = {
    overview: <Overview onBrowse={onBrowse} />,
    angles: <AnglesView />,
    ood: <OodView />,
    accuracy: <AccuracyView />,
    runs: <RunsView onShowRun={() => onShow("overview")} />,
    compare: <CompareView />,
    claims: (
      <ClaimsView
        onShowRun={() => onShow("overview")}
        onShowCompare={() => onShow("compare")}
      />
    ),
    try: <TryView />,
    learn: <LearnView {...{ lessonId, onLesson, onShow, onTour }} />,
  };
  return VIEWS.filter((id) => shown.includes(id)).map((id) => (
    <Activity key={id} mode={id === view ? "visible" : "hidden"}>
      <div
        className={styles["panel"]}
        role="tabpanel"
        id={panelId(id)}
        aria-labelledby={tabId(id)}
      >
        <PanelBoundary name={t.views[id]}>
          <Suspense fallback={<p className={styles["loading"]}>{t.loading}</p>}>
            {contents[id]}
          </Suspense>
        </PanelBoundary>
      </div>
    </Activity>
  ));
}
