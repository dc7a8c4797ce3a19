import {
  CircleHelp,
  Download,
  ExternalLink,
  Keyboard,
  Settings2,
  Share2,
} from "lucide-react";
import { Part, useIsEmbedded, useIsHidden } from "../Part.tsx";
import { bar as t } from "../../texts/en/bar.ts";
import { keys } from "../../texts/en/keys.ts";
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
  onShare: () => void;
  onTakeHome: () => void;
  onShowKeys: () => void;
  onShowDisplay: () => void;
  onShowAbout: () => void;
};

export function Bar({
  onReset,
  onResetWithNewSeed,
  onShare,
  onTakeHome,
  onShowKeys,
  onShowDisplay,
  onShowAbout,
}: BarProps) {
  const isEmbedded = useIsEmbedded();
  const isStatusHidden = useIsHidden("status");
  return (
    <header className={styles["bar"]} data-embedded={isEmbedded}>
      {isEmbedded ? (
        <>
          <h1 className="visually-hidden">CosPress Lab</h1>
          <WholePageLink />
        </>
      ) : (
        <div className={styles["title"]}>
          <h1>CosPress Lab</h1>
          <Part id="tools">
            <div className={styles["tools"]}>
              <ThemeSwitch />

              <Button
                look="quiet"
                aria-label={t.display}
                onClick={onShowDisplay}
              >
                <Settings2 size={18} aria-hidden />
              </Button>
              <Button
                look="quiet"
                className={styles["keys"]}
                aria-label={keys.title}
                onClick={onShowKeys}
              >
                <Keyboard size={18} aria-hidden />
              </Button>
              <Button look="quiet" aria-label={t.share} onClick={onShare}>
                <Share2 size={18} aria-hidden />
              </Button>
              <Button
                look="quiet"
                aria-label={t.takeHome}
                title={t.takeHomeTitle}
                onClick={onTakeHome}
              >
                <Download size={18} aria-hidden />
              </Button>
              <Button look="quiet" onClick={onShowAbout}>
                <CircleHelp size={16} aria-hidden />
                <span className={styles["about"]}>{t.about}</span>
              </Button>
            </div>
          </Part>
        </div>
      )}
      <div className={styles["controls"]}>
        <Part id="transport">
          <Transport {...{ onReset, onResetWithNewSeed }} />
        </Part>
        <Part id="progress">
          <RunProgress />
        </Part>
      </div>
      {!isEmbedded && (
        <Part id="backend">
          <BackendChip />
        </Part>
      )}
      {/* Hidden from sight alone: it is how a screen reader follows the run. */}
      <div className={isStatusHidden ? "visually-hidden" : styles["statusRow"]}>
        <StatusLine />
      </div>
    </header>
  );
}

/** The way from a slide to everything that it leaves out. */
function WholePageLink() {
  const wholeHref = () => {
    const url = new URL(location.href);
    for (const name of ["embed", "hide"]) url.searchParams.delete(name);
    return url.href;
  };
  return (
    <a
      className={styles["whole"]}
      href={wholeHref()}
      target="_blank"
      rel="noopener"
      onClick={(event) => {
        // The address may have changed since this was drawn.
        event.currentTarget.href = wholeHref();
      }}
    >
      CosPress Lab
      <ExternalLink size={14} aria-label={t.wholePage} />
    </a>
  );
}
