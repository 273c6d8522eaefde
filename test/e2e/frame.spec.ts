import { expect, test } from "./support/app.ts";
import { filters, rows } from "./support/catalogue-page.ts";
import { openCatalogue } from "./support/scanned.ts";

// So low that nothing fits.
test.use({ scanned: true, viewport: { width: 1360, height: 420 } });

test("the window itself never scrolls: header and status bar stay, whatever is scrolled into view", async ({
  app,
  page,
}) => {
  await openCatalogue(app, page);
  const heights = () =>
    page.evaluate(() => ({
      document: document.documentElement.scrollHeight,
      window: innerHeight,
      at: scrollY,
    }));
  const still = { document: 420, window: 420, at: 0 };
  expect(await heights()).toEqual(still);
  // As a screen reader does, which goes to what only it can see.
  await filters(page)
    .locator("span")
    .last()
    .evaluate((element) => element.scrollIntoView({ block: "end" }));
  expect(await heights()).toEqual(still);
  await expect(page.locator("footer")).toBeInViewport();
  await rows(page).first().dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Show what was changed" }).press("Enter");
  expect(await heights()).toEqual(still);
  for (const screen of ["folders", "workspace", "settings", "diagnostics", "hosts"]) {
    await page.goto(`${new URL(page.url()).origin}/#/${screen}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await heights(), screen).toEqual(still);
  }
});
