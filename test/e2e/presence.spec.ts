import { expect, type Page } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { rows } from "./support/catalogue-page.ts";
import { addPoc, command, create, member, share, status, switcher, test } from "./support/workspaces.ts";

const row = (page: Page, name: string) => rows(page).filter({ hasText: name });

test("S-809 Ana is seen to arrive at a POC, to write in it and to leave, unless she does not wish it", async ({
  two: { one, other, signaling },
}) => {
  // Two of everything, on machines that may have other things to do.
  test.setTimeout(120_000);
  await create(one, "Team");
  for (const name of ["Giraffe", "Okapi"]) await addPoc(one, name);
  await share(one, other, signaling);
  await expect(status(other)).toContainText("In sync");
  await expect(rows(other)).toHaveCount(2);

  // The list shows its first one beside it, which nobody has chosen.
  await row(one, "Okapi").click();
  await expect(row(other, "Okapi")).toContainText("is here");
  await expect(row(one, "is here")).toHaveCount(0);
  await row(other, "Giraffe").click();
  await expect(row(one, "Giraffe")).toContainText("Ana is here");
  await expect(row(one, "Giraffe").getByTitle("Ana is here")).toBeVisible();
  await expect(row(one, "Okapi")).not.toContainText("Ana");

  // She writes, for as long as she does.
  await row(one, "Giraffe").click();
  const here = one.getByRole("article", { name: "Giraffe" }).getByRole("status").filter({ hasText: "Ana" });
  await expect(here).toContainText("Ana is here");
  await other.getByRole("textbox", { name: "Notes" }).pressSequentially("It has a long neck.");
  await expect(here).toContainText("Ana is writing");
  await expect(row(one, "Giraffe")).toContainText("Ana is writing");
  expect(await seriousFindings(one)).toEqual([]);
  await other.getByRole("textbox", { name: "Notes" }).blur();
  await expect(here).toContainText("Ana is here");

  // The page of the workspace says where she is, and leads there.
  await other.getByRole("option", { name: /Okapi/u }).dblclick();
  await expect(other.getByRole("heading", { level: 1, name: "Okapi" })).toBeVisible();
  await one.goto(`${new URL(one.url()).origin}/#/workspace`);
  await expect(member(one, "Ana")).toContainText("looking at Okapi");
  expect(await seriousFindings(one)).toEqual([]);
  await member(one, "Ana").getByRole("link", { name: "Okapi" }).click();
  await expect(one.getByRole("article", { name: "Okapi" })).toContainText("Ana is here");
  await expect(other.getByRole("article", { name: "Okapi" })).toContainText("is here");

  // Another workspace is nobody's business.
  await command(other, "Switch to Personal");
  await expect(switcher(other)).toContainText("Personal");
  await expect(one.getByText("Ana is here")).toHaveCount(0);
  await expect(other.getByText("is here", { exact: false })).toHaveCount(0);
  await command(other, "Switch to Team");
  await row(other, "Okapi").click();
  await expect(one.getByText("Ana is here")).toBeVisible();

  // Off: she is not shown, and sees the others all the same.
  await command(other, "Go to settings");
  await other.getByRole("radiogroup", { name: "Show others which POC I have open" }).getByText("Off").click();
  await command(other, "Go to the workspace");
  await expect(other.getByText("Which POC you have open: you have turned that off")).toBeVisible();
  await command(other, "Go to the catalogue");
  await row(other, "Okapi").click();
  await expect(row(other, "Okapi")).toContainText("is here");
  await other.getByRole("textbox", { name: "Notes" }).fill("Written unseen");
  await expect(one.getByRole("textbox", { name: "Notes" })).toHaveValue("Written unseen");
  await expect(one.getByText(/Ana is (?:here|writing)/u)).toHaveCount(0);
  await command(other, "Go to settings");
  await other
    .getByRole("radiogroup", { name: "Show others which POC I have open" })
    .getByText("On", { exact: true })
    .click();
  await command(other, "Go to the catalogue");
  await row(other, "Okapi").click();
  await expect(one.getByText("Ana is here")).toBeVisible();

  // A tab that closes says no word.
  await other.close();
  await expect(one.getByText("Ana is here")).toHaveCount(0);
  await expect(status(one)).toContainText("In sync");
});
