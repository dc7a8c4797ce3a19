import {
  createContext,
  lazy,
  Suspense,
  useCallback,
  useContext,
  useState,
  type ReactNode,
} from "react";

const TermsDialog = lazy(() =>
  import("./TermsDialog.tsx").then((module) => ({
    default: module.TermsDialog,
  })),
);

/** Opens the words and formulas about a term by its id, about a figure by its topic, or, of "", about everything. */
type Explain = (about: string) => void;

const ExplainContext = createContext<Explain>(() => {});

export const useExplain = (): Explain => useContext(ExplainContext);

/** Lets everything inside explain itself. */
export function ExplainProvider({ children }: { children: ReactNode }) {
  /** What was asked about last; null: nothing yet. */
  const [about, setAbout] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const explain = useCallback((asked: string) => {
    setAbout(asked);
    setIsOpen(true);
  }, []);
  return (
    <ExplainContext value={explain}>
      {children}
      {about !== null && (
        <Suspense fallback={null}>
          <TermsDialog
            {...{ about, isOpen }}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </ExplainContext>
  );
}
