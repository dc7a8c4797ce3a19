/** What axe finds wrong on a page, in both themes. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Leaves the page in the dark theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      // Has such a tag, and is off until it is asked for.
      .options({ rules: { "target-size": { enabled: true } } })
      .withTags(RULES)
      .analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.html}`),
    );
    expect(found, colorScheme).toEqual([]);
  }
}
