import { once } from "node:events";
import type { Page } from "@playwright/test";
import { connectCore } from "#core/main.ts";
import { expect, test, type App } from "./support/app.ts";
import { pane, search } from "./support/catalogue-page.ts";
import { openCatalogue } from "./support/scanned.ts";

test.use({ scanned: true, viewport: { width: 1360, height: 800 } });

const notes = (page: Page) => pane(page).getByRole("textbox", { name: "Notes" });

async function openGoHttp(page: Page): Promise<void> {
  await search(page).fill("graceful");
  await expect(pane(page).getByRole("heading", { name: "go-http" })).toBeVisible();
}

/** The notes of go-http as another process reads them. */
async function savedNotes(app: App): Promise<string> {
  const core = await connectCore({ dataFolder: app.dataFolder, shell: "test" });
  const [found] = (await core.client.catalog.search({ query: "go-http" })).items;
  const { user } = await core.client.catalog.get({ id: found?.id ?? "" });
  await core.close();
  return user.notes;
}

test("a note whose tab is closed with the last key is saved", async ({ app, page }) => {
  await openCatalogue(app, page);
  await openGoHttp(page);
  await notes(page).fill("written at the door");
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => savedNotes(app)).toBe("written at the door");
});

test("a note that could not be sent before its tab closed is saved at the next start, once", async ({
  app,
  page,
  context,
}) => {
  await openCatalogue(app, page);
  await openGoHttp(page);
  await notes(page).fill("before");
  await notes(page).blur();
  await expect(pane(page).getByText("Saved", { exact: true })).toBeVisible();
  const gone = once(app.process, "exit");
  app.process.kill("SIGKILL");
  await gone;
  await notes(page).fill("before, and after");
  await page.goto("about:blank");
  await page.close();

  const address = await app.restart();
  const next = await context.newPage();
  await next.goto(address);
  await expect.poll(() => savedNotes(app)).toBe("before, and after");
  await openGoHttp(next);
  await expect(notes(next)).toHaveValue("before, and after");
  await expect(pane(next).getByText("Not saved")).toHaveCount(0);
  // It is nobody's draft any more: what is written elsewhere since then is not overwritten.
  await notes(next).fill("quite different");
  await notes(next).blur();
  await expect(pane(next).getByText("Saved", { exact: true })).toBeVisible();
  await next.reload();
  await openGoHttp(next);
  await expect(notes(next)).toHaveValue("quite different");
  expect(await next.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("draft")))).toEqual(
    [],
  );
});

test("a description that was being written when its tab closed is offered again in its field", async ({
  app,
  page,
  context,
}) => {
  await openCatalogue(app, page);
  await openGoHttp(page);
  await pane(page).getByRole("button", { name: "Edit Description" }).click();
  // Else leaving the field may save it in time.
  const gone = once(app.process, "exit");
  app.process.kill("SIGKILL");
  await gone;
  await pane(page).getByRole("textbox", { name: "Description" }).fill("half a thought");
  await page.goto("about:blank");
  await page.close();

  const address = await app.restart();
  const next = await context.newPage();
  await next.goto(address);
  await openGoHttp(next);
  const field = pane(next).getByRole("textbox", { name: "Description" });
  await expect(field).toHaveValue("half a thought");
  await expect(pane(next).getByText("Not saved")).toBeVisible();
  await pane(next).getByRole("button", { name: "Cancel" }).click();
  await next.reload();
  await openGoHttp(next);
  await expect(field).toHaveCount(0);
});
