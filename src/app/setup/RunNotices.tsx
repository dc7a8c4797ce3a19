import { noticeText } from "../../protocol/notices.ts";
import "../../texts/en/notices.ts";
import { setup as t } from "../../texts/en/setup.ts";
import { useLiveRun } from "../LabContext.tsx";
import styles from "./Setup.module.css";

/** What the engine adapted, and what else a run is told of. */
export function RunNotices() {
  const notices = useLiveRun((view) => view.notices);
  return (
    <ul className={styles["notices"]} aria-label={t.adapted}>
      {notices.map((notice) => (
        <li key={notice.message}>{noticeText(notice)}</li>
      ))}
    </ul>
  );
}
