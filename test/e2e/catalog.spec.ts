import { basename } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expect, test, write } from "./support/app.ts";
import { axe } from "./support/axe.ts";
import { filters, pane, rows, search, selected, total } from "./support/catalogue-page.ts";
import { MADE } from "./support/pocs.ts";
import { openCatalogue, scan } from "./support/scanned.ts";

test.use({ scanned: true, viewport: { width: 1360, height: 800 } });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await axe(page).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

test.beforeEach(async ({ app, page }) => {
  await openCatalogue(app, page);
});

test("results come with every key, with their hits marked", async ({ page }) => {
  await expect(total(page)).toContainText(`${MADE} POCs`);
  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("kaf");
  await expect(total(page)).toHaveText(new RegExp(`^2 of ${MADE} POCs · \\d+ ms$`, "u"));
  await expect(rows(page).first().locator("mark").first()).toHaveText("kaf");
  await page.keyboard.type("ka ret");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("kafka-retry-topics");

  await search(page).fill("CAFE");
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("cafe-reativo");

  // Only its README says so: a piece of it is shown.
  await search(page).fill("zeppelin");
  await expect(rows(page)).toContainText("spring-hello");
  await expect(rows(page).locator("mark")).toHaveText("zeppelin");
});

test("filters are tokens, typed or clicked, several at once", async ({ page }) => {
  await search(page).fill("language:ja");
  const offered = page.getByRole("listbox", { name: "Language" }).getByRole("option");
  await expect(offered.first()).toContainText("Java");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove filter Language: Java", exact: true })).toBeVisible();
  await expect(total(page)).toContainText(`3 of ${MADE} POCs`);

  await filters(page).getByRole("button", { name: /^2025/u }).click();
  await expect(total(page)).toContainText(`2 of ${MADE} POCs`);
  // OR inside a facet, and its other values are counted without its own filter.
  await expect(filters(page).getByRole("button", { name: /^2024/u })).toContainText("1");
  await filters(page).getByRole("button", { name: /^2024/u }).click();
  await expect(total(page)).toContainText(`3 of ${MADE} POCs`);

  await search(page).fill("-framework:kafka ");
  await expect(page.getByRole("button", { name: "Remove filter Framework: not kafka" })).toBeVisible();
  await page.getByRole("button", { name: "Clear Year" }).click();
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(total(page)).toContainText(`${MADE} POCs`);
});

test("a language is found by what else it is called, and its facet lets it go", async ({ page }) => {
  await search(page).fill("language:gola");
  await expect(page.getByRole("listbox", { name: "Language" }).getByRole("option")).toContainText("Go");
  await search(page).fill("language:golang ");
  await expect(total(page)).toContainText(`1 of ${MADE} POCs`);
  const go = filters(page).getByRole("button", { name: /^Go/u });
  await expect(go).toHaveAttribute("aria-pressed", "true");
  await go.click();
  await expect(total(page)).toHaveText(new RegExp(`^${MADE} POCs`, "u"));
  await expect(page.getByRole("button", { name: /^Remove filter/u })).toHaveCount(0);
});

test("folders are offered as a tree, each with all that is below it", async ({ app, page }) => {
  const root = basename(app.folder);
  const folders = filters(page).getByRole("region", { name: "Folder" }).getByRole("button");
  await expect(folders).toHaveText([new RegExp(`^${root}${MADE}$`, "u")]);
  for (const path of ["labs/one", "labs/deep/er/two"])
    write(app.folder, `${path}/package.json`, `{ "name": "${basename(path)}" }`);
  await scan(app);
  await expect(folders).toHaveText([
    `${root}${MADE + 2}`,
    `${root}/labs2`,
    `${root}/labs/deep1`,
    `${root}/labs/deep/er1`,
  ]);
  await folders.nth(1).click();
  await expect(total(page)).toContainText(`2 of ${MADE + 2} POCs`);
  await expect(
    page.getByRole("button", { name: `Remove filter Folder: ${root}/labs`, exact: true }),
  ).toBeVisible();
});

test("by keyboard alone; back and forward keep query, selection and scroll", async ({ page }) => {
  await page.setViewportSize({ width: 1360, height: 250 });
  await page.keyboard.press("/");
  await page.keyboard.type("language:java ");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(selected(page)).toHaveCount(1);
  const name = (await selected(page).innerText()).split("\n")[0] ?? "";
  await expect(search(page)).toHaveAttribute(
    "aria-activedescendant",
    (await selected(page).getAttribute("id")) ?? "",
  );
  const scroller = page.getByRole("listbox", { name: "Results" });
  const top = await scroller.evaluate((element) => element.scrollTop);
  expect(top).toBeGreaterThan(0);

  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  const address = page.url();
  await page.goBack();
  await expect(page.getByRole("button", { name: /Remove filter Language/u })).toBeVisible();
  await expect(selected(page)).toContainText(name);
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(top);
  await page.goForward();
  expect(page.url()).toBe(address);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

  // Escape leads back to the list.
  await page.keyboard.press("Escape");
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(total(page)).toContainText(`${MADE} POCs`);
  await page.keyboard.press("Escape");
  await expect(scroller).toBeFocused();
  await page.keyboard.press("End");
  await expect(selected(page)).toHaveAttribute("aria-posinset", String(MADE));
  await page.keyboard.press("Home");
  await expect(selected(page)).toHaveAttribute("aria-posinset", "1");
});

test("Enter right after the last key opens what was typed, and the search is remembered", async ({
  page,
}) => {
  await page.keyboard.press("/");
  await page.keyboard.type("go-http");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeVisible();
  await page.getByRole("link", { name: "Catalogue" }).click();
  await search(page).click();
  await page.getByRole("button", { name: "go-http", exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(search(page)).toHaveValue("go-http");
});

test("an empty result names what excludes most and takes it out", async ({ page }) => {
  await search(page).fill("language:java qqqqqqq");
  await page.getByRole("button", { name: "Search without “qqqqqqq”" }).click();
  await expect(total(page)).toContainText(`3 of ${MADE} POCs`);
  await search(page).fill("cafe");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Search without/u })).toBeVisible();
  await page.getByRole("button", { name: "Clear everything" }).click();
  await expect(total(page)).toContainText(`${MADE} POCs`);
});

test("both languages, from the list to the shortcuts", async ({ page }) => {
  await palette(page, "Português");
  await expect(page.getByRole("button", { name: "Varrer uma pasta" })).toBeVisible();
  await expect(filters(page).getByRole("heading", { name: "Linguagem" })).toBeVisible();
  await search(page).fill("kafka");
  await expect(total(page)).toContainText(`2 de ${MADE} POCs`);
  await expect(page.getByRole("button", { name: "Pasta", exact: true })).toBeVisible();
  expect(await page.locator("html").getAttribute("lang")).toBe("pt-BR");
  await palette(page, "English");
  await expect(page.getByRole("button", { name: "Scan a folder" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`list, cards, detail and palette are accessible in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await search(page).fill("kafka");
    await expect(pane(page).getByRole("heading").first()).toBeVisible();
    await expectAccessible(page);
    await page.getByText("Cards", { exact: true }).locator("xpath=ancestor::label").click();
    await expect(rows(page).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByText("Table", { exact: true }).locator("xpath=ancestor::label").click();
    await rows(page).first().dblclick();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("button", { name: "Show what was changed" }).click();
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await settled(page.getByRole("dialog"));
    await expectAccessible(page);
  });
}

/** Does a command by the palette. */
async function palette(page: Page, command: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(command);
  await expect(page.getByRole("dialog").getByRole("option", { selected: true })).toContainText(command);
  await page.keyboard.press("Enter");
}

/** Until what fades in stands: half-faded text has no contrast. */
async function settled(place: Locator): Promise<void> {
  await place.evaluate((element) =>
    Promise.all(element.getAnimations({ subtree: true }).map((one) => one.finished.catch(() => undefined))),
  );
}
