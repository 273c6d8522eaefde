import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { connectCore } from "#core/main.ts";
import { expect, test } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { rows } from "./support/catalogue-page.ts";
import { MADE } from "./support/pocs.ts";
import { openCatalogue } from "./support/scanned.ts";

const patterns = (page: Page) => page.getByLabel(/Folders and files that scans leave out/u);

test("a path that is typed or pasted over the list of folders arrives in its field", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await page.getByRole("button", { name: "Scan a folder" }).click();
  const list = page.getByRole("dialog").locator("[data-autofocus][aria-label]");
  const field = page.getByLabel("Path of the folder to scan");
  await expect(list).toBeFocused();
  await page.keyboard.type(app.folder);
  await expect(field).toHaveValue(app.folder);
  await expect(field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(list).toBeFocused();
  await expect(list).toHaveAccessibleName(/tatami-e2e-pocs/u);
  await page.keyboard.type("~/");
  await expect(field).toHaveValue("~/");
  await page.keyboard.press("Enter");
  await expect(list).toBeFocused();
  await list.evaluate((element, path) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", `${path}\n`);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, app.folder);
  await expect(field).toHaveValue(app.folder);
  await expect(field).toBeFocused();
});

test("a path that is typed beside the list arrives in its field, too", async ({ app, page }) => {
  await page.goto(app.address);
  await page.getByRole("button", { name: "Scan a folder" }).click();
  const field = page.getByLabel("Path of the folder to scan");
  await page.getByRole("navigation", { name: "Places" }).getByRole("button").first().focus();
  await page.keyboard.type("/tmp");
  await expect(field).toHaveValue("/tmp");
  await expect(field).toBeFocused();
});

test("a first scan that was cancelled says how far it got, and begins again with one click", async ({
  app,
  page,
  prepared,
}) => {
  prepared.putPocs(app.folder);
  // Git waits for what nobody writes before it lists a file: the scan gets nowhere until it is cancelled.
  const [config, pipe] = [join(app.folder, ".git", "config"), join(app.folder, ".git", "held")];
  const settings = readFileSync(config);
  execFileSync("mkfifo", [pipe]);
  appendFileSync(config, `[include]\n\tpath = ${pipe}\n`);
  await page.goto(app.address);
  await page.getByRole("button", { name: "Scan a folder" }).waitFor();
  const core = await connectCore({ dataFolder: app.dataFolder, shell: "test" });
  const { id } = await core.client.catalog.startScan({ path: app.folder });
  await expect(page.getByRole("main").getByRole("progressbar")).toBeVisible();
  await core.client.catalog.cancelScan({ id });
  await core.close();
  writeFileSync(config, settings);
  const panel = page.getByRole("region", { name: "This scan was cancelled" });
  await expect(panel).toContainText("It had got as far as this: Looking for POCs");
  await expect(panel).toContainText("No POC was in the catalogue by then");
  await expect(panel).toContainText(app.folder);
  await expect(page.getByRole("button", { name: "Scan another folder" })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await panel.getByRole("button", { name: "Scan again" }).click();
  await expect(rows(page)).toHaveCount(MADE);
});

test.describe("of a folder that was scanned", () => {
  test.use({ scanned: true });

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

  test("the POCs of a folder are one click away in the catalogue, and each opens from its row", async ({
    app,
    page,
  }) => {
    await openCatalogue(app, page);
    await page.getByRole("link", { name: "Folders" }).click();
    const listed = page.getByRole("listbox", { name: "POCs" }).getByRole("option");
    await listed.filter({ hasText: "go-http" }).getByTitle("Open go-http").click();
    await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeVisible();
    await page.goBack();
    await page.getByRole("link", { name: `Show its ${MADE} POCs` }).click();
    await expect(rows(page)).toHaveCount(MADE);
    await expect(page).toHaveURL(/folder=/u);
  });
});
