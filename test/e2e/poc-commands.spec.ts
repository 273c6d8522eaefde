import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, test, write } from "./support/app.ts";
import { pane, rows, search, selected, total } from "./support/catalogue-page.ts";
import { MADE } from "./support/pocs.ts";
import { openCatalogue, scan } from "./support/scanned.ts";

const REMOTE = "https://example.org/someone/pocs";

test.use({
  scanned: true,
  actionTimeout: 10_000,
  viewport: { width: 1360, height: 800 },
  permissions: ["clipboard-read", "clipboard-write"],
});

test.beforeEach(async ({ app, page }) => {
  await openCatalogue(app, page);
});

/** Opens the palette with some words in it; answers the lines of the selected POC. */
async function atHand(page: Page, words: string): Promise<Locator> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(words);
  return page.getByRole("dialog").getByRole("option");
}

/** Does a command of the POC at hand, which the palette must name. */
async function run(page: Page, command: string, name: string): Promise<void> {
  const line = (await atHand(page, command)).filter({ hasText: `${command}${name}` });
  await line.click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Lets the editor leave a file where it was started, so that a test sees what it was started for. */
async function chooseEditor(page: Page): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.getByRole("combobox", { name: "Editor" }).selectOption("own");
  await page.getByLabel("Command of the editor").fill("touch {path}/opened");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Command saved.")).toBeVisible();
  await page.getByRole("link", { name: "Catalogue" }).click();
  await rows(page).first().waitFor();
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("one key opens the selected POC in the editor, in the list and on its page, but not in a field", async ({
  app,
  page,
}) => {
  await chooseEditor(page);
  const opened = (name: string) => existsSync(join(app.folder, name, "opened"));
  const list = page.getByRole("listbox", { name: "Results" });
  await search(page).fill("e");
  await search(page).press("e");
  await expect(search(page)).toHaveValue("ee");

  await search(page).fill("retries");
  await expect(rows(page)).toHaveText([/kafka-retry-topics/u]);
  await list.press("e");
  await expect.poll(() => opened("kafka-retry-topics")).toBe(true);
  await expect(page.getByText("kafka-retry-topics was handed to touch")).toBeVisible();

  // Right behind the arrow: the row that it led to, not the one before.
  await search(page).fill("language:java ");
  await expect(rows(page)).toHaveCount(3);
  await list.focus();
  await list.evaluate(async (element) => {
    for (const key of ["End", "e"]) {
      element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      // What React does for a key is done in microtasks; tasks may come after the next key.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
  });
  const last = (await selected(page).innerText()).split("\n")[0] ?? "";
  await expect.poll(() => opened(last)).toBe(true);

  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await search(page).fill("graceful");
  await expect(rows(page)).toHaveText([/go-http/u]);
  await search(page).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeFocused();
  expect(opened("go-http")).toBe(false);
  await page.keyboard.press("e");
  await expect.poll(() => opened("go-http")).toBe(true);

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog").getByRole("region", { name: "Selected POC" })).toContainText(
    "Open in the editor",
  );
});

for (const width of [1360, 900]) {
  test(`the palette does what the page of the selected POC can, ${width} px wide`, async ({ app, page }) => {
    execFileSync("git", ["-C", app.folder, "remote", "add", "origin", REMOTE]);
    await scan(app);
    await page.setViewportSize({ width, height: 800 });
    await search(page).fill("graceful");
    await expect(rows(page)).toHaveText([/go-http/u]);

    await run(page, "Copy path", "go-http");
    await expect(page.getByText(`Copied: ${join(app.folder, "go-http")}`)).toBeVisible();
    expect(await clipboard(page)).toBe(join(app.folder, "go-http"));
    await run(page, "Copy clone command", "go-http");
    await expect(page.getByText("Copied: git clone")).toBeVisible();
    expect(await clipboard(page)).toBe(`git clone ${REMOTE} && cd pocs/go-http`);
    for (const title of ["Open its folder", "Open in the terminal", "Open its repository on the web"]) {
      await expect((await atHand(page, title)).filter({ hasText: `${title}go-http` })).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
    }

    await run(page, "Add a tag", "go-http");
    const field = page.getByRole("textbox", { name: "Add a tag" });
    await expect(field).toBeFocused();
    await page.keyboard.type("for a talk");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Remove tag for a talk" })).toBeVisible();
    await page.keyboard.press("Escape");

    await run(page, "This is not a POC", "go-http");
    await expect(page.getByText("go-http is no POC any more")).toBeVisible();
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await expect(total(page)).toContainText(`${MADE - 1} POCs`);
    await page.getByRole("button", { name: "Undo" }).last().click();
    await expect(total(page)).toContainText(`${MADE} POCs`);
  });
}

test("what a POC lacks has no command, and without a POC there is none", async ({ page }) => {
  await page.getByRole("button", { name: "Add a POC by hand" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("An idea");
  await page.keyboard.press("Enter");
  await expect(pane(page).getByRole("heading", { name: "An idea" })).toBeVisible();
  const lines = await atHand(page, "");
  await expect(lines.filter({ hasText: "An idea" })).toHaveText([
    "Add a tagAn idea",
    "Write private notesAn idea",
    "Remove from the catalogueAn idea",
  ]);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Settings" }).click();
  await atHand(page, "");
  await expect(lines.filter({ hasText: "Go to settings" })).toHaveCount(1);
  await expect(lines.filter({ hasText: "Add a tag" })).toHaveCount(0);
});

test("the palette leads to all POCs where it shows only some of them", async ({ app, page }) => {
  const lines = await atHand(page, "kafka");
  await expect(lines.filter({ hasText: "kafka-retry-topics" })).toHaveCount(1);
  await expect(lines.filter({ hasText: "in the catalogue" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  for (let at = 1; at <= 9; at++) write(app.folder, `queue-${at}/package.json`, `{ "name": "queue-${at}" }`);
  await scan(app);
  await expect(total(page)).toContainText(`${MADE + 9} POCs`);

  await page.getByRole("link", { name: "Settings" }).click();
  await atHand(page, "queue");
  await expect(lines.last()).toHaveText("Show all 9 POCs in the catalogue");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(total(page)).toContainText(`9 of ${MADE + 9} POCs`);
  await expect(search(page)).toHaveValue("queue");
});

test("the density is a command", async ({ page }) => {
  await (await atHand(page, "compact density")).first().click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "compact");
  await (await atHand(page, "comfortable density")).first().click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "comfortable");
});
