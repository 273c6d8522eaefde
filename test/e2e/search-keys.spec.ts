import { basename } from "node:path";
import { FACETS } from "#shared/features/catalog/catalog.ts";
import { seriousFindings } from "./support/axe.ts";
import { expect, test, write } from "./support/app.ts";
import { filters, rows, search, selected, total } from "./support/catalogue-page.ts";
import { MADE } from "./support/pocs.ts";
import { openCatalogue, scan } from "./support/scanned.ts";

test.use({ scanned: true, actionTimeout: 10_000, viewport: { width: 1360, height: 800 } });

test.beforeEach(async ({ app, page }) => {
  await openCatalogue(app, page);
});

test("Escape closes the suggestions, then clears the text, then goes to the list; filters stay", async ({
  page,
}) => {
  const list = page.getByRole("listbox", { name: "Results" });
  const offered = page.getByRole("listbox", { name: "Language" });
  const recent = page.getByText("Filter by typing");
  await page.keyboard.press("/");
  await page.keyboard.type("tag:kafka language:ja");
  await expect(offered).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(offered).toBeHidden();
  await expect(search(page)).toHaveValue("language:ja");
  await page.keyboard.press("Escape");
  await expect(search(page)).toHaveValue("");
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list).toBeFocused();
  await expect(page.getByRole("button", { name: "Remove filter Tag: kafka" })).toBeVisible();
  await expect(total(page)).toContainText(`2 of ${MADE} POCs`);

  // From a button in the search as from its field.
  await page.getByRole("button", { name: "Clear search and filters" }).click();
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(recent).toBeVisible();
  await expect(search(page)).not.toBeFocused();
  await page.keyboard.press("Escape");
  await expect(recent).toBeHidden();
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list).toBeFocused();
});

test("Enter in the very moment in which the rows come opens the one that is there, and not the one before", async ({
  page,
}) => {
  await search(page).focus();
  await page.evaluate(() => {
    // Told before anything that waits for its turn: whoever sees the row may have pressed the key already.
    const watch = new MutationObserver(() => {
      const rows = [...document.querySelectorAll("[role=listbox] [role=option]")];
      if (rows.length !== 1 || rows[0]?.textContent?.includes("go-http") !== true) return;
      watch.disconnect();
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await page.keyboard.insertText("graceful");
  await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeVisible();
});

test("a double click opens the row that was pressed first, though another came under the pointer", async ({
  page,
}) => {
  const heading = page.getByRole("heading", { level: 1, name: "go-http" });
  for (const view of ["Table", "Cards"]) {
    await page.getByText(view, { exact: true }).locator("xpath=ancestor::label").click();
    await expect(rows(page).filter({ hasText: "go-http" })).toBeVisible();
    await page.evaluate(() => {
      const all = [...document.querySelectorAll("[role=listbox] [role=option]")];
      const meant = all.find((row) => row.textContent?.includes("go-http") === true);
      const other = all.find((row) => row !== meant);
      meant?.dispatchEvent(new MouseEvent("click", { detail: 1, bubbles: true }));
      other?.dispatchEvent(new MouseEvent("click", { detail: 2, bubbles: true }));
      other?.dispatchEvent(new MouseEvent("dblclick", { detail: 2, bubbles: true }));
    });
    await expect(heading).toBeVisible();
    await page.goBack();
    await expect(heading).toBeHidden();
  }
});

test("with nothing found, Enter opens nothing and Escape leaves, too", async ({ page }) => {
  await search(page).fill("language:java ");
  await expect(rows(page)).toHaveCount(3);
  await search(page).fill("qqqqqqq");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await expect(search(page)).toHaveAttribute("aria-expanded", "false");
  await expect(search(page)).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("listbox", { name: "Results" })).toBeFocused();
  await expect(rows(page)).toHaveCount(3);
});

test("a row that is scrolled away is not named as the active one", async ({ app, page }) => {
  for (let at = 100; at < 160; at++) write(app.folder, `idea-${at}/package.json`, `{ "name": "idea-${at}" }`);
  await scan(app);
  await expect(total(page)).toContainText(`${MADE + 60} POCs`);
  const list = page.getByRole("listbox", { name: "Results" });
  await search(page).press("ArrowDown");
  for (const named of [search(page), list])
    await expect(named).toHaveAttribute(
      "aria-activedescendant",
      (await selected(page).getAttribute("id")) ?? "",
    );
  await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(selected(page)).toHaveCount(0);
  for (const named of [search(page), list]) await expect(named).not.toHaveAttribute("aria-activedescendant");
  await search(page).press("ArrowDown");
  await expect(selected(page)).toHaveAttribute("aria-posinset", "3");
  for (const named of [search(page), list])
    await expect(named).toHaveAttribute(
      "aria-activedescendant",
      (await selected(page).getAttribute("id")) ?? "",
    );
});

test("a facet that is cleared by keyboard keeps the focus among the facets", async ({ page }) => {
  const language = filters(page).getByRole("region", { name: "Language" });
  await language.getByRole("button", { name: /^Go/u }).press("Enter");
  await expect(total(page)).toContainText(`1 of ${MADE} POCs`);
  await language.getByRole("button", { name: "Clear Language" }).press("Enter");
  await expect(total(page)).toHaveText(new RegExp(`^${MADE} POCs`, "u"));
  await expect(language.getByRole("button").first()).toBeFocused();

  // A year without any hit goes when it is let go.
  const years = filters(page).getByRole("region", { name: "Year" });
  await years.getByRole("button", { name: /^2022/u }).press("Enter");
  await search(page).fill("kafka");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await years.getByRole("button", { name: /^2022/u }).press("Enter");
  await expect(years.getByRole("button", { name: /^2022/u })).toHaveCount(0);
  await expect(years.locator(":focus")).toHaveCount(1);
});

test("what is searched for stays when a POC is added by hand from the palette, also after a reload", async ({
  page,
}) => {
  await search(page).fill("go-http");
  await expect(page).toHaveURL(/q=go-http/u);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Type a command/u }).fill("Add a POC by hand");
  await page.getByRole("option", { name: "Add a POC by hand" }).click();
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(search(page)).toHaveValue("go-http");
  await expect(page).toHaveURL(/q=go-http/u);
});

test("the sheet of the shortcuts says what can be typed in the search, in both languages", async ({
  page,
}) => {
  await page.keyboard.press("?");
  const english = page.getByRole("dialog").getByRole("region", { name: "What you can type in the search" });
  for (const piece of ['"dead letter"', "-tag:old", "year:2020..2021", "year:>2023", "year:<2020", ...FACETS])
    await expect(english).toContainText(piece);
  await expect(english).toContainText("the year of the first commit, else of the oldest file");
  // In a tab the browser has that key.
  await expect(page.getByRole("dialog")).toContainText("Show keyboard shortcuts");
  await expect(page.getByRole("dialog")).not.toContainText("Quit");
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("Português");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Varrer uma pasta" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(
    page.getByRole("dialog").getByRole("region", { name: "O que você pode digitar na busca" }),
  ).toContainText("o ano do primeiro commit");
});

test.describe("values are offered as one types", () => {
  test("of all five filters, with their counts, also behind a minus", async ({ app, page }) => {
    const root = basename(app.folder);
    const cases = [
      ["language:ja", "Language", ["Java3", "JavaScript1"], "Language: Java"],
      ["-language:kot", "Language", ["Kotlin1"], "Language: not Kotlin"],
      ["framework:spr", "Framework", ["Spring Boot1"], "Framework: Spring Boot"],
      ["-tag:kafka", "Tag", ["kafka2", "kafka-streams2"], "Tag: not kafka"],
      ["year:202", "Year", ["20252", "20241", "20231", "20221", "20211"], "Year: 2025"],
      [`folder:${root.slice(0, 14)}`, "Folder", [`${root}${MADE}`], `Folder: ${root}`],
    ] as const;
    for (const [typed, facet, offered, chosen] of cases) {
      await search(page).fill(typed);
      const options = page.getByRole("listbox", { name: facet, exact: true }).getByRole("option");
      await expect(options).toHaveText([...offered]);
      await expect(search(page)).toHaveAttribute(
        "aria-activedescendant",
        (await options.first().getAttribute("id")) ?? "",
      );
      await page.keyboard.press("Tab");
      await expect(page.getByRole("button", { name: `Remove filter ${chosen}`, exact: true })).toBeVisible();
      await expect(search(page)).toBeFocused();
      await page.getByRole("button", { name: "Clear search and filters" }).click();
    }
  });

  test("by arrows and by mouse; a value with blanks is quoted; nothing offered steals no key", async ({
    page,
  }) => {
    await search(page).fill("framework:");
    const options = page.getByRole("listbox", { name: "Framework" }).getByRole("option");
    await expect(options.nth(1)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(options.last()).toHaveAttribute("aria-selected", "true");
    expect(await seriousFindings(page)).toEqual([]);
    await options.filter({ hasText: "Spring Boot" }).click();
    await expect(page.getByRole("button", { name: "Remove filter Framework: Spring Boot" })).toBeVisible();
    await expect(search(page)).toBeFocused();
    await expect(rows(page)).toHaveText([/spring-hello/u]);

    // In the middle of the text, it is put there as the query language writes it.
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await search(page).fill("service");
    await page.keyboard.press("Home");
    await page.keyboard.type("framework:spring");
    await expect(options).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Remove filter Framework: Spring Boot" })).toBeVisible();

    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await search(page).fill("language:cobol");
    await expect(page.getByRole("listbox", { name: "Language" })).toHaveCount(0);
    await search(page).fill("kafka");
    await expect(rows(page)).toHaveCount(2);
    const first = await selected(page).innerText();
    await page.keyboard.press("ArrowDown");
    await expect(selected(page)).not.toHaveText(first);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});
