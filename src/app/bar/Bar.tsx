import { CircleHelp, Keyboard } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { BackendChip } from "./BackendChip.tsx";
import { RunProgress } from "./RunProgress.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { Transport } from "./Transport.tsx";
import styles from "./Bar.module.css";

export type BarProps = {
  onReset: () => void;
  onResetWithNewSeed: () => void;
  onShowKeys: () => void;
  onShowAbout: () => void;
};

export function Bar({
  onReset,
  onResetWithNewSeed,
  onShowKeys,
  onShowAbout,
}: BarProps) {
  return (
    <header className={styles["bar"]}>
      <div className={styles["title"]}>
        <h1>CosPress Lab</h1>
        <div className={styles["tools"]}>
          <ThemeSwitch />
          <Button look="quiet" aria-label="Keys" onClick={onShowKeys}>
            <Keyboard size={18} aria-hidden />
          </Button>
          <Button look="quiet" onClick={onShowAbout}>
            <CircleHelp size={16} aria-hidden />
            About
          </Button>
        </div>
      </div>
      <div className={styles["controls"]}>
        <Transport {...{ onReset, onResetWithNewSeed }} />
        <RunProgress />
      </div>
      <BackendChip />
      <StatusLine />
    </header>
  );
}
