import { LinkedStep } from "./LinkedStep.tsx";
import { LinkIssues } from "./LinkIssues.tsx";

/** What there is to say about the address that the page was opened at. */
export function LinkNotices() {
  return (
    <>
      <LinkIssues />
      <LinkedStep />
    </>
  );
}
