import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { DeviceCheck } from "./DeviceCheck.tsx";
import { LicenceList } from "./LicenceList.tsx";
import { about as t } from "../../texts/en/about.tsx";
import styles from "../App.module.css";

export type AboutDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  onTour: () => void;
};

export function AboutDialog({ isOpen, onClose, onTour }: AboutDialogProps) {
  return (
    <Dialog title={t.title} isOpen={isOpen} onClose={onClose}>
      <div className={styles["prose"]}>
        <p>{t.what()}</p>
        <p>
          <Button onClick={onTour}>{t.tour}</Button>
        </p>
        <h3>{t.method}</h3>
        <p>
          {t.source(
            <cite>Preserving Angles Improves Feature Distillation</cite>,
            <a href="https://arxiv.org/abs/2411.15239">arXiv:2411.15239</a>,
          )}
        </p>
        <h3>{t.smaller}</h3>
        <ul>
          {t.smallerList.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p>{t.notThePapers}</p>
        <DeviceCheck />
        <h3>{t.privacy}</h3>
        <p>{t.privacyText}</p>
        <h3>{t.licences}</h3>
        <p>{t.licencesText}</p>
        <LicenceList />
      </div>
    </Dialog>
  );
}
