import { expect, type Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { test as alone } from "./support/app.ts";
import { pane, rows, search } from "./support/catalogue-page.ts";
import { openCatalogue } from "./support/scanned.ts";
import { addPoc, command, create, member, share, status, test } from "./support/workspaces.ts";

const notes = (page: Page) => page.getByRole("textbox", { name: "Notes", exact: true });
const privateNotes = (page: Page) => page.getByRole("textbox", { name: "Private notes" });
const add = (page: Page) => page.getByRole("button", { name: "Add private notes" });
const makePrivate = (page: Page) => page.getByRole("button", { name: "Make notes private" });

alone.describe("private notes", () => {
  alone.use({ scanned: true, viewport: { width: 1360, height: 1000 } });

  alone.beforeEach(async ({ app, page }) => {
    await openCatalogue(app, page);
    await search(page).fill("go-http");
    await expect(rows(page)).toHaveCount(1);
  });

  alone("are written and found, take notes behind them, and give them back", async ({ page }) => {
    await expect(makePrivate(page)).toHaveCount(0);
    await add(page).press("Enter");
    await expect(privateNotes(page)).toBeFocused();
    await expect(privateNotes(page)).toHaveAccessibleDescription("Only on this machine, never shared");
    await privateNotes(page).fill("ask the pelican");
    // Whoever goes on to the notes has it saved by that.
    await notes(page).fill("shown on Friday");
    await expect(pane(page).getByText("Saved", { exact: true })).toHaveCount(2);
    expect(await seriousFindings(page)).toEqual([]);

    await makePrivate(page).press("Enter");
    await expect(privateNotes(page)).toHaveValue("ask the pelican\n\nshown on Friday");
    await expect(notes(page)).toHaveValue("");
    await expect(privateNotes(page)).toBeFocused();
    const told = page.getByRole("region", { name: "Notifications" });
    await expect(told).toContainText("The notes are private now.");
    await expect(told).not.toContainText("Members");
    await told.getByRole("button", { name: "Undo" }).click();
    await expect(notes(page)).toHaveValue("shown on Friday");
    await expect(privateNotes(page)).toHaveValue("ask the pelican");

    // What is still being typed comes along, by the palette as by the button.
    await notes(page).pressSequentially(" and Monday");
    await command(page, "Make notes private");
    await expect(privateNotes(page)).toHaveValue("ask the pelican\n\nshown on Friday and Monday");
    await expect(notes(page)).toHaveValue("");
    await page.reload();
    await expect(privateNotes(page)).toHaveValue("ask the pelican\n\nshown on Friday and Monday");
    await search(page).fill("pelican");
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page).locator("mark", { hasText: "pelican" })).toBeVisible();
  });

  alone("have their changes in the history, and what they were is given back", async ({ page }) => {
    await command(page, "Write private notes");
    await expect(privateNotes(page)).toBeFocused();
    for (const text of ["first", "second"]) {
      await privateNotes(page).fill(text);
      await privateNotes(page).blur();
      await expect(pane(page).getByText("Saved", { exact: true })).toBeVisible();
    }
    await pane(page).getByRole("button", { name: "Show what was changed" }).click();
    await expect(pane(page).getByText("Private notes set to “second”")).toBeVisible();
    await pane(page)
      .getByRole("button", { name: /Restore the earlier private notes: “first”/u })
      .click();
    await expect(privateNotes(page)).toHaveValue("first");
    // Emptied, they are a quiet button again for whoever comes next.
    await privateNotes(page).fill("");
    await privateNotes(page).blur();
    await expect(pane(page).getByText("Saved", { exact: true })).toBeVisible();
    await page.reload();
    await expect(add(page)).toBeVisible();
  });

  alone("that a window was closed over are there at the next start", async ({ app, page }) => {
    await add(page).click();
    app.process.kill("SIGSTOP");
    await privateNotes(page).fill("half a thought");
    await page.goto("about:blank");
    app.process.kill("SIGKILL");
    await page.goto(await app.restart());
    await search(page).fill("go-http");
    await expect(privateNotes(page)).toHaveValue("half a thought");
    await search(page).fill("thought");
    await expect(rows(page)).toHaveCount(1);
  });

  alone.describe("in Portuguese, where the detail is a page of its own", () => {
    alone.use({ viewport: { width: 900, height: 800 }, locale: "pt-BR" });

    alone("the palette leads to their field, and makes notes private", async ({ page }) => {
      await command(page, "Escrever notas privadas");
      await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeVisible();
      const field = page.getByRole("textbox", { name: "Notas privadas" });
      await expect(field).toBeFocused();
      await expect(field).toHaveAccessibleDescription("Só nesta máquina, nunca compartilhadas");
      await page.getByRole("textbox", { name: "Notas", exact: true }).fill("só minhas");
      await command(page, "Tornar as notas privadas");
      await expect(field).toHaveValue("só minhas");
      await expect(page.getByText("Agora as notas são privadas.")).toBeVisible();
    });
  });
});

test("nobody sees private notes being written, members are told apart from them, and an observer has them, too", async ({
  two: { one, other, signaling },
}) => {
  // Two of everything, on machines that may have other things to do.
  test.setTimeout(120_000);
  await create(one, "Team");
  await addPoc(one, "Giraffe");
  await share(one, other, signaling);
  await rows(other).filter({ hasText: "Giraffe" }).click();
  await rows(one).filter({ hasText: "Giraffe" }).click();

  const here = one.getByRole("article", { name: "Giraffe" }).getByRole("status").filter({ hasText: "Ana" });
  await expect(here).toContainText("Ana is here");
  // Whatever is told of her from now on, however short.
  await one.evaluate(() => {
    new MutationObserver(() => {
      if (document.body.textContent.includes("Ana is writing")) document.body.dataset["seen"] = "writing";
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  await add(other).click();
  await privateNotes(other).pressSequentially("ask the pelican");
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();
  await privateNotes(other).pressSequentially(" again");
  await expect(other.getByText("Every member of this workspace sees them")).toBeVisible();
  // She goes, and that is told behind all that was told before.
  await command(other, "Go to settings");
  await expect(one.getByText("Ana is here")).toHaveCount(0);
  await expect(one.locator("body")).not.toHaveAttribute("data-seen");
  await command(other, "Go to the catalogue");
  await rows(other).filter({ hasText: "Giraffe" }).click();
  await notes(other).pressSequentially("for all");
  await expect(here).toContainText("Ana is writing");
  await expect(one.locator("body")).toHaveAttribute("data-seen", "writing");
  await expect(notes(one)).toHaveValue("for all");
  await expect(privateNotes(one)).toHaveCount(0);
  expect(await seriousFindings(other)).toEqual([]);

  await makePrivate(other).click();
  await expect(privateNotes(other)).toHaveValue("ask the pelican again\n\nfor all");
  await expect(
    other.getByText("Members who already received them keep them in their history."),
  ).toBeVisible();
  await expect(notes(one)).toHaveValue("");
  await command(other, "Go to the workspace");
  await expect(other.getByText("Your private notes about POCs")).toBeVisible();

  await one.goto(`${new URL(one.url()).origin}/#/workspace`);
  await member(one, "Ana").getByRole("combobox", { name: "Role of Ana" }).selectOption("observer");
  await command(other, "Go to the catalogue");
  await rows(other).filter({ hasText: "Giraffe" }).click();
  await expect(other.getByText("You are an observer in this workspace")).toBeVisible();
  await expect(notes(other)).toHaveCount(0);
  await expect(makePrivate(other)).toHaveCount(0);
  await privateNotes(other).fill("still mine");
  await privateNotes(other).blur();
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();
  await expect(status(other)).toContainText("In sync");
});
