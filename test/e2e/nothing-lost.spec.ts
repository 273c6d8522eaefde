import { expect, test } from "./support/app.ts";
import { pane, rows, search } from "./support/catalogue-page.ts";
import { openCatalogue } from "./support/scanned.ts";

test.use({ scanned: true, viewport: { width: 1360, height: 800 } });

test.beforeEach(async ({ app, page }) => {
  await openCatalogue(app, page);
});

test("the rows of a folder are there each time that it is shown", async ({ page }) => {
  const listed = page.getByRole("listbox", { name: "POCs" }).getByRole("option");
  for (let visit = 0; visit < 3; visit++) {
    await page.getByRole("link", { name: "Folders" }).click();
    await expect(listed.first()).toBeVisible();
    await page.getByRole("link", { name: "Catalogue" }).click();
    await expect(rows(page).first()).toBeVisible();
  }
});

test("what is typed behind the palette's key arrives in its field, and runs nothing", async ({ page }) => {
  await page.reload();
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dia?g/n");
  const field = page.getByRole("combobox", { name: "Type a command, or find a POC" });
  await expect(field).toHaveValue("dia?g/n");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await search(page).fill("kafka");
  await expect(search(page)).toHaveValue("kafka");
});

test("notes that are written in two tabs at once keep what each of them wrote", async ({
  app,
  browser,
  page,
}) => {
  const other = await browser.newPage();
  await other.goto(await app.freshAddress());
  for (const tab of [page, other]) {
    await search(tab).fill("graceful");
    await expect(pane(tab).getByRole("heading", { name: "go-http" })).toBeVisible();
  }
  const notes = (tab: typeof page) => pane(tab).getByRole("textbox", { name: "Notes" });
  // The core answers late, so that both have written before either is saved.
  app.process.kill("SIGSTOP");
  await notes(other).fill("from the other tab");
  await notes(page).fill("from this tab");
  await notes(page).blur();
  await notes(other).blur();
  app.process.kill("SIGCONT");
  for (const tab of [page, other]) {
    await expect(notes(tab)).toHaveValue(/from the other tab/u);
    await expect(notes(tab)).toHaveValue(/from this tab/u);
  }
  await other.close();
});

test("a text that one turns back from is found as it was left, and said not to be saved", async ({
  page,
}) => {
  await search(page).fill("graceful");
  await expect(rows(page)).toHaveText([/go-http/u]);
  await rows(page).first().dblclick();
  await page.getByRole("button", { name: "Edit Description" }).click();
  await page.getByRole("textbox", { name: "Description" }).fill("half a thought");
  await page.goBack();
  await expect(rows(page).first()).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("half a thought");
});

test("a click beside the dialog that adds a POC keeps what was written in it; Cancel forgets it", async ({
  page,
}) => {
  const dialog = page.getByRole("dialog", { name: "Add a POC by hand" });
  const open = page.getByRole("button", { name: "Add a POC by hand" });
  await open.click();
  await dialog.getByRole("textbox", { name: "Name" }).fill("half a thought");
  await dialog.getByRole("combobox", { name: "Tags" }).fill("later");
  await page.keyboard.press("Enter");
  await page.mouse.click(8, 400);
  await expect(dialog).toBeHidden();
  await open.click();
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("half a thought");
  await expect(dialog.getByText("later")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await open.click();
  await expect(dialog.getByRole("textbox", { name: "Name" })).toHaveValue("");
});

test("a word of any length stays inside of the window", async ({ page }) => {
  await search(page).fill("a".repeat(900));
  await expect(page.getByText("Nothing matches")).toBeVisible();
  const wide = await page.evaluate(
    () =>
      [...document.querySelectorAll("main *")].filter(
        (one) => one.getBoundingClientRect().right > innerWidth + 1,
      ).length,
  );
  expect(wide).toBe(0);
});
