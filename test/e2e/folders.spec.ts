import type { Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { openCatalogue } from "./support/pocs.ts";

const patterns = (page: Page) => page.getByLabel(/Folders and files that scans leave out/u);

test("patterns that were written wait while another tab is looked at, and one that matches nothing is refused", async ({
  app,
  page,
}) => {
  await openCatalogue(app, page);
  await page.getByRole("link", { name: "Folders" }).click();
  await page.getByRole("tab", { name: /Ignore patterns/u }).click();
  await patterns(page).fill("drafts/\n[[[");
  await expect(page.getByText('Line 2: The pattern "[[["')).toBeVisible();
  await expect(patterns(page)).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("button", { name: /^Save and scan again/u })).toBeDisabled();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("tab", { name: /^POCs/u }).click();
  await page.getByRole("tab", { name: /Ignore patterns/u }).click();
  await expect(patterns(page)).toHaveValue("drafts/\n[[[");
  await page.getByRole("link", { name: "Catalogue" }).click();
  await page.getByRole("link", { name: "Folders" }).click();
  await page.getByRole("tab", { name: /Ignore patterns/u }).click();
  await expect(patterns(page)).toHaveValue("drafts/\n[[[");
  await patterns(page).fill("drafts/");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Ignore patterns saved.")).toBeVisible();
  await page.getByRole("tab", { name: /^POCs/u }).click();
  await page.getByRole("tab", { name: /Ignore patterns/u }).click();
  await expect(patterns(page)).toHaveValue("drafts/");
  await expect(page.getByRole("button", { name: "Discard changes" })).toHaveCount(0);
});
