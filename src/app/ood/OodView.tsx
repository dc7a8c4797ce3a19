import { ScoresPanel } from "../overview/ScoresPanel.tsx";

/** How well each space tells known images from foreign ones. */
export function OodView() {
  return (
    <section aria-label="OOD">
      <ScoresPanel />
    </section>
  );
}
