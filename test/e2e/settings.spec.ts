import { symlinkSync } from "node:fs";
import type { Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { expect, test, type App } from "./support/app.ts";
import { nameFolder } from "./support/catalogue-page.ts";

async function openPage(page: Page, app: App, keys: string): Promise<void> {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  for (const key of keys) await page.keyboard.press(key);
}

const choice = (page: Page, group: string, name: string) =>
  page.getByRole("radiogroup", { name: group }).getByRole("radio", { name });
const scheme = (page: Page) => page.locator("html");

test("language, theme and density change at once, in every window, and persist", async ({
  page,
  app,
  context,
}) => {
  await openPage(page, app, "gs");
  const other = await context.newPage();
  await other.goto(await app.freshAddress());
  await expect(other.locator("footer")).toContainText("Only on this device");

  await choice(page, "Theme", "Dark").press("Space");
  await expect(scheme(page)).toHaveAttribute("data-mantine-color-scheme", "dark");
  await expect(scheme(other)).toHaveAttribute("data-mantine-color-scheme", "dark");
  await choice(page, "Density", "Compact").press("Space");
  await expect(scheme(page)).toHaveAttribute("data-density", "compact");
  await choice(page, "Catalogue", "Cards").press("Space");
  await choice(page, "Language", "Português").press("Space");
  await expect(page.getByRole("heading", { name: "Configurações" })).toBeVisible();
  await expect(scheme(page)).toHaveAttribute("lang", "pt-BR");
  await expect(other.locator("footer")).toContainText("Só neste dispositivo");
  await other.close();

  await page.reload();
  await expect(page.getByRole("heading", { name: "Configurações" })).toBeVisible();
  await expect(choice(page, "Tema", "Escuro")).toBeChecked();
  await expect(choice(page, "Densidade", "Compacta")).toBeChecked();
  await expect(choice(page, "Catálogo", "Cartões")).toBeChecked();
  await expect(scheme(page)).toHaveAttribute("data-mantine-color-scheme", "dark");
  expect(await seriousFindings(page)).toEqual([]);
});

test("a command of one's own and the device's name are kept, and a name can be taken back", async ({
  page,
  app,
}) => {
  await openPage(page, app, "gs");
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Editor" }).selectOption("own");
  await expect(page.getByLabel("Command of the editor")).toBeFocused();
  await page.keyboard.type("my-editor --wait {path}");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Command saved.")).toBeVisible();

  const name = page.getByRole("textbox", { name: "Name of this device" });
  const before = await name.inputValue();
  await name.fill("Workbench");
  await name.press("Enter");
  await expect(page.getByText("Name saved.")).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue("Workbench");
  await expect(page.getByLabel("Command of the editor")).toHaveValue("my-editor --wait {path}");

  await name.fill("");
  await expect(page.getByText("A device needs a name.")).toBeVisible();
  await name.fill("Bench");
  await name.press("Enter");
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(name).toHaveValue("Workbench");
  // The button has gone with its toast: the keyboard goes on in the content.
  await expect(page.getByRole("main")).toBeFocused();
  expect(before).not.toBe("Workbench");
});

test("diagnostics show health in words, rebuild, filter the log, and copy a report without places", async ({
  page,
  app,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openPage(page, app, "gd");
  const health = page.getByRole("region", { name: "Health" }).getByRole("listitem");
  await expect(health).toHaveCount(4);
  await expect(health.first()).toContainText("Good");
  await expect(page.getByRole("region", { name: "Versions" })).toContainText(app.dataFolder);
  await expect(page.getByRole("region", { name: "Storage" })).toContainText("Write-ahead log");

  await page.getByRole("button", { name: "Copy report" }).press("Enter");
  await expect(page.getByText("Report copied.")).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain("database: good");
  expect(report).not.toContain(app.dataFolder);
  expect(report).not.toMatch(/\/(?:tmp|home|root)\b/u);

  await page.getByRole("button", { name: "Rebuild" }).press("Enter");
  await expect(page.getByText("0 differed, 0 set aside")).toBeVisible();

  const lines = page.getByRole("group", { name: "Lines of the log" });
  await expect(lines).toContainText("core started");
  await page.getByRole("radiogroup", { name: "Level" }).getByRole("radio", { name: "Errors" }).press("Space");
  await expect(lines).toContainText("No line of this kind.");
  await page.getByRole("radiogroup", { name: "Level" }).getByRole("radio", { name: "All" }).press("Space");
  await page.getByLabel("Filter by text or correlation id").fill("core started");
  await page.getByRole("button", { name: "Copy lines" }).press("Enter");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^\d{4}-[^\n]+\tinfo\tcore started$/u,
  );
  expect(await seriousFindings(page)).toEqual([]);
});

test("a correlation id of an error leads to its line in the log", async ({ page, app }) => {
  await openPage(page, app, "gf");
  await page.getByRole("heading", { name: "Folders", exact: true }).waitFor();
  await page.getByRole("button", { name: "Scan a folder" }).click();
  const path = page.getByLabel("Path of the folder to scan");
  await nameFolder(page, `${app.folder}/not-there`);
  await path.press("Enter");
  await expect(page.getByRole("alert")).toContainText("That folder was not found");
  await expect(page.getByRole("alert")).not.toContainText("not here any more");
  // Of a path that was typed wrong the log tells nothing that the message does not.
  await expect(page.getByRole("button", { name: "Copy correlation id" })).toHaveCount(0);
  symlinkSync("circle", `${app.folder}/circle`);
  await path.fill(`${app.folder}/circle`);
  await path.press("Enter");
  await expect(page.getByRole("button", { name: "Copy correlation id" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  const lines = page.getByRole("group", { name: "Lines of the log" });
  await lines
    .getByRole("button", { name: /Show only lines of/u })
    .last()
    .press("Enter");
  await expect(lines.getByRole("row").last()).toContainText("SERVICE_UNAVAILABLE");
});

test("the page of contacted hosts names none, and says that there is no telemetry", async ({ page, app }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).host));
  await page.goto(app.address);
  await page.getByRole("link", { name: "See for yourself" }).press("Enter");
  await expect(page.getByRole("heading", { name: "Tatami contacts no host" })).toBeVisible();
  await expect(page.getByText("No telemetry")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  // And so it was.
  expect([...new Set(asked)]).toEqual([new URL(app.address).host]);
});
