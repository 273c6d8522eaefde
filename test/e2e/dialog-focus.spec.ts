import type { Locator, Page } from "@playwright/test";
import { write, expect, test } from "./support/app.ts";
import { nameFolder, rows } from "./support/catalogue-page.ts";
import { addPoc, command, dialog, status, switcher } from "./support/workspaces.ts";

/** Opens a dialog by a button, and sees that leaving it in each way gives the focus back to the button. */
async function comesBackTo(page: Page, opener: Locator, open: () => Promise<void>): Promise<void> {
  const leave = [
    () => page.keyboard.press("Escape"),
    () => dialog(page).getByRole("button", { name: "Cancel" }).press("Enter"),
  ];
  for (const close of leave) {
    await open();
    await expect(dialog(page)).toBeVisible();
    await close();
    await expect(dialog(page)).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
}

test("after each dialog the focus is where it was opened, or in the content where that has gone", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await expect(status(page)).toContainText("Only on this device");
  for (const name of ["Scan a folder", "Add a POC by hand"]) {
    const button = page.getByRole("main").getByRole("button", { name });
    await comesBackTo(page, button, () => button.press("Enter"));
  }
  // The first POC takes the welcome away, and its buttons with it.
  await addPoc(page, "Alpha");
  await expect(page.getByRole("main")).toBeFocused();
  const add = page.getByRole("button", { name: "Add a POC by hand" });
  await comesBackTo(page, add, () => add.press("Enter"));
  await add.press("Enter");
  await dialog(page).getByLabel("Name").fill("Beta");
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveCount(2);
  await expect(add).toBeFocused();

  // By the palette and by a key: to what had the focus before the palette.
  const list = page.getByRole("listbox", { name: "Results" });
  await comesBackTo(page, list, async () => {
    await list.focus();
    await command(page, "Create a workspace");
  });
  for (const key of ["Control+k", "?"]) {
    await list.focus();
    await page.keyboard.press(key);
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(list).toBeFocused();
  }

  // From a line of a menu to its button, also through a dialog that took the place of another.
  await switcher(page).press("Enter");
  await page.getByRole("menuitem", { name: "Join a workspace" }).press("Enter");
  await dialog(page).getByLabel("Invitation").fill("abandon ability able about above absent");
  await dialog(page).getByLabel("Your name").fill("Ana");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("button", { name: "Check the connection" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Back" }).press("Enter");
  await expect(dialog(page).getByLabel("Invitation")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(switcher(page)).toBeFocused();
});

test("an open dialog has the keys for itself, and the palette closes by the key that opened it", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await expect(status(page)).toContainText("Only on this device");
  const add = page.getByRole("main").getByRole("button", { name: "Add a POC by hand" });
  const scan = page.getByRole("main").getByRole("button", { name: "Scan a folder" });
  const palette = page.getByRole("dialog", { name: "Commands" });
  for (const opener of [scan, add]) {
    await opener.press("Enter");
    await expect(dialog(page)).toBeVisible();
    // In a field of it, and on a button of it.
    await page.keyboard.press("Control+k");
    await dialog(page).getByRole("button", { name: "Cancel" }).focus();
    for (const key of ["Control+k", "?", "g", "s"]) await page.keyboard.press(key);
    await page.keyboard.press("Tab");
    await expect(dialog(page)).toHaveCount(1);
    await expect(palette).toHaveCount(0);
    await expect(page).toHaveURL(/#\/catalog/u);
    await page.keyboard.press("Escape");
    await expect(opener).toBeFocused();
  }
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(palette).toHaveCount(0);
});

test("after each dialog of a folder the focus is where it was opened", async ({ app, page }) => {
  for (const name of ["a", "b"]) write(app.folder, `${name}/package.json`, `{ "name": "${name}" }`);
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await command(page, "Scan a folder");
  await nameFolder(page, app.folder);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("option")).toHaveCount(2);
  await page.goto(`${new URL(page.url()).origin}/#/folders?choose=1`);
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  // Nothing has opened it: its own button is where one goes on.
  const scan = page.getByRole("button", { name: "Scan a folder" });
  await expect(scan).toBeFocused();
  await comesBackTo(page, scan, () => scan.press("Enter"));

  await page.getByRole("listbox", { name: "POCs" }).press("Control+a");
  const merge = page.getByRole("button", { name: "These are one…" });
  await comesBackTo(page, merge, () => merge.press("Enter"));
  const more = page.getByRole("button", { name: "More", exact: true });
  const remove = async () => {
    await more.press("Enter");
    await page.getByRole("menuitem", { name: /Remove from the catalogue/u }).press("Enter");
  };
  await comesBackTo(page, more, remove);
  await remove();
  await dialog(page).getByRole("button", { name: "Remove" }).press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
