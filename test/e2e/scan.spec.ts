import { mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { expect, test, write, type App } from "./support/app.ts";
import { nameFolder } from "./support/catalogue-page.ts";
import { scansEnded } from "./support/scanned.ts";

/** Four POCs in three shapes, and a folder that is none. */
function makePocs(folder: string): void {
  write(folder, "alpha/package.json", '{ "name": "alpha", "description": "Says hello over HTTP." }');
  write(folder, "alpha/index.js", "console.log('hello');\n");
  write(folder, "area/one/go.mod", "module example/one\n\ngo 1.24\n");
  write(folder, "area/one/main.go", "package main\n\nfunc main() {}\n");
  write(folder, "area/two/Cargo.toml", '[package]\nname = "two"\nversion = "0.1.0"\n');
  write(folder, "area/two/src/main.rs", "fn main() {}\n");
  const module = (name: string) =>
    `<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>${name}</artifactId><version>1</version>`;
  write(
    folder,
    "multi/pom.xml",
    `${module("multi")}<modules><module>a</module><module>b</module></modules></project>`,
  );
  for (const part of ["a", "b"]) {
    write(folder, `multi/${part}/pom.xml`, `${module(part)}</project>`);
    write(folder, `multi/${part}/src/main/java/App.java`, "class App { }\n");
  }
  write(folder, "notes/README.md", "# Notes\n\nNothing to run here.\n");
}

/** Opens the folders' page and scans a folder by its path. */
async function scanByPath(page: Page, app: App, path = app.folder): Promise<void> {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.getByRole("heading", { name: "Folders", exact: true }).waitFor();
  await page.getByRole("button", { name: "Scan a folder" }).click();
  await nameFolder(page, path);
  await page.keyboard.press("Control+Enter");
}

const results = (page: Page) =>
  page.locator("section[aria-label*='POCs found'], section[aria-label*='POC found']");
const stat = (page: Page, name: string) =>
  results(page)
    .locator("div", { has: page.getByText(name, { exact: true }) })
    .locator("dd");
const pocs = (page: Page) => page.getByRole("listbox", { name: "POCs" }).getByRole("option");
/** Those whose folders are where they were. */
const there = (page: Page) => pocs(page).filter({ hasNotText: "missing" });

test("a folder is found and scanned with the keyboard alone, and scanned again", async ({ page, app }) => {
  makePocs(app.folder);
  await page.goto(app.address);
  await expect(
    page.getByRole("heading", { name: "Find every proof of concept you ever wrote" }),
  ).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await expect(page.getByRole("heading", { name: "No folder has been scanned yet" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("scan a folder");
  await page.keyboard.press("Enter");

  const list = page.getByRole("dialog").locator("[data-autofocus]");
  await expect(list).toBeFocused();
  await page.keyboard.press("Tab");
  const path = page.getByLabel("Path of the folder to scan");
  await expect(path).toBeFocused();
  await expect(path).not.toHaveValue("");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(`${app.folder}/nowhere`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("There is no folder");
  // A wrong path stays to be corrected.
  await page.keyboard.press("End");
  for (let letter = 0; letter < "/nowhere".length; letter++) await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(list).toBeFocused();
  await expect(page.getByRole("option")).toHaveText([/^alpha/u, /^area/u, /^multi/u, /^notes/u]);

  await page.keyboard.type("ar");
  await expect(page.getByRole("option", { name: "area" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option")).toHaveText([/^one/u, /^two/u]);
  await page.keyboard.press("Backspace");
  // One level up, the folder that one came from is in hand.
  await expect(page.getByRole("option", { name: "area" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option", { selected: true })).toHaveCount(0);
  await page.keyboard.press("Control+Enter");

  await expect(results(page)).toContainText("4 POCs found");
  await expect(stat(page, "New")).toHaveText("4");
  await expect(page.locator("footer")).toContainText("4 new, 0 changed");
  await expect(pocs(page)).toHaveText([/^alpha/u, /one/u, /two/u, /^multi/u]);

  rmSync(join(app.folder, "alpha"), { recursive: true });
  write(app.folder, "area/one/README.md", "# One\n\nCounts in goroutines.\n");
  await page.getByRole("button", { name: "Scan again" }).press("Enter");
  await expect(stat(page, "Missing")).toHaveText("1");
  await expect(stat(page, "Changed")).toHaveText("1");
  await expect(stat(page, "Unchanged")).toHaveText("2");
  await expect(page.getByRole("option", { name: /alpha/u })).toContainText("missing");

  await page.reload();
  await expect(pocs(page)).toHaveCount(4);
  await expect(stat(page, "Missing")).toHaveText("1");
});

test("a list of folders that comes late takes the focus from nobody who went to the path", async ({
  page,
  app,
}) => {
  makePocs(app.folder);
  // A core that answers late, as beside a disk that has to wake.
  let late: (() => void)[] | null = null;
  await page.routeWebSocket(/./u, (socket) => {
    const core = socket.connectToServer();
    core.onMessage((message) => {
      if (late === null) socket.send(message);
      else late.push(() => socket.send(message));
    });
  });
  await page.goto(app.address);
  const begin = page.getByRole("button", { name: /Scan a folder/u }).first();
  await expect(begin).toBeVisible();
  const answers: (() => void)[] = (late = []);
  await begin.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("[aria-busy=true]")).toBeFocused();
  await page.keyboard.press("Tab");
  const path = page.getByLabel("Path of the folder to scan");
  await expect(path).toBeFocused();
  late = null;
  for (const answer of answers) answer();
  await expect(path).not.toHaveValue("");
  await expect(dialog.locator("[aria-busy=false]")).toBeVisible();
  await expect(path).toBeFocused();
  await page.keyboard.type(app.folder);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("option", { name: "alpha" })).toBeVisible();
  await expect(dialog.getByRole("listbox")).toBeFocused();
});

test("a hidden folder and a git repository show in the folder browser", async ({ page, app }) => {
  for (const path of ["plain", "tool/.git", ".secret"])
    mkdirSync(join(app.folder, path), { recursive: true });
  await page.goto(app.address);
  await page.getByRole("link", { name: "Folders" }).click();
  await page.getByRole("heading", { name: "Folders", exact: true }).waitFor();
  await page.getByRole("button", { name: "Scan a folder" }).click();
  await nameFolder(page, app.folder);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option")).toHaveCount(2);
  await expect(page.getByRole("option", { name: /^tool.*git repository/u })).toBeVisible();
  await page.getByLabel("Hidden folders").press("Space");
  await expect(page.getByRole("option")).toHaveText([/\.secret/u, /plain/u, /tool/u]);
  await page.getByRole("option", { name: /plain/u }).dblclick();
  await expect(page.getByText("No folders inside.")).toBeVisible();
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("button").nth(-2).click();
  await expect(page.getByRole("option")).toHaveCount(3);
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Scan a folder" })).toBeFocused();
});

test("corrections are obeyed by the scan that follows, and can be taken back", async ({ page, app }) => {
  makePocs(app.folder);
  await scanByPath(page, app);
  await scansEnded(app);
  await expect(pocs(page)).toHaveCount(4);

  const list = page.getByRole("listbox", { name: "POCs" });
  await list.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("button", { name: "These are one…" }).press("Enter");
  await expect(page.getByRole("dialog").getByLabel("area (their common folder)")).toBeChecked();
  await page.getByRole("button", { name: "Make them one" }).press("Enter");
  await scansEnded(app, 2);
  await expect(pocs(page)).toHaveText([/alpha/u, /area/u, /multi/u]);
  // The scan has ended: the toast says with what, and can still be taken back.
  await expect(page.getByText("Correction noted. The scan found 3 POCs.")).toBeVisible();
  await expect(page.getByText("Scanning again…")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await scansEnded(app, 3);
  await expect(there(page)).toHaveText([/alpha/u, /one/u, /two/u, /multi/u]);

  await page.getByRole("option", { name: /multi/u }).click();
  await page.getByRole("button", { name: "Split here" }).click();
  await scansEnded(app, 4);
  await expect(there(page)).toHaveText([/alpha/u, /one/u, /two/u, /multi\/a/u, /multi\/b/u]);
  await page.getByRole("option", { name: /alpha/u }).click();
  await page.getByRole("button", { name: "Not a POC" }).click();
  await scansEnded(app, 5);
  await expect(there(page)).toHaveCount(4);

  await page.getByRole("tab", { name: /Corrections/u }).click();
  const corrections = page.getByRole("list", { name: "Corrections" }).getByRole("listitem");
  await expect(corrections).toHaveText([/Split here.*multi/u, /Not a POC.*alpha/u]);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Forget this correction: Not a POC, alpha" }).press("Enter");
  await scansEnded(app, 6);
  await expect(corrections).toHaveCount(1);
  await page.getByRole("tab", { name: /POCs/u }).click();
  await expect(there(page)).toHaveCount(5);
});

test("ignore patterns take POCs out with the next scan and bring them back", async ({ page, app }) => {
  makePocs(app.folder);
  await scanByPath(page, app);
  await scansEnded(app);
  await expect(pocs(page)).toHaveCount(4);
  await page.getByRole("tab", { name: /Ignore patterns/u }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel(/Folders and files that scans leave out/u).fill("# drafts\narea/\n");
  await page.keyboard.press("Control+Enter");
  await scansEnded(app, 2);
  await expect(page.getByText("Ignore patterns saved. The scan found 2 POCs.")).toBeVisible();
  await page.getByRole("tab", { name: /^POCs/u }).click();
  await expect(pocs(page)).toHaveText([/alpha/u, /multi/u]);
  await page.getByRole("button", { name: "Undo" }).click();
  await scansEnded(app, 3);
  await expect(pocs(page)).toHaveCount(4);
});

/** So many POCs that a scan of them can be watched. */
function makeManyPocs(folder: string, count: number): void {
  for (let index = 0; index < count; index++) {
    write(
      folder,
      `group-${index % 50}/poc-${index}/package.json`,
      `{ "name": "poc-${index}", "description": "Number ${index}." }`,
    );
  }
}

test("a running scan shows how far it is and can be cancelled; what it saved stays", async ({
  page,
  app,
}) => {
  // Enough that it still runs when the button is pressed.
  makeManyPocs(app.folder, 2000);
  await scanByPath(page, app);
  await expect(page.locator("main").getByRole("progressbar").first()).toBeVisible();
  await expect(page.locator("footer").getByRole("progressbar")).toBeVisible();
  await page.locator("main").getByRole("button", { name: "Cancel the scan" }).press("Enter");
  await expect(page.getByRole("heading", { name: "This scan was cancelled" })).toBeVisible();
  await expect(page.locator("footer")).toContainText("was cancelled");
  await page.getByRole("button", { name: "Scan again" }).press("Enter");
  await expect(results(page)).toContainText("2,000 POCs found", { timeout: 60_000 });
  await expect(stat(page, "Missing")).toHaveText("0");
});

test("a scan is cancelled from the status bar of any screen, by keyboard", async ({ page, app }) => {
  makeManyPocs(app.folder, 2000);
  await scanByPath(page, app);
  const footer = page.locator("footer");
  await expect(footer.getByRole("progressbar")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  // Until a first POC is saved, the catalogue welcomes.
  const welcome = page.getByRole("heading", { name: "Find every proof of concept you ever wrote" });
  await expect(page.getByRole("combobox", { name: "Search POCs" }).or(welcome)).toBeVisible();
  const cancel = footer.getByRole("button", { name: `Cancel the scan of ${basename(app.folder)}` });
  await expect(cancel).toHaveText("Cancel");
  // A button inside of a link would be pressed with it.
  await expect(footer.getByRole("link").getByRole("button")).toHaveCount(0);
  await footer.getByRole("link", { name: /^Scanning/u }).focus();
  await page.keyboard.press("Tab");
  await expect(cancel).toBeFocused();
  await page.keyboard.press("Enter");
  const ended = footer.getByRole("link", { name: /was cancelled/u });
  await expect(ended).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "This scan was cancelled" })).toBeVisible();
});

test("what could not be read is listed with its reason, and a folder that is gone says what to do", async ({
  page,
  app,
}) => {
  test.skip(process.platform !== "linux", "Only Linux takes any bytes as a name.");
  makePocs(app.folder);
  mkdirSync(Buffer.concat([Buffer.from(`${app.folder}/bad-`), Buffer.from([0xff, 0xfe])]));
  await scanByPath(page, app);
  await scansEnded(app);
  await expect(page.getByRole("heading", { name: "1 path could not be read" })).toBeVisible();
  await expect(page.getByText("bad-\\xff\\xfe").first()).toBeVisible();
  await expect(page.getByText("Name is not valid text")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);

  renameSync(app.folder, `${app.folder}-gone`);
  try {
    await page.getByRole("button", { name: "Scan again" }).press("Enter");
    // It is said where the folder stands, and stays there.
    await expect(page.locator("main").getByRole("alert")).toContainText("There is no folder");
    await expect(pocs(page)).toHaveCount(4);
  } finally {
    renameSync(`${app.folder}-gone`, app.folder);
  }
});

test("a folder without POCs says what would be one; removing it names what is lost", async ({
  page,
  app,
}) => {
  write(app.folder, "notes/README.md", "# Notes\n");
  await scanByPath(page, app);
  await scansEnded(app);
  await expect(page.getByRole("heading", { name: "No POC was found here" })).toBeVisible();
  await page.getByRole("button", { name: "More" }).press("Enter");
  await page.getByRole("menuitem", { name: /Remove from the catalogue/u }).press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Nothing on disk is touched.");
  await expect(dialog).toContainText("This cannot be undone:");
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Remove folder" }).press("Enter");
  await expect(page.getByRole("heading", { name: "No folder has been scanned yet" })).toBeVisible();
});

test.describe("in Portuguese", () => {
  test.use({ locale: "pt-BR" });

  test("welcome, folder browser, scan and result speak it", async ({ page, app }) => {
    makePocs(app.folder);
    await page.goto(app.address);
    await expect(
      page.getByRole("heading", { name: "Ache cada prova de conceito que você já escreveu" }),
    ).toBeVisible();
    expect(await seriousFindings(page, "[class*='_welcome_']")).toEqual([]);
    await page.getByRole("button", { name: "Varrer uma pasta" }).first().click();
    await nameFolder(page, app.folder);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("footer")).toContainText("(novas: 4, alteradas: 0)");
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await expect(page.getByRole("status").filter({ hasText: "4 POCs encontradas em" })).toBeVisible();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
