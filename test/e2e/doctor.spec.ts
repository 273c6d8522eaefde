import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { test } from "./support/app.ts";
import { seriousFindings } from "./support/axe.ts";
import { command, dialog } from "./support/workspaces.ts";

test("whoever does not come in is told what keeps them apart, with a report that names no address, and goes back to the invitation", async ({
  app,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await command(page, "Join a workspace");
  const invitation = dialog(page).getByLabel("Invitation");
  await invitation.fill("ability about above abandon absent absorb");
  await dialog(page).getByLabel("Your name").fill("Ana");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("alert")).toContainText("You are not in");
  // With the address that stands there now, whether it was tried or not.
  await dialog(page).getByLabel("Address of a signaling server").fill("ws://127.0.0.1:9");
  await dialog(page).getByRole("button", { name: "Check the connection" }).press("Enter");

  const again = dialog(page).getByRole("button", { name: "Look again" });
  await expect(again).toBeFocused({ timeout: 20_000 });
  const server = dialog(page).getByRole("region", { name: "ws://127.0.0.1:9" });
  await expect(server.getByRole("listitem").filter({ hasText: "Problem" })).toContainText(
    "nothing is served at port 9",
  );
  await expect(dialog(page).getByRole("status")).toContainText("1 problem: Connection");
  expect(await seriousFindings(page)).toEqual([]);

  await dialog(page).getByRole("button", { name: "Copy report" }).press("Enter");
  await expect(page.getByText("The report is copied")).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^failed +connect <address 1>/mu);
  expect(report).not.toContain("127.0.0.1");

  await again.press("Enter");
  await expect(dialog(page).getByRole("status")).toContainText("1 problem: Connection", { timeout: 20_000 });
  await dialog(page).getByRole("button", { name: "Back to the invitation" }).press("Enter");
  await expect(invitation).toHaveValue("ability about above abandon absent absorb");
});

test("the doctor is a command and stands on the page of the workspace, and can be stopped", async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await page.locator("footer").waitFor();
  await command(page, "Go to the workspace");
  const button = page.getByRole("main").getByRole("button", { name: "Check the connection" });
  await button.press("Enter");
  const here = dialog(page).getByRole("region", { name: "This device" });
  await expect(here).toContainText("This workspace is shared with nobody yet");
  await expect(here).toContainText("No signaling address is set", { timeout: 20_000 });
  await expect(dialog(page).getByRole("status")).toContainText("warning");
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();

  // Takes connections and says nothing: there is time to stop.
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await page.getByRole("main").getByLabel("Address of a signaling server").fill(address);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByText(address)).toBeVisible();
  await button.press("Enter");
  await expect(dialog(page).getByRole("region", { name: address })).toContainText("Good");
  await page.keyboard.press("Enter");
  await expect(dialog(page).getByRole("status")).toContainText("Stopped");
  await expect(dialog(page).getByRole("button", { name: "Look again" })).toBeFocused();
  silent.close();
});
