import { expect } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { rows } from "./support/catalogue-page.ts";
import {
  addAddress,
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
  test,
  wordsOf,
} from "./support/workspaces.ts";

test("S-617 a second device of the same person comes in by a code, and is known as that", async ({
  two: { one, other, signaling },
}) => {
  await create(one, "Team");
  await addPoc(one, "Giraffe");
  await command(one, "Add another device of yours");
  // What it will be is said before anything is made.
  await expect(dialog(one)).toContainText("It will be an admin");
  await addAddress(one, signaling);
  await dialog(one).getByRole("button", { name: "Show the code" }).click();
  const code = await wordsOf(one);
  expect(await seriousFindings(one)).toEqual([]);
  await one.keyboard.press("Escape");
  await command(one, "Go to the workspace");
  await expect(one.getByText("Another device of yours", { exact: true })).toBeVisible();

  await askToJoin(other, code, "Laptop", signaling);
  await expect(dialog(other)).toContainText(/You come as\s*another device of/u);
  await expect(dialog(other)).toContainText("Admin: you read, change and invite");
  await comeIn(other);
  await expect(rows(other)).toHaveText([/Giraffe/u]);
  await expect(status(other)).toContainText(/1 other, (?:direct|relay)/u);

  await expect(member(one, "Laptop")).toContainText("device of");
  // The one that came by another shows nobody the way in.
  await command(other, "Go to the workspace");
  await expect(other.getByRole("button", { name: "Invite somebody" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Add another device of yours" })).toHaveCount(0);

  // Once more, by somebody who is in it already: nothing is asked, and nothing spent.
  const again = await invite(one, signaling);
  await one.keyboard.press("Escape");
  await askToJoin(other, again, "Laptop", signaling);
  await expect(dialog(other)).toContainText("You are in Team already");
  await other.keyboard.press("Escape");
  await askToJoin(one, again, "Me", signaling);
  await expect(dialog(one)).toContainText("This is your own invitation to “Team”");
  await expect(dialog(one)).toContainText("You are in it already");
  await expect(dialog(one)).not.toContainText("You are not in");
  await expect(dialog(one).getByRole("button", { name: "Check the connection" })).toHaveCount(0);
  await one.keyboard.press("Escape");

  // A lost one is removed.
  await member(one, "Laptop").getByRole("button", { name: "Actions for Laptop" }).click();
  await one.getByRole("menuitem", { name: "Remove" }).click();
  await expect(dialog(one)).toContainText("What is on Laptop stays on it");
  await dialog(one).getByRole("button", { name: "Remove" }).click();
  await expect(member(one, "Laptop")).toHaveCount(0);
  await expect(status(other)).toContainText("Removed");

  // By an invitation alone it does not come in again, and Diagnostics tell of it.
  await askToJoin(other, again, "Laptop", signaling);
  await expect(dialog(other)).toContainText("This device was removed from the workspace");
  await other.keyboard.press("Escape");
  await command(one, "Go to diagnostics");
  const refused = one.getByRole("region", { name: "Refused" }).getByRole("region", { name: "Team" });
  await expect(refused).toContainText("Not a member");
  await expect(refused).toContainText("the device does not belong to the workspace");
  expect(await seriousFindings(one)).toEqual([]);
  await command(one, "Go to the workspace");

  // It was found again.
  await one.getByText("1 removed", { exact: true }).click();
  await one.getByRole("button", { name: "Let in again: Laptop" }).click();
  await expect(dialog(one)).toContainText("comes in by an invitation");
  await dialog(one).getByText("Editor", { exact: true }).click();
  expect(await seriousFindings(one)).toEqual([]);
  await dialog(one).getByRole("button", { name: "Let in again" }).click();
  await expect(one.getByText("1 removed", { exact: true })).toHaveCount(0);
  await expect(member(one, "Laptop")).toContainText("Not connected");
  await askToJoin(other, again, "Laptop", signaling);
  await comeIn(other);
  await expect(status(other)).toContainText("In sync");
  await addPoc(other, "Okapi");
  await command(one, "Go to the catalogue");
  await expect(rows(one)).toHaveText([/Giraffe/u, /Okapi/u]);
});

test("S-615 whoever leaves is gone from the list of the others; where nobody hears it, it is said", async ({
  two: { one, other, signaling },
}) => {
  await create(one, "Team");
  await addPoc(one, "Giraffe");
  await share(one, other, signaling);
  await expect(rows(other)).toHaveText([/Giraffe/u]);
  await command(one, "Go to the workspace");
  await expect(one.getByText("others are in it", { exact: false })).toBeVisible();
  await command(other, "Go to the workspace");
  await other.getByRole("button", { name: "Leave this workspace" }).click();
  await dialog(other).getByRole("radio", { name: "Remove it from this device" }).check();
  await dialog(other).getByRole("button", { name: "Leave this workspace" }).click();
  await expect(other.getByText("You have left Team.", { exact: true })).toBeVisible();
  await expect(member(one, "Ana")).toHaveCount(0);
  await expect(one.getByText("others are in it", { exact: false })).toHaveCount(0);

  // Back again, and away while nobody is there.
  await share(one, other, signaling);
  await expect(status(other)).toContainText("In sync");
  await command(one, "Pause syncing");
  await expect(status(other)).toContainText("Nobody else is there");
  await command(other, "Go to the workspace");
  await other.getByRole("button", { name: "Leave this workspace" }).click();
  await dialog(other).getByRole("button", { name: "Leave this workspace" }).click();
  await expect(other.getByText("nobody was there to hear it", { exact: false })).toBeVisible();
});
