import type { Page } from "@playwright/test";
import { expect, test } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { rows, search } from "./support/catalogue-page.ts";
import { openCatalogue } from "./support/scanned.ts";

test.use({ scanned: true, viewport: { width: 1360, height: 800 } });

const detail = (page: Page) => page.getByRole("complementary");

test.beforeEach(async ({ app, page }) => {
  await openCatalogue(app, page);
  await search(page).fill("go-http");
  await expect(rows(page)).toHaveCount(1);
  await expect(detail(page).getByRole("heading", { name: "go-http" })).toBeVisible();
});

test("the keys go on at the pencil after Save, Cancel and As scanned, and at the next tag after one went", async ({
  page,
}) => {
  const pencil = detail(page).getByRole("button", { name: "Edit Description" });
  const field = detail(page).getByRole("textbox", { name: "Description" });
  await pencil.press("Enter");
  await field.fill("Another text");
  await detail(page).getByRole("button", { name: "Save" }).press("Enter");
  await expect(detail(page).getByText("Another text")).toBeVisible();
  await expect(pencil).toBeFocused();
  await pencil.press("Enter");
  await detail(page).getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(pencil).toBeFocused();
  await pencil.press("Enter");
  await detail(page).getByRole("button", { name: "As scanned" }).press("Enter");
  await expect(detail(page).getByText("Another text")).toBeHidden();
  await expect(pencil).toBeFocused();

  const add = detail(page).getByRole("button", { name: "Add a tag" });
  await add.press("Enter");
  await page.keyboard.type("one, two, three");
  await page.keyboard.press("Enter");
  const remove = (tag: string) => detail(page).getByRole("button", { name: `Remove tag ${tag}` });
  await expect(remove("two")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(add).toBeFocused();
  // In the order of the list: one, three, two.
  await remove("one").press("Enter");
  await expect(remove("three")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(remove("two")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(add).toBeFocused();
});

test("a tag is shown as it will be written, and one that is sent twice stands there once", async ({
  app,
  page,
}) => {
  const tags = detail(page).getByRole("list", { name: "Your tags" });
  await detail(page).getByRole("button", { name: "Add a tag" }).click();
  const field = detail(page).getByRole("textbox", { name: "Add a tag" });
  await field.fill("Talk  DevConf");
  await expect(field).toHaveAccessibleDescription("Written as talk devconf");
  expect(await seriousFindings(page)).toEqual([]);
  app.process.kill("SIGSTOP");
  for (let time = 0; time < 2; time++) {
    await field.fill("Talk DevConf");
    await field.press("Enter");
  }
  await expect(tags.getByText("talk devconf")).toHaveCount(1);
  app.process.kill("SIGCONT");
  await expect(tags.getByRole("link", { name: "talk devconf" })).toHaveCount(1);
});

test("notes that could not be saved and are written back to what is saved are no failure any more", async ({
  app,
  page,
}) => {
  const notes = detail(page).getByRole("textbox", { name: "Notes" });
  await notes.fill("saved");
  await notes.blur();
  await expect(detail(page).getByText("Saved", { exact: true })).toBeVisible();
  app.process.kill("SIGSTOP");
  await notes.fill("saved, and more");
  await notes.blur();
  await expect(detail(page).getByText("Saving…")).toBeVisible();
  app.process.kill("SIGKILL");
  await expect(detail(page).getByRole("alert")).toContainText("connection");
  await notes.fill("saved");
  await notes.blur();
  await expect(detail(page).getByRole("alert")).toHaveCount(0);
  await expect(detail(page).getByText("Not saved")).toHaveCount(0);
});

for (const [locale, notes, saved] of [
  ["en-US", "Notes", "Saved"],
  ["pt-BR", "Notas", "Salvo"],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test("what is written under the notes' title stays where it is when it is said to be saved", async ({
      page,
    }) => {
      const section = detail(page).getByRole("region", { name: notes });
      const title = section.getByRole("heading", { name: notes });
      const field = section.getByRole("textbox");
      const places = async () => [await title.boundingBox(), await field.boundingBox()].map((box) => box?.y);
      const before = await places();
      await field.fill("x");
      await field.blur();
      await expect(section.getByText(saved, { exact: true })).toBeVisible();
      expect(await places()).toEqual(before);
    });
  });
}
