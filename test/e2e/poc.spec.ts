import { expect, test, write } from "./support/app.ts";
import { pane, rows, search, selected, total } from "./support/catalogue-page.ts";
import { MADE } from "./support/pocs.ts";
import { openCatalogue } from "./support/scanned.ts";

test.use({ scanned: true, viewport: { width: 1360, height: 800 } });

test.beforeEach(async ({ app, page }) => {
  await openCatalogue(app, page);
});

test("the focus goes to the heading of an opened POC, and back to the row that was opened", async ({
  page,
}) => {
  const list = page.getByRole("listbox", { name: "Results" });
  await search(page).fill("language:java ");
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  const name = (await selected(page).innerText()).split("\n")[0] ?? "";
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name });
  await expect(heading).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Edit Name" })).toBeFocused();

  // Escape leads back from a button, too, but not out of a field.
  await page.getByRole("textbox", { name: "Notes" }).focus();
  await page.keyboard.press("Escape");
  await expect(heading).toBeVisible();
  await page.getByRole("button", { name: "Edit Name" }).focus();
  await page.keyboard.press("Escape");
  await expect(list).toBeFocused();
  await expect(selected(page)).toContainText(name);
  await expect(list).toHaveAttribute(
    "aria-activedescendant",
    (await selected(page).getAttribute("id")) ?? "",
  );
  await page.keyboard.press("ArrowDown");
  await expect(selected(page)).not.toContainText(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(list).toBeFocused();
  await page.goForward();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("the focus is not taken from whoever types, nor from a control that was used", async ({ app, page }) => {
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toBeFocused();
  await page.reload();
  await expect(heading).toBeFocused();
  // The core answers late: somebody types by the time the list is there.
  app.process.kill("SIGSTOP");
  await page.goBack();
  await page.keyboard.press("/");
  await page.keyboard.type("kafka");
  app.process.kill("SIGCONT");
  await expect(rows(page)).toHaveCount(2);
  await expect(search(page)).toBeFocused();
  await expect(search(page)).toHaveValue("kafka");

  await rows(page).nth(1).click();
  await expect(pane(page).getByRole("heading").first()).toBeVisible();
  await expect(page.getByRole("listbox", { name: "Results" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(heading).toBeFocused();
  const link = page.getByRole("link", { name: "Catalogue" });
  await link.press("Enter");
  await expect(rows(page)).toHaveCount(MADE);
  await expect(link).toBeFocused();
});

test("an edit is saved, told, listed and taken back", async ({ page }) => {
  // By words of its description: its name will be another.
  await search(page).fill("graceful");
  const detail = pane(page);
  await expect(detail.getByRole("heading", { name: "go-http" })).toBeVisible();
  await detail.getByRole("button", { name: "Edit Name" }).click();
  await expect(detail.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await page.keyboard.type("Graceful shutdown");
  await page.keyboard.press("Enter");
  await expect(detail.getByText("Saved", { exact: true })).toBeVisible();
  await expect(rows(page)).toContainText("Graceful shutdown");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(detail.getByRole("heading", { name: "go-http" })).toBeVisible();

  await detail.getByRole("button", { name: "Add a tag" }).click();
  await page.keyboard.type("Talk Devconf");
  await page.keyboard.press("Enter");
  await expect(detail.getByRole("button", { name: "Remove tag talk devconf" })).toBeVisible();
  await page.keyboard.press("Escape");
  await detail.getByRole("textbox", { name: "Notes" }).fill("seen at the conference");
  await expect(detail.getByText("Saved", { exact: true })).toBeVisible();

  await detail.getByRole("button", { name: "Show what was changed" }).click();
  await detail.getByRole("button", { name: /^Empty the notes/u }).press("Enter");
  await expect(detail.getByRole("textbox", { name: "Notes" })).toHaveValue("");
  await expect(detail.getByRole("listitem").filter({ hasText: "Notes set to" })).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(detail.getByRole("textbox", { name: "Notes" })).toHaveValue("seen at the conference");

  // What one wrote is found.
  await search(page).fill('tag:"talk devconf" conference');
  await search(page).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "go-http" })).toBeVisible();
});

test("edits of one POC in a row leave one toast, whose undo takes the newest back; the history has them all", async ({
  page,
}) => {
  await search(page).fill("graceful");
  const detail = pane(page);
  await expect(detail.getByRole("heading", { name: "go-http" })).toBeVisible();
  const toasts = page.getByRole("region", { name: "Notifications" });
  const undo = toasts.getByRole("button", { name: "Undo" });
  await detail.getByRole("button", { name: "Edit Name" }).click();
  await expect(detail.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
  await page.keyboard.type("Graceful shutdown");
  await page.keyboard.press("Enter");
  await expect(toasts).toContainText("Name changed");
  await detail.getByRole("button", { name: "Add a tag" }).click();
  await page.keyboard.type("first, second");
  await page.keyboard.press("Enter");
  await expect(toasts).toContainText("Tag second added");
  await expect(undo).toHaveCount(1);
  await page.keyboard.press("Escape");
  await undo.click();
  await expect(detail.getByRole("list", { name: "Your tags" })).not.toContainText("second");
  await expect(undo).toHaveCount(0);
  await expect(detail.getByRole("list", { name: "Your tags" })).toContainText("first");
  await expect(detail.getByRole("heading", { name: "Graceful shutdown" })).toBeVisible();
  await detail.getByRole("button", { name: "Show what was changed" }).click();
  const changes = detail.getByRole("region", { name: "History" }).getByRole("listitem");
  await expect(changes.filter({ hasText: "Name set to" })).toHaveCount(1);
  // Each button says what it brings back, and no two are called the same.
  const names = await changes
    .getByRole("button")
    .evaluateAll((buttons) => buttons.map((one) => one.getAttribute("aria-label") ?? ""));
  expect(names.map((name) => name.split(",")[0])).toEqual([
    "Restore the tag: “second”",
    "Remove the tag: “first”",
    "Restore the scanned name: “go-http”",
  ]);
  expect(new Set(names).size).toBe(names.length);
  for (const said of ["Tag first added", "Tag second added", "Tag second removed"])
    await expect(changes.filter({ hasText: said })).toHaveCount(1);
});

test("a click that takes the focus from a text that is edited is not lost", async ({ page }) => {
  await search(page).fill("go-http");
  const detail = pane(page);
  await expect(detail.getByRole("heading", { name: "go-http" })).toBeVisible();
  await detail.getByRole("button", { name: "Edit Description" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" Changed.");
  // A hand takes its time between pressing and letting go; the field above goes meanwhile, and what is below moves up.
  await detail.getByRole("button", { name: "Add a tag" }).click({ delay: 300 });
  await expect(detail.getByRole("textbox", { name: "Add a tag" })).toBeFocused();
  await expect(detail.getByText("A server with graceful shutdown. Changed.")).toBeVisible();
  await page.keyboard.type("pressed");
  await detail.getByRole("button", { name: "Show what was changed" }).click({ delay: 300 });
  await expect(detail.getByRole("list", { name: "Your tags" })).toContainText("pressed");
  await expect(detail.getByRole("button", { name: "Hide" })).toBeVisible();
});

test("a text that cannot be saved stays, and what happened is said", async ({ app, page }) => {
  await search(page).fill("go-http");
  await expect(pane(page).getByRole("heading", { name: "go-http" })).toBeVisible();
  await pane(page).getByRole("button", { name: "Edit Description" }).click();
  await page.keyboard.type("A text that must not be lost");
  app.process.kill("SIGSTOP");
  await page.keyboard.press("Control+Enter");
  await expect(pane(page).getByText("Saving…")).toBeVisible();
  app.process.kill("SIGKILL");
  await expect(pane(page).getByRole("alert")).toContainText("connection");
  await expect(pane(page).getByText("Not saved")).toBeVisible();
  await expect(pane(page).getByRole("textbox", { name: "Description" })).toHaveValue(
    "A text that must not be lost",
  );
});

test("not a POC, added by hand: both undone, neither asked", async ({ page }) => {
  await search(page).fill("go-http");
  await expect(pane(page).getByRole("heading", { name: "go-http" })).toBeVisible();
  await pane(page).getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "This is not a POC" }).click();
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(1);
  await search(page).fill("");

  await page.getByRole("button", { name: "Add a POC by hand" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a POC by hand" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("An idea");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(pane(page).getByRole("heading", { name: "An idea" })).toBeVisible();
  await expect(total(page)).toContainText(`${MADE + 1} POCs`);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(total(page)).toContainText(`${MADE} POCs`);
});

test("a hostile README is text: nothing runs, nothing is fetched, no link leads astray", async ({ page }) => {
  const own = new URL(page.url()).host;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).host));
  await search(page).fill("hostile");
  await expect(rows(page)).toHaveText([/hostile-words/u]);
  await rows(page).first().dblclick();
  const readme = page.getByRole("region", { name: "README" });
  await expect(readme).toContainText("A text that says something, boldly.");
  await expect(readme.getByText("a dog")).toBeVisible();
  await expect(readme.getByText("a cat")).toBeVisible();
  await expect(
    readme.locator("script, style, img, iframe, svg, form, input, [onclick], [onerror]"),
  ).toHaveCount(0);
  await expect(readme.locator("a[href]")).toHaveCount(1);
  const web = readme.getByRole("link", { name: "web" });
  await expect(web).toHaveAttribute("href", "https://example.org/");
  await expect(web).toHaveAttribute("rel", /noopener/u);
  await expect(web).toHaveAttribute("target", "_blank");
  expect(await page.evaluate(() => (globalThis as { broken?: unknown }).broken)).toBeUndefined();
  expect(asked.filter((host) => host !== own)).toEqual([]);
});

test("what is written while another POC is on its way never lands in the one before", async ({
  app,
  page,
}) => {
  const notes = page.getByRole("textbox", { name: "Notes" });
  await rows(page).filter({ hasText: "spring-hello" }).click();
  await expect(pane(page).getByRole("heading", { name: "spring-hello" })).toBeVisible();
  await expect(notes).toBeVisible();
  app.process.kill("SIGSTOP");
  await rows(page).filter({ hasText: "go-http" }).click();
  await expect(selected(page)).toContainText("go-http");
  // At once: nothing of the one before can be reached, and soon it is out of sight, too.
  await expect(notes).toHaveCount(0, { timeout: 1 });
  await expect(page.getByLabel("Notes")).toHaveCount(0);
  app.process.kill("SIGCONT");
  await expect(pane(page).getByRole("heading", { name: "go-http" })).toBeVisible();
  await notes.fill("Of the second");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await rows(page).filter({ hasText: "spring-hello" }).click();
  await expect(pane(page).getByRole("heading", { name: "spring-hello" })).toBeVisible();
  await expect(notes).toHaveValue("");
});

test("code of a README that a narrower window makes scroll can be reached by keyboard", async ({
  app,
  page,
}) => {
  const line = "wide ".repeat(12);
  write(app.folder, "kafka-streams-window/README.md", `# Windows\n\n\`\`\`\n${line}\n\`\`\`\n`);
  await page.getByRole("link", { name: "Folders" }).click();
  await page.getByRole("button", { name: "Scan again" }).press("Enter");
  await expect(page.getByText("1 changed", { exact: false }).first()).toBeVisible();
  await page.getByRole("link", { name: "Catalogue" }).click();
  await search(page).fill("kafka-streams-window");
  await rows(page).first().dblclick();
  const code = page.getByRole("region", { name: "README" }).locator("pre");
  await expect(code).toContainText("wide");
  await expect(code).not.toHaveAttribute("tabindex");
  await page.setViewportSize({ width: 480, height: 800 });
  await expect(code).toHaveAttribute("tabindex", "0");
  await page.setViewportSize({ width: 1360, height: 800 });
  await expect(code).not.toHaveAttribute("tabindex");
});
