import type { ViewId } from "../../store/address.ts";

export const VIEW_TITLES: Readonly<Record<ViewId, string>> = {
  overview: "Overview",
  angles: "Angles",
  ood: "OOD",
  accuracy: "Accuracy",
  runs: "Runs",
  compare: "Compare",
  claims: "Claims",
  try: "Try it",
  learn: "Learn",
};

export const tabId = (view: ViewId) => `tab-${view}`;
export const panelId = (view: ViewId) => `view-${view}`;
