import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import type * as page from "./y-webrtc-page.ts";
import { bundlePage } from "#test/faults/support/pipe-pages.ts";
import { percentile } from "../table.ts";
import { pause, until } from "./pair.ts";
import { newId } from "./rooms.ts";
import {
  BETWEEN,
  KEYS,
  LARGE,
  largeText,
  manyKeys,
  PASTE,
  ROOMS,
  WARM,
  type PeerJoins,
  type PeerKeys,
} from "./workload.ts";

type PageModule = typeof page;
type Name = keyof PageModule;

/** The signaling server that y-webrtc comes with; it takes its port from the environment, 4444 without. */
export const SIGNALING_SERVER = join(import.meta.dirname, "../../../node_modules/y-webrtc/bin/server.js");
/** Where the pages are from, as they see it: answered by the benchmark itself. */
const ORIGIN = "http://localhost:4445";
/** Seconds that it gets for what does not come. */
const LIMIT = 5;

/** Peers of y-webrtc in two pages, each in a browser of its own; where there are more than two they share these pages. */
export class YWebrtc {
  readonly #pages: readonly Page[];
  readonly #signaling: string;

  private constructor(pages: readonly Page[], signaling: string) {
    this.#pages = pages;
    this.#signaling = signaling;
  }

  static async open(browsers: readonly Browser[], signaling: string): Promise<YWebrtc> {
    const script = await bundlePage(fileURLToPath(new URL("y-webrtc-page.ts", import.meta.url)));
    const pages = await Promise.all(browsers.map((browser) => load(browser, script)));
    return new YWebrtc(pages, signaling);
  }

  async close(): Promise<void> {
    for (const page of this.#pages) await page.close();
  }

  /** Asks the peer of a number: the even ones are in the first page. */
  async ask<Asked extends Name>(
    peer: number,
    name: Asked,
    ...args: Parameters<PageModule[Asked]>
  ): Promise<Awaited<ReturnType<PageModule[Asked]>>> {
    const page = this.#pages[peer % 2] as Page;
    return await page.evaluate(
      async ([path, asked, given]) => ((await import(path)) as Record<string, Function>)[asked]?.(...given),
      [`/peer.js?${peer}`, name as string, args as unknown[]] as const,
    );
  }

  /** Joins so many peers, and waits until each is connected with each. */
  async gather(peers: number): Promise<void> {
    const room = newId();
    for (let peer = 0; peer < peers; peer++) await this.ask(peer, "join", room, this.#signaling, null);
    for (let peer = 0; peer < peers; peer++)
      await until(async () => (await this.ask(peer, "connected")) === peers - 1);
  }

  /** Ends so many peers. */
  async part(peers: number): Promise<void> {
    for (let peer = 0; peer < peers; peer++) await this.ask(peer, "leave");
  }

  /** Keys in rooms of as many peers as {@link ROOMS} has. */
  async keys(): Promise<PeerKeys[]> {
    const all: PeerKeys[] = [];
    for (const { peers } of ROOMS) {
      await this.gather(peers);
      const before = await this.#sent();
      const there = await this.#type(0, 1);
      const back = await this.#type(1, 0);
      const messages = ((await this.#sent()) - before) / (2 * (KEYS + WARM));
      // Clocks of two browsers differ: by half of what there and back differ.
      const ahead = (percentile(there, 0.5) - percentile(back, 0.5)) / 2;
      const taken = [...there.map((time) => time - ahead), ...back.map((time) => time + ahead)];
      all.push({ peers, p95: percentile(taken, 0.95), messages });
      await this.part(peers);
    }
    return all;
  }

  async #type(from: number, to: number): Promise<number[]> {
    const typed = await this.ask(from, "type", KEYS + WARM, BETWEEN);
    const last = typed.at(-1)?.length ?? 0;
    await until(async () => (await this.ask(to, "text")).length >= last);
    const arrived = new Map((await this.ask(to, "lengths")).map(({ length, at }) => [length, at]));
    return typed.slice(WARM).map(({ length, at }) => (arrived.get(length) ?? Number.NaN) - at);
  }

  async #sent(): Promise<number> {
    await pause(200);
    const counts = await Promise.all(
      this.#pages.map((page) => page.evaluate(() => (window as unknown as { sent: number }).sent)),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** The large documents and the paste of the joins. */
  async joins(): Promise<PeerJoins> {
    const typed = manyKeys();
    const large = await this.#join(largeText(), LARGE);
    const keys = await this.#join(typed.update, typed.characters);
    await this.gather(2);
    const begun = await this.ask(0, "paste", PASTE);
    const paste = await this.#arrival(PASTE, begun);
    await this.part(2);
    return { large, keys, paste, limit: LIMIT };
  }

  async #join(update: Uint8Array, characters: number): Promise<number | null> {
    const room = newId();
    await this.ask(0, "join", room, this.#signaling, [...update]);
    const begun = await this.ask(1, "time");
    await this.ask(1, "join", room, this.#signaling, null);
    const seconds = await this.#arrival(characters, begun);
    await this.part(2);
    return seconds;
  }

  /** Seconds until the second peer has a text of so many characters; null for not within the limit. */
  async #arrival(characters: number, begun: number): Promise<number | null> {
    const deadline = performance.now() + LIMIT * 1000;
    while (performance.now() < deadline) {
      const arrived = (await this.ask(1, "lengths")).find(({ length }) => length === characters);
      if (arrived !== undefined) return (arrived.at - begun) / 1000;
      await pause(50);
    }
    return null;
  }
}

async function load(browser: Browser, script: string): Promise<Page> {
  const page = await browser.newPage();
  await page.route(`${ORIGIN}/**`, (route) =>
    route.fulfill(
      new URL(route.request().url()).pathname === "/peer.js"
        ? { contentType: "text/javascript", body: script }
        : { contentType: "text/html", body: "<!doctype html><title>y-webrtc</title>" },
    ),
  );
  await page.addInitScript(() => {
    // Peers of one page would meet without WebRTC.
    Object.assign(window, {
      sent: 0,
      BroadcastChannel: class {
        postMessage() {}
        close() {}
      },
    });
    const { send } = RTCDataChannel.prototype;
    // The first byte of what changes a document is 0; the others speak of presence.
    Object.assign(RTCDataChannel.prototype, {
      send(this: RTCDataChannel, data: Uint8Array<ArrayBuffer>) {
        if (data[0] === 0) (window as unknown as { sent: number }).sent++;
        send.call(this, data);
      },
    });
  });
  await page.goto(`${ORIGIN}/`);
  return page;
}

/** Starts the signaling server of y-webrtc on a free port; answers its address and what ends it. */
export async function startSignaling(): Promise<{ readonly address: string; readonly child: ChildProcess }> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const child = spawn(process.execPath, [SIGNALING_SERVER], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return { address: `ws://127.0.0.1:${port}`, child };
}
