import { expect } from "@playwright/test";
import { seriousFindings } from "./support/axe.ts";
import { rows } from "./support/catalogue-page.ts";
import { addPoc, command, create, dialog, invite, member, status, test } from "./support/workspaces.ts";

test("an observer is offered nothing that it may not do and is told why, and what was refused is told", async ({
  two: { one, other, signaling },
}) => {
  // Two of everything, on machines that may have other things to do.
  test.setTimeout(120_000);
  await command(one, "Go to diagnostics");
  await expect(one.getByRole("region", { name: "Refused" })).toContainText("Nothing was refused.");
  await create(one, "Team");
  await one.goto(`${new URL(one.url()).origin}/#/catalog`);
  await addPoc(one, "Giraffe");
  const words = await invite(one, signaling);
  await one.keyboard.press("Escape");
  await command(other, "Join a workspace");
  await dialog(other).getByLabel("Invitation").fill(words);
  await dialog(other).getByLabel("Your name").fill("Ana");
  await dialog(other).getByLabel("Address of a signaling server").fill(signaling);
  await other.keyboard.press("Enter");
  await dialog(other).getByRole("button", { name: "Join" }).press("Enter");
  await dialog(other).getByRole("button", { name: "Go to Team" }).press("Enter");
  await rows(other).filter({ hasText: "Giraffe" }).press("Enter");
  const edit = other.getByRole("button", { name: "Edit Name" });
  await expect(edit).toBeVisible();
  await expect(other.getByRole("textbox", { name: "Notes" })).toBeVisible();

  await one.goto(`${new URL(one.url()).origin}/#/workspace`);
  await member(one, "Ana").getByRole("combobox", { name: "Role of Ana" }).selectOption("observer");
  await expect(other.getByText("You are an observer in this workspace")).toBeVisible();
  await expect(edit).toHaveCount(0);
  await expect(other.getByRole("textbox", { name: "Notes" })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "Add a tag" })).toHaveCount(0);
  expect(await seriousFindings(other)).toEqual([]);
  await other.keyboard.press("Control+k");
  await other.getByRole("combobox", { name: /Type a command/u }).fill("Add a POC by hand");
  await expect(other.getByRole("option", { name: "Add a POC by hand" })).toHaveCount(0);
  await other.keyboard.press("Escape");
  await expect(status(other)).toContainText("In sync");
});
