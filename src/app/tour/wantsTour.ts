const SEEN_KEY = "cospress-lab.tour";

/**
 * Whether the page begins with its tour: on a first visit to the bare address. A link that says what is to be seen, a slide and a test are left alone;
 * `?tour=1` asks for it. Where the browser keeps nothing it would come at every visit, and so never comes by itself.
 */
export function wantsTour(href: string): boolean {
  const { search, hash } = new URL(href);
  if (search === "?tour=1") return true;
  if (search !== "" || hash !== "") return false;
  try {
    return localStorage.getItem(SEEN_KEY) === null;
  } catch {
    return false;
  }
}

export function rememberTour(): void {
  try {
    localStorage.setItem(SEEN_KEY, "seen");
  } catch {
    // It will not come by itself either.
  }
}
