/**
 * Has the browser keep the site (sw.js, which only a build has), so that it works offline from the next visit on.
 *
 * @param onVersion Hears of a newer version that is ready and waits.
 */
export async function keepOffline(
  onVersion: (waiting: ServiceWorker) => void,
): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  const registration = (await serviceWorker.register(
    `${import.meta.env.BASE_URL}sw.js`,
    { updateViaCache: "none" },
  )) as ServiceWorkerRegistration | undefined;
  // Tools that block it give nothing.
  if (!registration) return;
  /** Without a version at work the new one is the first, and nobody waits for it. */
  const tell = () => {
    const { waiting } = registration;
    if (waiting && serviceWorker.controller) onVersion(waiting);
  };
  tell();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", tell);
  });
}

/** The new version takes this page over, which starts again with it. */
export function takeOver(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener(
    "controllerchange",
    () => location.reload(),
    { once: true },
  );
  waiting.postMessage("take-over");
}
