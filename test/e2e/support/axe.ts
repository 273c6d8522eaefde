import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * An axe for the page that answers violations alone. It runs in the page: the app has no frames, and to look into them axe
 * would open a page of its own for each look.
 */
export const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();

/** What axe finds serious or critical on the page (or a part of it), in both themes: one line each, empty when all is well. */
export async function seriousFindings(page: Page, part = "body"): Promise<string[]> {
  const before = await page.evaluate(() => document.documentElement.dataset["mantineColorScheme"] ?? "light");
  const found: string[] = [];
  for (const theme of ["light", "dark"]) {
    await paint(page, theme);
    const { violations } = await axe(page).include(part).withTags(RULES).analyze();
    for (const { id, impact, nodes } of violations) {
      if (impact !== "serious" && impact !== "critical") continue;
      found.push(`${theme}: ${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
    }
  }
  await paint(page, before);
  return found;
}

/** Paints a theme without changing the settings, and waits for colours to settle. */
async function paint(page: Page, theme: string): Promise<void> {
  await page.evaluate((scheme) => {
    document.documentElement.dataset["mantineColorScheme"] = scheme;
  }, theme);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== "running" || one.effect?.getTiming().iterations === Infinity),
  );
}
