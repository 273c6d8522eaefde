import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { MADE, openCatalogue } from "./support/pocs.ts";

test.use({ viewport: { width: 1360, height: 800 } });

const search = (page: Page) => page.getByRole("combobox", { name: /Search POCs|Buscar POCs/u });
const rows = (page: Page) => page.getByRole("listbox", { name: /Results|Resultados/u }).getByRole("option");
const selected = (page: Page) => page.getByRole("option", { selected: true });
const total = (page: Page) => page.getByTestId("total");
const pane = (page: Page) => page.getByRole("complementary", { name: "Selected POC" });
const filters = (page: Page) => page.getByRole("navigation", { name: /Filters|Filtros/u });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
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

  // Escape leads back to the list; in the field it clears first and leaves then.
  await page.keyboard.press("Escape");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(total(page)).toContainText(`${MADE} POCs`);
  await page.keyboard.press("Escape");
  await expect(search(page)).not.toBeFocused();
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

test("an edit is saved, told, listed and taken back", async ({ page }) => {
  // By words of its description: its name will be another.
  await search(page).fill("graceful");
  const detail = pane(page);
  await expect(detail.getByRole("heading", { name: "go-http" })).toBeVisible();
  await detail.getByRole("button", { name: "Edit Name" }).click();
  await page.keyboard.type("Graceful shutdown");
  await page.keyboard.press("Enter");
  await expect(detail.getByText("Saved", { exact: true })).toBeVisible();
  await expect(rows(page)).toContainText("Graceful shutdown");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(detail.getByRole("heading", { name: "go-http" })).toBeVisible();

  await detail.getByRole("button", { name: "Add a tag" }).click();
  await page.keyboard.type("Talk Devconf");
  await page.keyboard.press("Enter");
  await expect(detail.getByRole("button", { name: "Remove tag talk devconf" })).toBeVisible();
  await page.keyboard.press("Escape");
  await detail.getByRole("textbox", { name: "Notes" }).fill("seen at the conference");
  await expect(detail.getByText("Saved", { exact: true })).toBeVisible();

  await detail.getByRole("button", { name: "Show what was changed" }).click();
  await detail.getByRole("button", { name: /^Restore Notes/u }).click();
  await expect(detail.getByRole("textbox", { name: "Notes" })).toHaveValue("");
  await page.keyboard.press("Control+z");
  await expect(detail.getByRole("textbox", { name: "Notes" })).toHaveValue("seen at the conference");

  // What one wrote is found.
  await search(page).fill("tag:talk conference");
  await search(page).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeVisible();
});

test("a text that cannot be saved stays, and what happened is said", async ({ app, page }) => {
  await search(page).fill("go-http");
  await expect(pane(page).getByRole("heading", { name: "go-http" })).toBeVisible();
  await pane(page).getByRole("button", { name: "Edit Description" }).click();
  await page.keyboard.type("A text that must not be lost");
  app.process.kill("SIGSTOP");
  await page.keyboard.press("Control+Enter");
  await expect(pane(page).getByText("Saving…")).toBeVisible();
  app.process.kill("SIGKILL");
  await expect(pane(page).getByRole("alert")).toContainText("connection");
  await expect(pane(page).getByText("Not saved")).toBeVisible();
  await expect(pane(page).getByRole("textbox", { name: "Description" })).toHaveValue(
    "A text that must not be lost",
  );
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

test("not a POC, added by hand: both undone, neither asked", async ({ page }) => {
  await search(page).fill("go-http");
  await expect(pane(page).getByRole("heading", { name: "go-http" })).toBeVisible();
  await pane(page).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "This is not a POC" }).click();
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(1);
  await search(page).fill("");

  await page.getByRole("button", { name: "Add a POC by hand" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a POC by hand" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("An idea");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(pane(page).getByRole("heading", { name: "An idea" })).toBeVisible();
  await expect(total(page)).toContainText(`${MADE + 1} POCs`);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(total(page)).toContainText(`${MADE} POCs`);
});

test("a hostile README is text: nothing runs, nothing is fetched, no link leads astray", async ({ page }) => {
  const own = new URL(page.url()).host;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).host));
  await search(page).fill("hostile");
  await rows(page).first().dblclick();
  const readme = page.getByRole("region", { name: "README" });
  await expect(readme).toContainText("A text that says something, boldly.");
  await expect(readme.getByText("a dog")).toBeVisible();
  await expect(readme.getByText("a cat")).toBeVisible();
  await expect(
    readme.locator("script, style, img, iframe, svg, form, input, [onclick], [onerror]"),
  ).toHaveCount(0);
  await expect(readme.locator("a[href]")).toHaveCount(1);
  const web = readme.getByRole("link", { name: "web" });
  await expect(web).toHaveAttribute("href", "https://example.org/");
  await expect(web).toHaveAttribute("rel", /noopener/u);
  await expect(web).toHaveAttribute("target", "_blank");
  expect(await page.evaluate(() => (globalThis as { broken?: unknown }).broken)).toBeUndefined();
  expect(asked.filter((host) => host !== own)).toEqual([]);
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
