import type { ViewId } from "../../store/address.ts";

export const tabId = (view: ViewId) => `tab-${view}`;
export const panelId = (view: ViewId) => `view-${view}`;
