import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { chromium, expect, type Browser } from "@playwright/test";
import { connectCore, type Connection } from "#core/main.ts";
import { browserLaunch } from "./browser.ts";
import { saying, SERVER, type Networks } from "./networks.ts";

const [WEB, CLI] = ["web", "cli"].map((name) => join(import.meta.dirname, `../../../out/main/${name}.js`));
/** Chromium hides addresses behind names that only the network of a home resolves. */
const OPENLY = ["--disable-features=WebRtcHideLocalIpsWithMdns"];
const PORT = 4747;

/** Serves signaling where all hosts reach it. */
export async function serveSignaling(
  networks: Networks,
  more: readonly string[] = [],
): Promise<ChildProcess> {
  const args = ["signal", "--host", SERVER, "--port", String(PORT), "--json", ...more];
  const child = networks.start("world", process.execPath, [CLI ?? "", ...args]);
  await saying(child, /tatami\.signal/u);
  return child;
}

/** What two people must see alike of an entry. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly notes: string;
}

/** A device at one host of {@link Networks}: the web shell with its core, and a page in a browser that is there, too. */
export class Host {
  readonly #connection: Connection;
  readonly #browser: Browser;

  private constructor(connection: Connection, browser: Browser) {
    this.#connection = connection;
    this.#browser = browser;
  }

  /** Starts the device of a home, with its data below a folder. Throws where there is no browser. */
  static async open(networks: Networks, home: number, folder: string): Promise<Host> {
    const { options, why } = await browserLaunch();
    if (options?.executablePath === undefined) throw new Error(`No browser for this test: ${why}`);
    const where = `host${home}`;
    const dataFolder = join(folder, where);
    const web = networks.start(where, process.execPath, [WEB ?? "", "--data", dataFolder, "--no-open"]);
    const address = await saying(web, /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/u);
    const browser = await chromium.launch({
      ...options,
      executablePath: networks.wrapped(where, options.executablePath),
      args: [...(options.args ?? []), ...(networks.routers === "route" ? OPENLY : [])],
    });
    await (await browser.newPage()).goto(address);
    return new Host(await connectCore({ dataFolder, shell: "test" }), browser);
  }

  /** The core, as a command that has joined it sees it. */
  get core(): Connection["client"] {
    return this.#connection.client;
  }

  /** How the other member is connected; null for not at all. */
  async pipe(): Promise<string | null | undefined> {
    return (await this.core.workspace.sharing()).members.find(({ self }) => !self)?.pipe;
  }

  async names(): Promise<string[]> {
    return (await this.entries()).map(({ name }) => name);
  }

  /** All entries, by their names. */
  async entries(): Promise<Entry[]> {
    const found: Entry[] = [];
    for (let all = 1; found.length < all;) {
      const page = await this.core.catalog.search({ sort: "name", limit: 200, offset: found.length });
      all = page.total;
      for (const { id } of page.items) {
        const { name, description, user } = await this.core.catalog.get({ id });
        found.push({ id, name, description, tags: user.tags.toSorted(), notes: user.notes });
      }
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#connection.close();
  }
}

/** Begins the workspace Team at one host, with the entry "giraffe", and lets the other in; resolves when it has that. */
export async function share(one: Host, two: Host): Promise<void> {
  const addresses = [`ws://${SERVER}:${PORT}`];
  const { id } = await one.core.workspace.create({ name: "Team" });
  await one.core.workspace.use({ id });
  await one.core.catalog.add({ name: "giraffe" });
  await one.core.workspace.setAddresses({ addresses });
  const { words } = await one.core.workspace.invite({ role: "editor" });
  for await (const step of await two.core.workspace.join({ invitation: words, name: "Two", addresses })) {
    if (step.step === "offered") await two.core.workspace.answerJoin({ id: step.id, accept: true });
    if (step.step === "joined") await two.core.workspace.use({ id: step.workspace.id });
  }
  await expect.poll(() => two.names()).toEqual(["giraffe"]);
}
