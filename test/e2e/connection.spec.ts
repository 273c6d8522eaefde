import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { connectCore } from "#core/main.ts";
import { takeLock } from "#core/db/lock.ts";
import { expect, startWeb, test } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { openCatalogue } from "./support/scanned.ts";

test.use({ scanned: true });

const HOLDER = join(import.meta.dirname, "../faults/support/holder.ts");

const strip = (page: Page) => page.getByRole("status").filter({ hasText: "core cannot be reached" });
const notes = (page: Page) => page.getByRole("textbox", { name: "Notes" });

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Waits until the shell has told how it is started again: what it was not there to tell nobody can say later. */
async function told(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("tatami.restart"))).not.toBeNull();
}

/** Opens an address in the tab that is there, as one does by pasting it. */
async function paste(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    location.href = to;
  }, address);
}

test("a core that was killed is said, with what it means and what to do", async ({ page, app }) => {
  await openCatalogue(app, page);
  await expect(strip(page)).toHaveCount(0);
  await told(page);
  await kill(app.process);
  await expect(strip(page)).toContainText("What was saved is safe");
  await expect(strip(page)).toContainText("What you change now is saved as soon as it is back");
  await expect(strip(page)).toContainText(`npm start -- --web --data ${app.dataFolder}`);
  expect(await seriousFindings(page)).toEqual([]);
});

test("edits wait without a core, and a fresh address in the same tab saves them", async ({ page, app }) => {
  await openCatalogue(app, page);
  await page.getByRole("option", { name: /go-http/u }).click();
  await expect(notes(page)).toBeVisible();
  await told(page);
  await kill(app.process);
  await notes(page).fill("Written without a core");
  await expect(page.getByText("Not saved yet: waiting for the connection")).toBeVisible();
  await expect(strip(page)).toContainText("1 change is not saved yet");
  await page.getByRole("button", { name: "Add a tag" }).click();
  await page.keyboard.type("patience, trust");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Your tags" })).toContainText("patience");
  await expect(strip(page)).toContainText("3 changes are not saved yet");
  await page.getByRole("button", { name: "Edit Name" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Not wanted after all");
  await page.keyboard.press("Enter");
  await expect(strip(page)).toContainText("4 changes are not saved yet");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(strip(page)).toContainText("3 changes are not saved yet");

  // What one looks at meanwhile takes nothing away.
  await page.getByRole("option", { name: /spring-hello/u }).click();
  await page.getByRole("option", { name: /go-http/u }).click();
  await expect(notes(page)).toHaveValue("Written without a core");
  const asked = page.waitForEvent("dialog").then(async (question) => {
    await question.dismiss();
    return question.type();
  });
  await page.evaluate(() => {
    location.reload();
  });
  expect(await asked).toBe("beforeunload");

  const fresh = await app.restart();
  await expect(page.getByRole("heading", { name: "This tab has no access" })).toBeVisible();
  // The strip says it too, behind this page, for as long as the browser has nothing better to do than to hide it.
  await expect(
    page.getByRole("main").getByText(`npm start -- --web --data ${app.dataFolder}`, { exact: true }),
  ).toBeVisible();
  await expect(page.getByText("3 changes that you made in this tab are not saved yet")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await paste(page, fresh);
  await expect(page.getByRole("heading", { name: "go-http" })).toBeVisible();
  await expect(notes(page)).toHaveValue("Written without a core");
  await expect(strip(page)).toHaveCount(0);
  expect(page.url()).not.toContain("token");

  const core = await connectCore({ dataFolder: app.dataFolder, shell: "test" });
  // Each change is on its way at once, and is saved in its own moment.
  await expect
    .poll(async () => {
      const found = (await core.client.catalog.search({ query: "tag:patience tag:trust" })).items;
      const pocs = await Promise.all(found.map(({ id }) => core.client.catalog.get({ id })));
      return pocs.map((poc) => [poc.name, poc.user.notes]);
    })
    .toEqual([["go-http", "Written without a core"]]);
  await core.close();
});

test("a dialog that was being filled in is there again after a fresh address", async ({ page, app }) => {
  await openCatalogue(app, page);
  // The pane's own part of the program comes after the list, and could not come from a core that is gone.
  await expect(notes(page)).toBeVisible();
  await page.getByRole("button", { name: "Add a POC by hand" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Half a thought");
  const fresh = await app.restart();
  await expect(page.getByRole("heading", { name: "This tab has no access" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Name" })).toBeHidden();
  await paste(page, fresh);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveValue("Half a thought");
  await page.getByRole("textbox", { name: "Name" }).press("Enter");
  await expect(page.getByRole("option", { name: /Half a thought/u })).toBeVisible();
});

test("a screen that was never looked at and is asked for without a core comes when that is back", async ({
  page,
  app,
}) => {
  await openCatalogue(app, page);
  await expect(notes(page)).toBeVisible();
  await kill(app.process);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByText("A part of the page did not arrive")).toBeVisible();
  await expect(strip(page)).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await paste(page, await app.restart());
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByRole("radiogroup", { name: "Theme" })).toBeVisible();
});

test("a part of the program that never comes is asked for again once, and left to a person then", async ({
  page,
  app,
}) => {
  let asked = 0;
  await page.route(/poc-detail-[^/]*\.js/u, (route) => (asked++ === 0 ? route.abort() : route.continue()));
  await openCatalogue(app, page);
  await expect(notes(page)).toBeVisible();
  const before = asked;
  await page.unroute(/poc-detail-[^/]*\.js/u);
  await page.route(/poc-detail-[^/]*\.js/u, (route) => {
    asked++;
    return route.abort();
  });
  await page.reload();
  await expect(page.getByText("A part of the page did not arrive")).toBeVisible();
  await page.waitForTimeout(3_000);
  expect(asked).toBe(before + 1);
  await page.unroute(/poc-detail-[^/]*\.js/u);
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expect(notes(page)).toBeVisible();
});

test("a fresh address in a tab that has access leaves it where it is", async ({ page, app }) => {
  await openCatalogue(app, page);
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
  await paste(page, await app.freshAddress());
  await expect(page).toHaveURL(/#\/settings$/u);
  await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
});

test("a bookmark in another tab has no access, and leads where it should once a fresh address is opened there", async ({
  page,
  app,
  context,
}) => {
  await openCatalogue(app, page);
  const other = await context.newPage();
  await other.goto(`${new URL(page.url()).origin}/#/settings`);
  await expect(other.getByRole("heading", { name: "This tab has no access" })).toBeVisible();
  await paste(other, await app.freshAddress());
  await expect(other.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
});

test.describe("a tab of a shell that has joined another's core", () => {
  let dataFolder = "";
  let core: ChildProcess;
  let web: Awaited<ReturnType<typeof startWeb>>;

  test.beforeEach(async ({ page }) => {
    dataFolder = mkdtempSync(join(tmpdir(), "tatami-e2e-data-"));
    core = spawn(process.execPath, ["--no-warnings", HOLDER, dataFolder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(core.stdout as NodeJS.ReadableStream, "data");
    web = await startWeb(dataFolder);
    await page.goto(web.address);
    await page.getByRole("button", { name: "Scan a folder" }).first().waitFor();
  });
  test.afterEach(async () => {
    await kill(web.child);
    rmSync(dataFolder, { recursive: true, force: true });
  });

  /** Kills the core while its place cannot be taken; answers what frees it. */
  async function killCore(): Promise<() => void> {
    web.child.kill("SIGSTOP");
    await kill(core);
    const lock = takeLock(dataFolder);
    web.child.kill("SIGCONT");
    if (lock === null) throw new Error("The place of the killed core is free.");
    return () => lock.release();
  }

  test("says that it is gone, and shows what is new by itself when there is one again", async ({ page }) => {
    const free = await killCore();
    await expect(strip(page)).toBeVisible();
    free();
    const next = await connectCore({ dataFolder, shell: "test" });
    expect(next.joined).toBe(false);
    await next.client.catalog.add({ name: "Added while nobody looked" });
    await expect(strip(page)).toHaveCount(0);
    await expect(page.getByRole("option", { name: /Added while nobody looked/u })).toBeVisible();
    await next.close();
    // Now the shell itself is the core.
    await expect(page.getByText("Only on this device")).toBeVisible();
  });

  test("tries at once when it is told to, and the keyboard goes on in the content", async ({ page }) => {
    const free = await killCore();
    const button = page.getByRole("button", { name: "Try now" });
    await button.press("Enter");
    await expect(strip(page)).toBeVisible();
    await expect(button).toBeFocused();
    free();
    await expect(async () => {
      // It may have got through since the strip was looked at, and took the button with it.
      if (await button.isVisible()) await button.press("Enter", { timeout: 500 });
      await expect(strip(page)).toHaveCount(0, { timeout: 500 });
    }).toPass();
    await expect(page.getByRole("main")).toBeFocused();
  });
});
