import { expect, type Locator, type Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { rows, search } from "./support/catalogue-page.ts";
import {
  addPoc,
  askToJoin,
  comeIn,
  command,
  create,
  dialog,
  invite,
  member,
  share,
  status,
  switcher,
  test,
} from "./support/workspaces.ts";

test("two people share a workspace by six words: edits travel, roles hold, and nothing of the other workspace is seen", async ({
  two: { one, other, signaling },
}) => {
  // Two of everything, on machines that may have other things to do.
  test.setTimeout(120_000);
  await addPoc(one, "Secret of mine");
  await create(one, "Team");
  // Nothing of the workspace before, and nothing that could be undone in it.
  await expect(one.getByText("Secret of mine")).toHaveCount(0);
  await expect(one.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await addPoc(one, "Giraffe");
  const words = await invite(one, signaling);
  await one.keyboard.press("Escape");
  await expect(status(one)).toContainText("Nobody else is there");

  await askToJoin(other, words, "Ana", signaling);
  await expect(dialog(other)).toContainText("1 POC");
  await expect(dialog(other)).toContainText("Editor: you read and change everything");
  await comeIn(other);
  await expect(rows(other)).toHaveText([/Giraffe/u]);
  await expect(status(other)).toContainText("In sync");
  await expect(status(other)).toContainText(/1 other, (?:direct|relay)/u);

  await addPoc(other, "Okapi");
  await expect(rows(one).filter({ hasText: "Okapi" })).toBeVisible();

  // Each sees both, and what may be done with whom.
  await one.keyboard.press("Escape");
  await one.goto(`${new URL(one.url()).origin}/#/workspace`);
  await other.goto(`${new URL(other.url()).origin}/#/workspace`);
  await expect(member(one, "Ana")).toContainText(/Here, (?:by relay|connected directly)/u);
  await expect(member(other, "Ana")).toContainText("this device");
  await expect(other.getByRole("button", { name: "Invite somebody" })).toHaveCount(0);
  await member(one, "Ana").getByRole("button", { name: "Compare" }).click();
  await member(other, "Ana").getByRole("button", { name: "Compare" }).click();
  const [seen, own] = [member(one, "Ana").locator("code"), member(other, "Ana").locator("code")];
  expect(await seen.textContent()).toBe(await own.textContent());

  // Whom this device talks with is no secret to its own person.
  await command(one, "Go to contacted hosts");
  const devices = one.getByRole("region", { name: "Members’ devices" });
  await expect(devices.getByRole("listitem")).toHaveText([
    /^Ana(?:Directly|Through the relay at ws:\/\/127\.0\.0\.1:\d+)$/u,
  ]);
  expect(await seriousFindings(one)).toEqual([]);
  await one.goBack();

  // Paused: nothing arrives, and it cannot be overlooked.
  await other.getByRole("button", { name: "Pause syncing" }).press("Enter");
  await expect(other.getByText("Syncing is paused.")).toBeVisible();
  await expect(status(other)).toContainText("Paused");
  await expect(status(one)).toContainText("Nobody else is there");
  await expect(member(one, "Ana")).toContainText("Not connected, last in sync");
  await addPoc(other, "Zebra");
  await member(one, "Ana").getByRole("combobox", { name: "Role of Ana" }).selectOption("observer");
  await other.getByRole("link", { name: "Workspace" }).click();
  await other.getByRole("button", { name: "Go on syncing" }).press("Enter");
  await expect(other.getByText("Syncing is paused.")).toHaveCount(0);
  await expect(other.getByRole("main")).toBeFocused();
  await expect(status(other)).toContainText("In sync");
  await expect(member(other, "Ana")).toContainText("Observer");
  // What was written meanwhile, and may not be any more, is not lost without a word.
  const aside = other.getByRole("region", { name: "Put aside" });
  await expect(aside).toContainText("Zebra: added");
  await expect(switcher(other)).toContainText("2 POCs");

  // The same page of another workspace has nobody, and its catalogue what was there.
  await switcher(other).click();
  await other.getByRole("menuitemradio", { name: "Personal" }).click();
  await expect(switcher(other)).toContainText("Personal");
  await expect(other.getByText("Only you", { exact: true })).toBeVisible();
  await expect(other.getByText("Ana")).toHaveCount(0);
  await command(other, "Switch to Team");
  await expect(switcher(other)).toContainText("Team");

  await member(one, "Ana").getByRole("button", { name: "Actions for Ana" }).click();
  await one.getByRole("menuitem", { name: "Remove" }).click();
  await expect(dialog(one)).toContainText("nobody can take back what was read");
  await dialog(one).getByRole("button", { name: "Remove" }).click();
  await expect(member(one, "Ana")).toHaveCount(0);
  await expect(other.getByText("This device was removed from the workspace")).toBeVisible();
  await expect(status(other)).toContainText("Removed");
  // Nothing is said of servers that serve it no more, and it is no leaving any more: it is out.
  await expect(other.getByRole("region", { name: "Where you meet" })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "Leave this workspace" })).toHaveCount(0);
  await expect(other.getByRole("region", { name: "What you still have" })).toBeVisible();
  await other.getByRole("button", { name: "Remove this workspace" }).press("Enter");
  await expect(dialog(other)).toContainText("The catalogue here: 2 POCs");
  await other.keyboard.press("Escape");
  await other.getByRole("button", { name: "Keep a copy" }).press("Enter");
  await expect(dialog(other)).toContainText("a workspace of this device alone: 2 POCs");
  expect(await seriousFindings(other)).toEqual([]);
  await dialog(other).getByRole("button", { name: "Keep a copy" }).press("Enter");
  await expect(other.getByText("Team is a copy of your own now")).toBeVisible();
  await expect(other.getByText("Only you", { exact: true })).toBeVisible();
});

test("the history says who has added a POC, when, and from whom it came, by the names in the workspace", async ({
  two: { one, other, signaling },
}) => {
  await create(one, "Team");
  await addPoc(one, "Giraffe");
  await share(one, other, signaling);
  const history = async (page: Page, name: string): Promise<Locator> => {
    await rows(page).filter({ hasText: name }).click();
    await page.getByRole("button", { name: "Show what was changed" }).click();
    return page.getByRole("region", { name: "History" }).getByRole("listitem");
  };
  await addPoc(other, "Okapi");
  // It was there before Ana: she has it from somebody who may have passed it on.
  const passedOn = await history(other, "Giraffe");
  await expect(passedOn.filter({ hasText: "Added to the workspace" })).toHaveCount(1);
  await expect(other.getByText("Found by a scan")).toHaveCount(0);
  const own = await history(other, "Okapi");
  await expect(own).toHaveText([/^Added by hand.* · Ana$/u]);
  const came = await history(one, "Okapi");
  await expect(came.filter({ hasText: "Added to the workspace" })).toHaveText([/ · Ana$/u]);
});

test("what is asked on the way in is checked while it is typed, and each failure says what to do", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await command(page, "Join a workspace");
  const field = dialog(page).getByLabel("Invitation");
  await expect(field).toBeFocused();
  const look = dialog(page).getByRole("button", { name: /^Look/u });
  await field.fill("abil about abo");
  await dialog(page).getByRole("button", { name: "above" }).click();
  await expect(field).toHaveValue("abil about above ");
  await expect(field).toBeFocused();
  await page.keyboard.type("abandin absent absorb");
  await expect(look).toBeDisabled();
  await dialog(page).getByRole("button", { name: "abandon" }).click();
  await expect(dialog(page).getByRole("list", { name: "Words that were understood" })).toHaveText(
    "abilityaboutaboveabandonabsentabsorb",
  );
  expect(await seriousFindings(page)).toEqual([]);
  await dialog(page).getByLabel("Your name").fill("Ana");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("alert")).toContainText("name the address of a signaling server");
  await dialog(page).getByLabel("Address of a signaling server").fill("ws://127.0.0.1:9");
  await look.press("Enter");
  await expect(dialog(page)).toContainText("Looking for whoever invited you");
  await expect(dialog(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  // What is tried is told at once, and after a while what to check; it goes on looking.
  const places = dialog(page).getByRole("list", { name: "Where it is looked for" });
  await expect(places.getByRole("listitem")).toHaveText([/^ws:\/\/127\.0\.0\.1:9Not reached/u]);
  await expect(dialog(page).getByText("does its server run?")).toBeVisible({ timeout: 20_000 });
  await expect(dialog(page).getByRole("progressbar")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Enter");
  // What was typed is there again, also after the dialog was closed.
  await expect(look).toBeEnabled();
  await page.keyboard.press("Escape");
  await command(page, "Join a workspace");
  await expect(field).toHaveValue("abil about above abandon absent absorb");
  await field.fill("See you: tatami://join#v1.AAAA");
  await expect(dialog(page)).toContainText("This link is not whole");
  await expect(look).toBeDisabled();
});

test("somebody is invited by words, link and picture, once it is said that words cross no router", async ({
  app,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(app.address);
  await expect(status(page)).toContainText("Only on this device");
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page.getByText("Only you", { exact: true })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await expect(dialog(page).getByText("cross no router")).toBeVisible();
  await dialog(page).getByLabel("Address of a signaling server").fill("http://example.org");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByText("An address begins with ws://")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Invite somebody" })).toBeFocused();
  // Whoever shares a workspace says how the others call them, as whoever comes in does.
  await page.keyboard.press("Enter");
  const name = dialog(page).getByRole("textbox", { name: "Your name" });
  await expect(name).toBeFocused();
  await name.fill(" ");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByText("A name has 1 to 80 characters")).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press("Escape");
  const words = await invite(page, "ws://127.0.0.1:9", "Ana");
  await expect(dialog(page).getByRole("img", { name: "QR code of the link" })).toBeVisible();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog(page).getByRole("button", { name: "Copy link" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^tatami:\/\/join#v1\./u);
  await dialog(page).getByRole("button", { name: "Done" }).click();
  await expect(status(page)).toContainText("Signaling cannot be reached");
  await expect(page.getByRole("region", { name: "Invitations" })).toContainText(words);
  await expect(page.getByRole("region", { name: "People" })).toContainText("Ana");
  await page.getByRole("region", { name: "Where you meet" }).getByText("Cannot be reached").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  // The page of contacted hosts knows it at once.
  await command(page, "Go to contacted hosts");
  await expect(page.getByRole("cell", { name: "127.0.0.1:9" })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: `Take back: ${words}` }).click();
  await expect(dialog(page)).toContainText("Nobody has come in by it yet.");
  await dialog(page).getByRole("button", { name: "Take back" }).click();
  await expect(page.getByText("No invitation is open.")).toBeVisible();
  // What was pressed has gone: the keyboard goes on in the content.
  await expect(page.getByRole("main")).toBeFocused();
});

test("a workspace is made, named, left with a copy and removed; what was filtered and selected is not taken along", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await addPoc(page, "Alpha");
  await addPoc(page, "Beta");
  // Also where nobody else is: what would be shared is counted.
  await command(page, "Go to the workspace");
  await expect(page.getByText(/^2 POCs, [1-9]/u)).toBeVisible();
  await expect(page.getByText("Each POC (2 so far)", { exact: false })).toBeVisible();
  await addPoc(page, "Gamma");
  await command(page, "Go to the workspace");
  await expect(page.getByText(/^3 POCs, [1-9]/u)).toBeVisible();
  await command(page, "Go to the catalogue");
  await search(page).fill("beta");
  await expect(rows(page)).toHaveCount(1);
  await create(page, "Atelier");
  await expect(page).toHaveURL(/#\/catalog$/u);
  await expect(page.getByText("Beta")).toHaveCount(0);
  await command(page, "Switch to Personal");
  await expect(rows(page)).toHaveCount(3);
  await expect(search(page)).toHaveValue("");
  // The first workspace has no way out.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Type a command" }).fill("this workspace");
  await expect(page.getByRole("option", { name: "this workspace" })).toHaveText(["Rename this workspace"]);
  await page.keyboard.press("Escape");
  await command(page, "Switch to Atelier");
  await command(page, "Go to the workspace");
  await page.getByRole("button", { name: "Rename Atelier" }).click();
  await dialog(page).getByLabel("Name of the workspace").fill("Workshop");
  await page.keyboard.press("Enter");
  await expect(switcher(page)).toContainText("Workshop");
  await command(page, "Rename this workspace");
  await expect(dialog(page).getByLabel("Name of the workspace")).toHaveValue("Workshop");
  await page.keyboard.press("Escape");
  await command(page, "Remove this workspace");
  await expect(dialog(page)).toContainText("Remove Workshop?");
  await page.keyboard.press("Escape");
  await expect(page.getByText("0 POCs, 0 bytes")).toBeVisible();
  await invite(page, "ws://127.0.0.1:9");
  await page.keyboard.press("Escape");

  await command(page, "Leave this workspace");
  await expect(dialog(page)).toContainText("Leave Workshop?");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Leave this workspace" }).click();
  await expect(dialog(page).getByRole("radio", { name: "Keep a copy" })).toBeChecked();
  await dialog(page).getByRole("button", { name: "Leave this workspace" }).click();
  await expect(page.getByText("Only you", { exact: true })).toBeVisible();
  await expect(switcher(page)).toContainText("Workshop");
  await page.getByRole("button", { name: "Remove this workspace" }).click();
  await dialog(page).getByRole("button", { name: "Remove this workspace" }).click();
  await expect(switcher(page)).toContainText("Personal");
  await switcher(page).click();
  await expect(page.getByRole("menuitemradio")).toHaveCount(1);
});

test("workspaces of one name are told apart wherever one is chosen, and a rename begins with the name alone", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await create(page, "Team");
  await invite(page, "ws://127.0.0.1:9");
  await page.keyboard.press("Escape");
  await expect(switcher(page)).not.toContainText("owned by you");
  await create(page, "Team");
  await expect(switcher(page)).toContainText("Team · only on this device");
  await switcher(page).click();
  await expect(page.getByRole("menuitemradio")).toHaveText([
    /^Personal\d/u,
    /^Team · owned by you\d/u,
    /^Team · only on this device\d/u,
  ]);
  await page.keyboard.press("Escape");
  await command(page, "Rename this workspace");
  await expect(dialog(page).getByLabel("Name of the workspace")).toHaveValue("Team");
  await dialog(page).getByLabel("Name of the workspace").fill("Other");
  await page.keyboard.press("Enter");
  await expect(switcher(page)).not.toContainText("only on this device");
  await command(page, "Switch to Team");
  await expect(switcher(page)).toContainText("Team");
});

const LONG = "A workspace of somebody who names everything in full and leaves nothing out of it";

for (const locale of ["en-US", "pt-BR"])
  test.describe(`in a narrow window, ${locale}`, () => {
    test.use({ viewport: { width: 480, height: 800 }, locale });

    test("a long name of a workspace is cut, and pushes nothing out", async ({ app, page }) => {
      await page.goto(app.address);
      const bar = page.locator("footer");
      await bar.waitFor();
      await page.keyboard.press("Control+k");
      const field = dialog(page).getByRole("combobox");
      await field.fill(locale === "en-US" ? "Create a workspace" : "Criar um workspace");
      await page.keyboard.press("Enter");
      await dialog(page).getByRole("textbox").fill(LONG.slice(0, 80));
      await page.keyboard.press("Enter");
      await expect(bar.getByTitle(LONG.slice(0, 80))).toBeVisible();
      for (const part of [bar.getByRole("link").first(), bar.getByRole("button").last()])
        await expect(part).toBeInViewport({ ratio: 1 });
      await page.goto(`${new URL(page.url()).origin}/#/workspace`);
      // No button of the page loses a letter.
      const labels = page.getByRole("main").locator("button [class*=Button-label]");
      await expect(labels.first()).toBeVisible();
      expect(
        await labels.evaluateAll((all) =>
          all.flatMap((one) => (one.scrollWidth > one.clientWidth ? [one.textContent] : [])),
        ),
      ).toEqual([]);
      await page.goto(`${new URL(page.url()).origin}/#/catalog`);
      await bar.getByRole("button").first().click();
      const chosen = page.getByRole("menuitemradio", { checked: true });
      await expect(chosen.getByTitle(LONG.slice(0, 80))).toBeVisible();
      const [long, short] = [
        await chosen.boundingBox(),
        await page.getByRole("menuitemradio").first().boundingBox(),
      ];
      expect(long?.height).toBeLessThan(2 * (short?.height ?? 0));
      await page.keyboard.press("Escape");
      await switchHome(page);
      await page.keyboard.press("Control+k");
      await field.fill(LONG.slice(0, 20));
      const line = page.getByRole("option").first();
      await expect(line.getByTitle(LONG.slice(0, 80))).toBeVisible();
      await expect(line.getByText(/^0 POCs?$/u)).toBeInViewport({ ratio: 1 });
    });
  });

/** Looks at the first workspace again. */
async function switchHome(page: Page): Promise<void> {
  await page.locator("footer").getByRole("button").first().click();
  await page.getByRole("menuitemradio").first().click();
  await expect(page.locator("footer").getByText(/^(?:Personal|Pessoal)$/u)).toBeVisible();
}
