import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { connectCore, type Connection } from "#core/main.ts";
import { startWeb } from "./app.ts";
import { launchBrowser } from "./browser.ts";

const CLI = join(import.meta.dirname, "../../../out/main/cli.js");
/** Chromium hides addresses behind names that only a network resolves. */
const ARGS = ["--disable-features=WebRtcHideLocalIpsWithMdns"];

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** A signaling server in a process of its own, always at the same port once it has one. */
export class SignalingProcess {
  #child: ChildProcess | null = null;
  address = "";

  async start(): Promise<void> {
    const port = this.address === "" ? "0" : new URL(this.address).port;
    const args = [CLI, "signal", "--host", "127.0.0.1", "--port", port, "--json"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const { addresses } = JSON.parse(line) as { addresses: string[] };
      this.address = addresses[0] ?? "";
      return;
    }
    throw new Error("The signaling server did not start.");
  }

  async kill(): Promise<void> {
    if (this.#child !== null) await kill(this.#child);
  }
}

/** A device as a person has it: a data folder, the web shell with its core in a process, and a page in another browser. */
export class WebDevice {
  readonly dataFolder = mkdtempSync(join(tmpdir(), "tatami-e2e-device-"));
  #shell: ChildProcess | null = null;
  #address = "";
  #browser: Browser | null = null;
  #tabs: BrowserContext | null = null;
  readonly #pages: Page[] = [];
  /** What was stopped, by process id. */
  #stopped: number[] = [];
  #connection: Connection | null = null;

  /** Starts the shell, at the same port each time. */
  async start(): Promise<void> {
    const port = this.#address === "" ? [] : ["--port", new URL(this.#address).port];
    const { child, address } = await startWeb(this.dataFolder, port);
    this.#shell = child;
    this.#address = address;
    this.#connection = await connectCore({ dataFolder: this.dataFolder, shell: "test" });
  }

  /** Opens a tab of the browser, beside those that are open. */
  async open(): Promise<void> {
    this.#browser ??= await launchBrowser({ args: ARGS });
    this.#tabs ??= await this.#browser.newContext();
    const page = await this.#tabs.newPage();
    this.#pages.push(page);
    const second = await startWeb(this.dataFolder);
    await kill(second.child);
    await page.goto(second.address);
  }

  /** Closes the tab that was opened first. */
  async closeTab(): Promise<void> {
    await this.#pages.shift()?.close();
  }

  /** The core, as a command that has joined it sees it. */
  get core(): Connection["client"] {
    if (this.#connection === null) throw new Error("This device was not started.");
    return this.#connection.client;
  }

  /** Begins the workspace Team, which meets at an address, and lets others in, each by a name; all look at it from then on. */
  async share(address: string, ...others: (readonly [WebDevice, string])[]): Promise<void> {
    const { id } = await this.core.workspace.create({ name: "Team" });
    await this.core.workspace.use({ id });
    await this.core.workspace.setAddresses({ addresses: [address] });
    const { link } = await this.core.workspace.invite({ role: "editor", uses: others.length });
    for (const [{ core }, name] of others)
      for await (const step of await core.workspace.join({ invitation: link, name })) {
        if (step.step === "offered") await core.workspace.answerJoin({ id: step.id, accept: true });
        if (step.step === "joined") await core.workspace.use({ id: step.workspace.id });
      }
  }

  /** Stops the core and all of the browser, as sleep does, until {@link WebDevice.goOn}. */
  async stop(): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
    this.#stopped = [this.#shell?.pid ?? 0, ...processInfo.map(({ id }) => id)].filter((pid) => pid > 0);
    for (const pid of this.#stopped) process.kill(pid, "SIGSTOP");
  }

  goOn(): void {
    for (const pid of this.#stopped.splice(0)) process.kill(pid, "SIGCONT");
  }

  /** Ends the core without a word. */
  async kill(): Promise<void> {
    if (this.#shell !== null) await kill(this.#shell);
    await this.#connection?.close();
    this.#connection = null;
  }

  /** The names of all entries, by their characters. */
  async names(): Promise<string> {
    const names: string[] = [];
    for (let all = 1; names.length < all;) {
      const page = await this.core.catalog.search({ sort: "name", limit: 200, offset: names.length });
      all = page.total;
      names.push(...page.items.map(({ name }) => name));
    }
    return names.toSorted().join(" ");
  }

  /** How it is connected with each of the others. */
  async pipes(): Promise<string> {
    const { members } = await this.core.workspace.sharing();
    return members.flatMap(({ self, pipe }) => (self ? [] : [pipe ?? "none"])).join(" ");
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    await this.kill();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}
