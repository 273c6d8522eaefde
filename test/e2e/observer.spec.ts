import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { write } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { nameFolder, rows } from "./support/catalogue-page.ts";
import { addPoc, command, create, dialog, member, share, status, test } from "./support/workspaces.ts";

const CHANGING = ["Add a POC by hand", "Scan a folder", "Look at samples", "Remove the samples"];
const OBSERVER = "You are an observer in this workspace";

async function makeObserver(one: Page): Promise<void> {
  await one.goto(`${new URL(one.url()).origin}/#/workspace`);
  await member(one, "Ana").getByRole("combobox", { name: "Role of Ana" }).selectOption("observer");
}

/** The lines of the palette with a name; it stays open. */
async function offered(page: Page, title: string): Promise<Locator> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Type a command/u }).fill(title);
  return page.getByRole("option", { name: title, exact: true });
}

async function expectNoneOffered(page: Page): Promise<void> {
  for (const title of CHANGING) {
    await expect(await offered(page, title)).toHaveCount(0);
    await page.keyboard.press("Escape");
  }
}

test("an observer is offered nothing that it may not do and is told why", async ({
  two: { one, other, signaling },
}) => {
  // Two of everything, on machines that may have other things to do.
  test.setTimeout(120_000);
  await create(one, "Team");
  await addPoc(one, "Giraffe");
  await share(one, other, signaling);
  await rows(other).filter({ hasText: "Giraffe" }).press("Enter");
  const edit = other.getByRole("button", { name: "Edit Name" });
  await expect(edit).toBeVisible();
  await expect(other.getByRole("textbox", { name: "Notes" })).toBeVisible();

  await makeObserver(one);
  await expect(other.getByText(OBSERVER)).toBeVisible();
  await expect(edit).toHaveCount(0);
  await expect(other.getByRole("textbox", { name: "Notes" })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "Add a tag" })).toHaveCount(0);
  expect(await seriousFindings(other)).toEqual([]);
  await other.getByRole("link", { name: "Catalogue" }).first().click();
  await expect(rows(other)).toHaveCount(1);
  for (const name of CHANGING) await expect(other.getByRole("button", { name })).toHaveCount(0);
  await expectNoneOffered(other);
  await expect(status(other)).toContainText("In sync");
});

test("whoever becomes an observer keeps seeing the folders of its machine, and is offered no scan and no correction of them", async ({
  two: { one, other, signaling },
}) => {
  test.setTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "tatami-e2e-pocs-"));
  try {
    for (const name of ["heron", "ibis"]) write(folder, `${name}/package.json`, `{ "name": "${name}" }`);
    await create(one, "Team");
    await share(one, other, signaling);
    // What is offered to an editor, and is gone from each place afterwards: the same words, so that this test knows them.
    await expect(other.getByRole("button", { name: "Look at samples" })).toBeVisible();
    for (const title of CHANGING.slice(0, 3)) {
      await expect(await offered(other, title)).toHaveCount(1);
      await other.keyboard.press("Escape");
    }
    await command(other, "Look at samples");
    await expect(rows(other).first()).toBeVisible();
    await expect(other.getByRole("region", { name: "Samples" })).toBeVisible();
    await command(other, "Scan a folder");
    await nameFolder(other, folder);
    await other.keyboard.press("Control+Enter");
    await expect(other.getByRole("heading", { name: /^2 POCs found/u })).toBeVisible();
    const pocs = other.getByRole("listbox", { name: "POCs" });
    await pocs.getByRole("option", { name: /ibis/u }).click();
    await other.getByRole("button", { name: "Not a POC" }).click();
    await expect(other.getByRole("tab", { name: "Corrections 1" })).toBeVisible();
    await expect(pocs.getByRole("option")).toHaveCount(1);
    await pocs.getByRole("option").click();
    await expect(other.getByRole("button", { name: "Split here" })).toBeVisible();

    await makeObserver(one);
    const detail = other.getByRole("region", { name: folder.split("/").at(-1) ?? "", exact: true });
    await expect(detail.getByText(OBSERVER)).toBeVisible();
    for (const name of [...CHANGING, "Scan again", "Split here", "Not a POC"])
      await expect(other.getByRole("button", { name })).toHaveCount(0);
    // The row is still gone to and opened, and marked by nothing.
    await pocs.press("Control+a");
    await pocs.press(" ");
    await expect(other.getByText("1 selected")).toHaveCount(0);
    await other.getByRole("tab", { name: "Corrections 1" }).click();
    await expect(other.getByRole("list", { name: "Corrections" }).getByRole("button")).toHaveCount(0);
    await other.getByRole("tab", { name: "Ignore patterns" }).click();
    await expect(other.getByRole("textbox", { name: /one pattern a line/u })).not.toBeEditable();
    await expect(detail.getByRole("button", { name: "Save and scan again" })).toHaveCount(0);
    expect(await seriousFindings(other)).toEqual([]);
    await expectNoneOffered(other);
    // An address that asks for it opens no dialog either.
    await other.goto(`${new URL(other.url()).origin}/#/folders?choose=1`);
    await expect(pocs).toBeVisible();
    await expect(dialog(other)).toHaveCount(0);
    await other.goto(`${new URL(other.url()).origin}/#/catalog`);
    await expect(rows(other).first()).toBeVisible();
    await expect(other.getByRole("region", { name: "Samples" })).toHaveCount(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("an observer's empty catalogue and its page of folders say that others fill them, and offer nothing", async ({
  two: { one, other, signaling },
}) => {
  test.setTimeout(120_000);
  await create(one, "Team");
  await share(one, other, signaling);
  await expect(other.getByRole("button", { name: "Look at samples" })).toBeVisible();
  await makeObserver(one);
  await expect(other.getByText(`${OBSERVER}: what the others add appears here.`)).toBeVisible();
  await expect(other.getByRole("main").getByRole("button")).toHaveCount(0);
  await expectNoneOffered(other);
  expect(await seriousFindings(other)).toEqual([]);
  await command(other, "Go to folders and scans");
  await expect(other.getByText(OBSERVER)).toBeVisible();
  await expect(other.getByRole("main").getByRole("button")).toHaveCount(0);
  expect(await seriousFindings(other)).toEqual([]);
});
