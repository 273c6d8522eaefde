import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Locator, Page } from "@playwright/test";
import { startWeb, test as base } from "./app.ts";

const CLI = join(import.meta.dirname, "../../../out/main/cli.js");

/** Two people, each with a shell, a data folder and a browser of their own, and the signaling server between them. */
export interface Two {
  readonly signaling: string;
  readonly one: Page;
  readonly other: Page;
}

interface Running {
  readonly value: string;
  end(): Promise<void>;
}

async function signaling(): Promise<Running> {
  const child = spawn(process.execPath, [CLI, "signal", "--host", "127.0.0.1", "--port", "0", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const { addresses } = JSON.parse(line) as { addresses: string[] };
    return { value: addresses[0] ?? "", end };
  }
  throw new Error("The signaling server ended before it said its address.");
}

async function person(browser: Browser): Promise<{ readonly page: Page; end(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), "tatami-e2e-data-"));
  const { child, address } = await startWeb(data);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("footer").waitFor();
  return {
    page,
    end: async () => {
      await context.close();
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export const test = base.extend<{ two: Two }>({
  two: async ({ browser }, use) => {
    const [server, one, other] = await Promise.all([signaling(), person(browser), person(browser)]);
    await use({ signaling: server.value, one: one.page, other: other.page });
    await Promise.all([server.end(), one.end(), other.end()]);
  },
});

/** Chooses a line of the palette by its beginning. */
export async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /Type a command|Digite um comando/u }).fill(title);
  await page.getByRole("option", { name: title }).first().click();
}

/** The dialog that is open. */
export const dialog = (page: Page): Locator => page.getByRole("dialog");
/** How the workspace fares, in the status bar. */
export const status = (page: Page): Locator => page.locator("footer").getByRole("link").first();
/** The name of the workspace in the status bar, which opens the list of all. */
export const switcher = (page: Page): Locator =>
  page.locator("footer").getByRole("button", { name: /Switch the workspace/u });
/** A person's line on the page of the workspace. */
export const member = (page: Page, name: string): Locator =>
  // By the name alone: "banana" may be among the words of somebody else's fingerprint.
  page
    .getByRole("region", { name: "People" })
    .getByRole("listitem")
    .filter({ has: page.locator("[class*=memberName]", { hasText: new RegExp(`^${name}`, "u") }) });

/** Makes a workspace and looks at it. */
export async function create(page: Page, name: string): Promise<void> {
  await command(page, "Create a workspace");
  await dialog(page).getByLabel("Name of the workspace").fill(name);
  await page.keyboard.press("Enter");
  await switcher(page).filter({ hasText: name }).waitFor();
}

/** Adds a POC by hand to the workspace that is looked at. */
export async function addPoc(page: Page, name: string): Promise<void> {
  await command(page, "Add a POC by hand");
  await dialog(page).getByLabel("Name").fill(name);
  await dialog(page).getByLabel("Name").press("Enter");
  await page.getByRole("option", { name: new RegExp(name, "u") }).waitFor();
}

/** Adds an address in the dialog that says that none is set. */
export async function addAddress(page: Page, address: string): Promise<void> {
  await dialog(page).getByLabel("Address of a signaling server").fill(address);
  await dialog(page).getByRole("button", { name: "Add address" }).click();
  await dialog(page).getByText("No signaling address is set").waitFor({ state: "detached" });
}

/** The words of the invitation that is shown. */
export async function wordsOf(page: Page): Promise<string> {
  const words = dialog(page).getByRole("region", { name: "Six words" }).getByRole("listitem");
  await words.nth(5).waitFor();
  return (await words.allTextContents()).join(" ");
}

/** Invites an editor at an address; answers the six words. */
export async function invite(page: Page, address: string, name?: string): Promise<string> {
  await command(page, "Invite somebody");
  const make = dialog(page).getByRole("button", { name: "Make the invitation" });
  await make.waitFor();
  if (await dialog(page).getByLabel("Address of a signaling server").isVisible())
    await addAddress(page, address);
  if (name !== undefined) await dialog(page).getByLabel("Your name").fill(name);
  await make.click();
  return wordsOf(page);
}

/** Asks to come in by words, under a name, as far as what is offered, or why one does not come in. */
export async function askToJoin(page: Page, words: string, name: string, signaling: string): Promise<void> {
  await command(page, "Join a workspace");
  await dialog(page).getByLabel("Invitation").fill(words);
  await dialog(page).getByLabel("Your name").fill(name);
  await dialog(page).getByLabel("Address of a signaling server").fill(signaling);
  await page.keyboard.press("Enter");
}

/** Says yes to what is offered, and looks at the workspace Team then. */
export async function comeIn(page: Page): Promise<void> {
  await dialog(page).getByRole("button", { name: "Join" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Go to Team" }).press("Enter");
}

/** Shares the workspace Team that one looks at with other, who is Ana and an editor, and looks at it then. */
export async function share(one: Page, other: Page, signaling: string): Promise<void> {
  const words = await invite(one, signaling);
  await one.keyboard.press("Escape");
  await askToJoin(other, words, "Ana", signaling);
  await comeIn(other);
}
