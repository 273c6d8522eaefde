import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { launchBrowser } from "#test/e2e/support/browser.ts";
import { SignalingProcess } from "#test/e2e/support/devices.ts";
import { coreFlags } from "../../../scripts/lib/flags.mjs";
import { Asking } from "./calls.ts";
import type { CoreCalls, Saved } from "./core-process.ts";
import type { BenchRoom } from "./rooms.ts";

/**
 * Chromium hides addresses behind names that only a network resolves, and lets no page of another network, as which it takes
 * those that the benchmark answers itself, speak to a server on this machine.
 */
export const BROWSER_ARGS = ["--disable-features=WebRtcHideLocalIpsWithMdns,LocalNetworkAccessChecks"];

/** A device: a web shell with its core in a process, and its page in a browser of its own. */
export class BenchDevice {
  readonly process: Asking<CoreCalls, Saved>;
  readonly browser: Browser;
  readonly #dataFolder: string;
  /** Its key, 64 hex digits. */
  key = "";

  private constructor(browser: Browser, dataFolder: string) {
    this.browser = browser;
    this.#dataFolder = dataFolder;
    this.process = new Asking(join(import.meta.dirname, "core-process.ts"), coreFlags);
  }

  static async open(dataFolder: string): Promise<BenchDevice> {
    const device = new BenchDevice(await launchBrowser({ args: BROWSER_ARGS }), dataFolder);
    mkdirSync(dataFolder, { recursive: true });
    return device;
  }

  /** Starts the shell and opens its page. */
  async start(): Promise<void> {
    const { page, device } = await this.process.ask("start", this.#dataFolder);
    this.key = device;
    const tab = await this.browser.newPage();
    await tab.goto(page);
    await tab.locator("footer").waitFor();
  }

  /** Resolves with the time of the shared clock at which a document is next saved here. */
  saved(document: string): Promise<number> {
    return new Promise((done) => {
      const stop = this.process.on(({ ids, at }) => {
        if (!ids.includes(document)) return;
        stop();
        done(at);
      });
    });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.process.end();
  }
}

/** Two devices, and the signaling server at which they meet. */
export class Pair {
  readonly one: BenchDevice;
  readonly other: BenchDevice;
  readonly signaling = new SignalingProcess();

  private constructor(one: BenchDevice, other: BenchDevice) {
    this.one = one;
    this.other = other;
  }

  /** Starts the browsers; the shells are started by {@link start}. */
  static async open(work: string): Promise<Pair> {
    return new Pair(
      await BenchDevice.open(join(work, "device-one")),
      await BenchDevice.open(join(work, "device-other")),
    );
  }

  async start(): Promise<void> {
    await this.signaling.start();
    await this.one.start();
    await this.other.start();
  }

  /** Waits until each is connected with so many, all of them equal, and the two with each other directly. */
  async together(room: BenchRoom, others: number): Promise<void> {
    for (const { process } of [this.one, this.other]) {
      await until(async () => {
        const pipes = await process.ask("equal", room.id);
        return pipes.length === others && pipes.includes("webrtc");
      });
    }
  }

  async close(): Promise<void> {
    await this.one.close();
    await this.other.close();
    await this.signaling.kill();
  }
}

/** Waits until it is so, and throws when that takes more than a minute. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  const begun = performance.now();
  while (!(await so())) {
    if (performance.now() - begun > 60_000) throw new Error("What is measured did not come about.");
    await pause(20);
  }
}

/** Lets time pass, in milliseconds. */
export function pause(time: number): Promise<void> {
  return new Promise((done) => setTimeout(done, time));
}
