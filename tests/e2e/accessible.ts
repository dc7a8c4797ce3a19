/** What axe finds wrong on a page, in both themes. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Finds nothing where axe's rules hold in the light theme, and those on colours in the dark one. Leaves the page in the dark theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page }).options({
      // Of what holds, axe would write down every element.
      resultTypes: ["violations"],
      // The rules on colours are all that a theme can change. `target-size` has a tag of WCAG, and is off until it is asked for.
      ...(colorScheme === "dark"
        ? { runOnly: ["color-contrast", "link-in-text-block"] }
        : { runOnly: RULES, rules: { "target-size": { enabled: true } } }),
    });
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.html}`),
    );
    expect(found, colorScheme).toEqual([]);
  }
}
