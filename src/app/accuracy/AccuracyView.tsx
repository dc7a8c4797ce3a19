import { AgreementPanel } from "../overview/AgreementPanel.tsx";

/** What each space knows of the classes, and what is left of it when the images change. */
export function AccuracyView() {
  return (
    <section aria-label="Accuracy">
      <AgreementPanel />
    </section>
  );
}
